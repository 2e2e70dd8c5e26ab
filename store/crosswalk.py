"""Events in other systems' columns. In: frames of the store. Out: CSV in ACLED's columns, or with HXL's tags.

What maps to what, and what is left out and why, stands in acled.toml and hxl.toml.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from store.cells import add_reports
from store.flat import write_csv


@dataclass(frozen=True, slots=True)
class Sides:
    """What a crosswalk must know of the sides: their names, and which of them are governments."""

    names: Mapping[str, str] = field(default_factory=dict)
    governments: Collection[str] = ()


@lru_cache(maxsize=2)  # two files of the package
def read_crosswalk(name: str) -> dict[str, Any]:
    """The table of a crosswalk, "acled" or "hxl"."""
    return tomllib.loads((Path(__file__).parent / f"{name}.toml").read_text(encoding="utf-8"))


def plover_of(event_type: str) -> str | None:
    """PLOVER's event type for one of ours, None where it has none."""
    code: str | None = read_crosswalk("acled")["event_type"].get(event_type, {}).get("plover")
    return code


def make_acled(
    events: pd.DataFrame, reports: pd.DataFrame, tolls: pd.DataFrame, sides: Sides
) -> pd.DataFrame:
    """The events ACLED would code, in its columns; how many are left out stands in `.attrs["left_out"]`."""
    cross = read_crosswalk("acled")
    told = _date(add_reports(events, reports), reports).to_dict("records")
    killed = tolls[tolls["kind"].eq("killed") & tolls["scope"].eq("incident")].set_index("toll_id")["low"]
    rows = [r for e in told if (r := _acled_row({str(k): v for k, v in e.items()}, killed, sides))]
    frame = pd.DataFrame(rows, columns=list(cross["columns"]))
    frame.attrs["left_out"] = len(events) - len(rows)
    return frame


def write_acled(events: pd.DataFrame, reports: pd.DataFrame, tolls: pd.DataFrame, sides: Sides) -> bytes:
    """`make_acled` as CSV."""
    return write_csv(make_acled(events, reports, tolls, sides), "acled")


def write_hxl(frame: pd.DataFrame, table: str, bom: bool = False) -> bytes:
    """A CSV whose second row holds the HXL hashtag of each column."""
    tags = read_crosswalk("hxl")["tags"]
    head, *body = write_csv(frame, table, bom=bom).split(b"\n", 1)
    row = ",".join(f'"{tags.get(str(c), "")}"' for c in frame.columns)
    return b"\n".join([head, row.encode("utf-8"), *body])


def _date(events: pd.DataFrame, reports: pd.DataFrame) -> pd.DataFrame:
    """The events, those that no words date with the interval in which their report appeared."""
    known = reports.drop_duplicates("report_id").set_index("report_id")
    dated, undated = events.copy(), events["date_start"].isna() & events["date_end"].isna()
    ids = events.loc[undated, "report_id"]
    for column in ("start", "end", "precision"):
        dated.loc[undated, f"date_{column}"] = ids.map(known[f"published_{column}"])
    dated.loc[undated, "date_basis"] = "published"
    dated.loc[undated & dated["date_precision"].eq("day"), "date_precision"] = "published"
    return dated


def _acled_row(event: dict[str, Any], killed: pd.Series, sides: Sides) -> dict[str, Any] | None:
    cross = read_crosswalk("acled")
    label = _label(event, sides)
    precision = cross["time_precision"].get(event["date_precision"])
    if label is None or precision is None or pd.isna(event["date_start"]) or pd.isna(event["date_end"]):
        return None
    day = event["date_start"] + (event["date_end"] - event["date_start"]) / 2
    return {
        "event_id_cnty": event["event_id"],
        "event_date": day.date().isoformat(),
        "year": day.year,
        "time_precision": precision,
        **label,
        **_actors(event, sides),
        "location": _known(event["place_name"]),
        "latitude": event["latitude"],
        "longitude": event["longitude"],
        "geo_precision": _geo_precision(event["uncertainty_km"]),
        "source": _known(event.get("outlet")),
        "notes": ("[reconstruction] " if event.get("reconstruction") is True else "") + event["sentence"],
        "fatalities": _fatalities(event["toll_ids"], killed),
        "tags": _tags(event),
    }


def _label(event: dict[str, Any], sides: Sides) -> dict[str, str] | None:
    """ACLED's three labels of an event, None for what it does not code."""
    cross = read_crosswalk("acled")
    entry = cross["event_type"].get(event["event_type"], {})
    if event["target"] == cross["unarmed"]:
        entry = entry | entry.get("of_unarmed", {})
    if "event_type" not in entry or event["status"] not in cross["happened"]:
        return None
    label = {k: entry[k] for k in ("disorder_type", "event_type", "sub_event_type")}
    if "government" in entry and isinstance(event["actor"], str):
        label["sub_event_type"] = entry["government" if event["actor"] in sides.governments else "other"]
    return label


def _actors(event: dict[str, Any], sides: Sides) -> dict[str, Any]:
    cross = read_crosswalk("acled")
    actor, target = _known(event["actor"]), _known(event["target"])
    hit = target == cross["unarmed"]
    return {
        "actor1": sides.names.get(actor, actor) if actor else None,
        "assoc_actor_1": _known(event["actor_detail"]),
        "inter1": cross["civilian_inter"] if actor == cross["unarmed"] else None,
        "actor2": sides.names.get(target, target) if target else None,
        "inter2": cross["civilian_inter"] if hit else None,
        "civilian_targeting": cross["civilian_targeting"] if hit else None,
    }


def _geo_precision(uncertainty_km: float) -> int | None:
    near, far = read_crosswalk("acled")["geo_precision"]
    if pd.isna(uncertainty_km):
        return None
    return 1 if uncertainty_km <= near else 2 if uncertainty_km <= far else 3


def _fatalities(toll_ids: list[str], killed: pd.Series) -> int | None:
    found = killed[killed.index.isin(toll_ids)].dropna()
    return int(found.max()) if len(found) else None


def _tags(event: dict[str, Any]) -> str:
    told = {"status": event["status"], "claimant": _known(event["claimant"])}
    dated = {"date": "published"} if event["date_basis"] == "published" else {}
    return "; ".join(f"{k}={v}" for k, v in (told | dated).items() if v)


def _known(value: Any) -> str | None:
    return value if isinstance(value, str) else None
