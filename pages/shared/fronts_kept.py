"""Fronts drawn once stay drawn. In: the stories a front follows from, the days.
Out: one JSON file per way of telling a war, in the data folder.

The name of a file is what its fronts were drawn from, stories, rules and the code that draws: a report added
or a rule changed asks for another file, and filters that keep the same words share one.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from functools import lru_cache
from hashlib import sha1
from pathlib import Path
from typing import Any

import pandas as pd

from analyse import confidence, front_line, front_sites, terrain
from analyse.control import ControlTimeline
from analyse.front_line import FRONT_COLUMNS
from render import war_front

# A megabyte or two each: what a dozen readers' filters ask for.
MOST_FILES = 40
Told = dict[date, list[dict[str, Any]]]
Fronts = tuple[dict[date, pd.DataFrame], Told]


def name_fronts(timeline: ControlTimeline, days: list[date]) -> str:
    """A word that changes with whatever the fronts of some days depend on."""
    stories = sha1(usedforsecurity=False)
    for part in (
        timeline.stories,
        timeline.half_lives,
        timeline.rules,
        timeline.theatre.version,
        days,
        _code(),
    ):
        stories.update(repr(part).encode())
    return stories.hexdigest()[:16]


def read_fronts(folder: Path, name: str) -> Fronts:
    """The fronts kept under a name, as frames and as the browser takes them; none where nothing sound is."""
    try:
        found = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
        days = {date.fromisoformat(d): kept for d, kept in found.items()}
        frames = {d: pd.DataFrame(kept["rows"], columns=FRONT_COLUMNS) for d, kept in days.items()}
        return frames, {d: kept["told"] for d, kept in days.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}, {}


def keep_fronts(folder: Path, name: str, fronts: Fronts) -> None:
    """Write fronts under a name, and forget those nobody asked for longest; a full disk keeps nothing."""
    frames, told = fronts
    days = {d.isoformat(): {"rows": _rows(frames[d]), "told": told[d]} for d in sorted(frames) if d in told}
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{name}.part"
        part.write_text(json.dumps(days, separators=(",", ":")), encoding="utf-8")
        part.replace(folder / f"{name}.json")
        for old in sorted(folder.glob("*.json"), key=lambda p: -p.stat().st_mtime)[MOST_FILES:]:
            old.unlink(missing_ok=True)


def _rows(front: pd.DataFrame) -> list[dict[Any, Any]]:
    # JSON has no word for what is not a number.
    told = front.astype(object).where(front.notna(), None)
    return told.to_dict("records")


@lru_cache(maxsize=1)  # the code does not change while it runs
def _code() -> str:
    files = (str(m.__file__) for m in (confidence, front_line, front_sites, terrain, war_front))
    return sha1(b"".join(Path(f).read_bytes() for f in files), usedforsecurity=False).hexdigest()
