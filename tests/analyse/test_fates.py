"""What became of what a side asserts: each definition of `analyse.answers` and `analyse.fates` on its own."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest

from analyse.answers import find_answers, read_windows
from analyse.fates import JUDGED, bound_share, judge_assertions, share_fates
from analyse.quarrels import list_quarrels, sum_weeks
from analyse.sources import count_carried, count_spoken
from analyse.statements import collect_statements
from tests.analyse.rows import frame
from theatres.pack import load_theatre

THEATRE = load_theatre("libya_2019")
WINDOWS = read_windows()
PLACE = "ain_zara"
SAYS = {"place_id": PLACE, "status": "claimed", "claimant": "GNA", "holder": "GNA", "day": "2019-05-10"}


def read(
    claims: list[dict[str, Any]] | None = None, events: list[dict[str, Any]] | None = None
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The statements and answers of some rows, each in a report of its own unless it names one."""
    rows = [*(claims or []), *(events or [])]
    # frame() numbers reports within a table: events follow claims.
    told = [{"report_id": f"r{i}", **row} for i, row in enumerate(rows)]
    split = len(claims or [])
    days = {row["report_id"]: row.get("published", row.get("day", "2019-05-10")) for row in told}
    outlets = {row["report_id"]: row.get("outlet") for row in told}
    bare = [{k: v for k, v in row.items() if k not in ("published", "outlet")} for row in told]
    frames = {
        "claims": frame("claims", *bare[:split]),
        "events": frame("events", *bare[split:]),
        "reports": frame(
            "reports",
            *(
                {"report_id": r, "day": d, "outlet_id": outlets[r], "outlet_name": outlets[r]}
                for r, d in days.items()
            ),
        ),
    }
    statements = collect_statements(frames, THEATRE, widest=WINDOWS.widest)
    return statements, find_answers(statements, WINDOWS)


def fates(
    claims: list[dict[str, Any]] | None = None, events: list[dict[str, Any]] | None = None, **more: Any
) -> list[str]:
    """The fate of each assertion, in order of day."""
    return judge_assertions(*read(claims, events), WINDOWS, **more)["fate"].tolist()


def reported(holder: str | None = "GNA", **row: Any) -> dict[str, Any]:
    return {"place_id": PLACE, "holder": holder, "change": "holds", "day": "2019-05-12", **row}


def by_rival(**row: Any) -> dict[str, Any]:
    return {**SAYS, "claimant": "LNA", "holder": "LNA", "change": "holds", **row}


@pytest.mark.parametrize(
    ("answer", "fate"),
    [
        (reported(), "confirmed"),
        (reported(day="2019-05-24"), "confirmed"),
        (reported(day="2019-05-25"), "alone"),  # a day past the window
        (reported(day="2019-05-08"), "confirmed"),
        (reported(day="2019-05-07"), "alone"),
        (reported(place_id="sirte"), "alone"),
        (reported(report_id="r0"), "alone"),  # the report that carries the claim does not confirm it
        (reported(None, change="lost", previous="LNA"), "confirmed"),
        (reported("LNA"), "contradicted"),
        (reported("LNA", day="2019-05-09"), "alone"),  # what was so before is no denial
        (reported("LNA", change="took"), "alone"),  # a new move
        (reported("LNA", day="2019-05-18"), "alone"),  # later than a week
        (reported(date_start=date(2019, 5, 1), date_end=date(2019, 7, 1), day=None), "alone"),  # vague
        (by_rival(holder="GNA"), "confirmed"),  # an admission
        (by_rival(), "contradicted"),
        (by_rival(report_id="r0"), "contradicted"),  # both in one report
        (by_rival(partial=True), "alone"),  # a part of the place
        (by_rival(status="denied", holder="GNA"), "contradicted"),
        (by_rival(holder="contested"), "contradicted"),
        ({**SAYS, "claimant": "Turkey", "day": "2019-05-20"}, "alone"),  # an ally confirms nothing
    ],
)
def test_a_claim_on_a_place(answer: dict[str, Any], fate: str) -> None:
    assert fates([SAYS, answer])[0] == fate


def test_a_claim_both_confirmed_and_denied_is_neither() -> None:
    assert fates([SAYS, reported(), by_rival()])[0] == "both"


def test_the_outlet_of_a_side_is_not_independent() -> None:
    assert fates([SAYS, reported(outlet="lana")]) == ["alone"]
    assert fates([SAYS, reported(outlet="afp")]) == ["confirmed"]


def test_a_claim_carried_by_many_counts_once_and_again_a_fortnight_later() -> None:
    told = [{**SAYS, "day": f"2019-05-{d}"} for d in (10, 12, 18)]
    units = judge_assertions(*read(told), WINDOWS)
    assert units["n_reports"].tolist() == [3]
    assert len(fates([*told, {**SAYS, "day": "2019-05-30"}])) == 2


def test_what_cannot_be_judged_is_in_no_share() -> None:
    undated = {**SAYS, "day": None}
    assert fates([undated]) == ["undated"]
    assert fates([SAYS], until=date(2019, 5, 15)) == ["pending"]
    assert fates([SAYS, reported()], until=date(2019, 5, 15)) == ["confirmed"]
    assert share_fates(judge_assertions(*read([undated]), WINDOWS)).empty


STRUCK = {"event_type": "airstrike", "place_id": PLACE, "day": "2019-05-10"}
ACCUSES = {**STRUCK, "status": "claimed", "claimant": "GNA", "actor": "LNA"}


@pytest.mark.parametrize(
    ("answer", "fate"),
    [
        ({**STRUCK}, "alone"),  # that it happened does not say who did it
        ({**STRUCK, "actor": "LNA"}, "confirmed"),
        ({**STRUCK, "actor": "UAE"}, "contradicted"),
        ({**STRUCK, "actor": "LNA", "status": "denied", "claimant": "LNA"}, "contradicted"),
        ({**STRUCK, "actor": "LNA", "status": "claimed", "claimant": "LNA"}, "confirmed"),
        ({**STRUCK, "actor": "GNA", "status": "claimed", "claimant": "LNA"}, "contradicted"),
        ({**STRUCK, "actor": "LNA", "published": "2019-06-10"}, "confirmed"),
        ({**STRUCK, "actor": "LNA", "published": "2019-06-11"}, "alone"),
        ({**STRUCK, "actor": "LNA", "day": "2019-05-11"}, "alone"),
    ],
)
def test_an_accusation(answer: dict[str, Any], fate: str) -> None:
    assert fates(events=[ACCUSES, answer])[0] == fate


def test_its_own_deed_is_confirmed_by_a_report_that_names_nobody() -> None:
    assert fates(events=[{**ACCUSES, "actor": "GNA"}, STRUCK])[0] == "confirmed"


def test_an_order_is_no_assertion_and_a_gain_is_told_once() -> None:
    order = {**ACCUSES, "event_type": "order_or_threat"}
    gain = {**ACCUSES, "event_type": "territorial_gain", "actor": "GNA", "report_id": "r0"}
    assert fates([SAYS], [order, gain]) == ["alone"]


def test_shares_stand_with_their_denominator_and_interval() -> None:
    told = [{**SAYS, "place_id": p} for p in ("sirte", "gharyan", "tarhuna")]
    shares = share_fates(judge_assertions(*read([SAYS, reported(), *told]), WINDOWS)).set_index("fate")
    assert list(shares.loc["confirmed", ["n", "total"]]) == [1, 4]
    assert list(shares.index) == list(JUDGED)
    # Wilson's interval of 1 in 4, as tabled: 4.6 to 69.9 %.
    assert bound_share(1, 4) == pytest.approx((0.25, 0.0456, 0.6994), abs=1e-3)
    assert bound_share(0, 10)[1] == 0 and bound_share(0, 10)[2] == pytest.approx(0.2775, abs=1e-3)


def test_quarrels_set_both_camps_words_side_by_side() -> None:
    statements, answers = read([SAYS, by_rival(), reported("LNA")], [ACCUSES])
    quarrels = list_quarrels(statements, answers)
    assert quarrels[["first", "second", "matter"]].to_numpy().tolist() == [["GNA", "LNA", "control"]]
    assert quarrels["first_ids"].tolist() == [["c0"]] and quarrels["second_ids"].tolist() == [["c1"]]
    assert quarrels["week"].tolist() == [pd.Timestamp("2019-05-06")]
    assert sum_weeks(quarrels)["n_words"].tolist() == [2]
    assert list_quarrels(*read([SAYS])).empty and sum_weeks(list_quarrels(*read([SAYS]))).empty


def test_who_speaks_and_who_carries() -> None:
    statements, _ = read([{**SAYS, "outlet": "afp"}, {**by_rival(), "outlet": "afp"}, SAYS])
    reports = frame(
        "reports",
        *({"report_id": f"r{i}", "outlet_name": "AFP" if i < 2 else None} for i in range(3)),
    )
    carried = count_carried(statements, reports)
    assert carried["outlet"].fillna("-").tolist() == ["AFP", "AFP", "-"]
    assert carried["share"].tolist() == [0.5, 0.5, 1.0] and carried["language"].isna().sum() == 2
    spoken = count_spoken(
        frame("events", ACCUSES, STRUCK), frame("claims", SAYS), frame("tolls", {"source": "WHO"})
    )
    told = spoken.set_index(["voice", "type"])["claimed"].to_dict()
    assert told["GNA", "airstrike"] == told["GNA", "control"] == 1 and told["WHO", "toll"] == 0


def test_nothing_read_is_nothing_judged() -> None:
    empty = {t: frame(t) for t in ("events", "claims", "reports")}
    statements = collect_statements(empty, THEATRE, {}, WINDOWS.widest)
    answers = find_answers(statements, WINDOWS)
    assert statements.empty and answers.empty and list_quarrels(statements, answers).empty
    assert share_fates(judge_assertions(statements, answers, WINDOWS)).empty
    assert count_carried(statements, empty["reports"]).empty
