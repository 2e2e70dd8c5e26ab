"""Mentions become incidents: what agrees is one, what cannot be stays apart, and the analyst has the last
word."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd

from analyse.incidents import Incidents, explain_merge, join_mentions, merge_incidents, part_mentions
from benchmarks.annotated import annotate_frames
from benchmarks.incidents import make_frames, read_pairs, score_pairs
from extract.records import Correction
from store.corrections import add_corrections, apply_corrections, read_corrections, undo
from store.tables import TABLES
from tests.analyse.rows import frame
from theatres.pack import load_theatre

THEATRE = load_theatre("libya_2019")
AT = "2026-01-01T00:00:00"


def at(place: str, day: str | None = "2019-07-02", **more: Any) -> dict[str, Any]:
    """An air strike on a place of the pack."""
    known = THEATRE.places[place]
    point = {"latitude": known.latitude, "longitude": known.longitude, "uncertainty_km": known.uncertainty_km}
    return {"event_type": "airstrike", "place_id": place, **({"day": day} if day else {}), **point, **more}


def merge(
    *events: dict[str, Any],
    tolls: tuple[dict[str, Any], ...] = (),
    words: tuple[Correction, ...] = (),
    published: dict[str, str] | None = None,
) -> Incidents:
    """The incidents of a few rows."""
    days = published or {}
    reports = [{"report_id": f"r{i}", **({"day": d} if (d := days.get(f"r{i}")) else {})} for i in range(9)]
    frames = {
        "events": frame("events", *({"sentence": f"s{i}", **e} for i, e in enumerate(events))),
        "tolls": frame("tolls", *({"scope": "incident", **t} for t in tolls)),
        "reports": frame("reports", *reports),
        "corrections": pd.DataFrame(
            [asdict(w) | {"correction_id": f"c{i}"} for i, w in enumerate(words)],
            columns=[c.name for c in TABLES["corrections"]],
        ),
    }
    return merge_incidents(frames, THEATRE)


def groups(found: Incidents) -> list[list[str]]:
    """The mentions of each incident."""
    return sorted(sorted(ids) for ids in found.incidents["mention_ids"])


def test_two_reports_of_one_place_day_and_deed_are_one_incident_with_its_reasons() -> None:
    found = merge(at("tajoura", actor="LNA"), at("tajoura", event_type="shelling", actor="LNA"))
    assert groups(found) == [["e0", "e1"]]
    reasons = dict(explain_merge(found.merges.iloc[0].to_dict()))
    assert reasons == {"place": 3.0, "date": 3.0, "actor": 1.0, "type": 0.5}
    one = found.incidents.iloc[0]
    assert (one["n_reports"], one["actors"], str(one["day_start"].date())) == (2, ["LNA"], "2019-07-02")


def test_another_day_another_place_or_a_deed_that_cannot_be_one_stays_apart() -> None:
    assert len(groups(merge(at("tajoura"), at("tajoura", "2019-07-05")))) == 2
    assert len(groups(merge(at("tajoura"), at("mitiga_airport")))) == 2
    assert len(groups(merge(at("tajoura"), at("tajoura", event_type="negotiation")))) == 2


def test_a_night_belongs_to_two_days_where_the_author_agrees() -> None:
    near = at("tajoura", "2019-07-03", actor="LNA")
    assert groups(merge(at("tajoura", actor="LNA"), near)) == [["e0", "e1"]]
    assert len(groups(merge(at("tajoura"), at("tajoura", "2019-07-03")))) == 2


def test_a_report_that_gives_two_days_tells_of_two_happenings() -> None:
    two = (at("tajoura", actor="LNA"), at("tajoura", "2019-07-03", actor="LNA", report_id="r0"))
    assert len(groups(merge(*two))) == 2


def test_a_city_named_for_its_quarter_is_one_but_never_joins_two_quarters() -> None:
    found = merge(at("abu_salim"), at("ain_zara"), at("tripoli"))
    assert len(found.incidents) == 2, "the two quarters stay apart"


def test_rival_blame_for_one_strike_does_not_part_it() -> None:
    assert groups(merge(at("tajoura", actor="LNA"), at("tajoura", actor="GNA"))) == [["e0", "e1"]]


def test_the_gain_of_one_and_the_retreat_of_the_other_are_one() -> None:
    gain = at("gharyan", event_type="territorial_gain", actor="GNA", target="LNA")
    retreat = at("gharyan", "2019-07-03", event_type="withdrawal", actor="LNA", target="GNA")
    assert len(groups(merge(gain, retreat))) == 2, "a day apart, another deed"
    same_day = retreat | {"day": "2019-07-02"}
    reasons = dict(explain_merge(merge(gain, same_day).merges.iloc[0].to_dict()))
    assert reasons["actor"] > 0 and reasons["target"] > 0


def test_figures_of_another_scale_part_what_day_and_place_would_join() -> None:
    events = (at("tripoli", sentence="a"), at("tripoli", sentence="b"))
    tolls = ({"report_id": "r0", "sentence": "a", "low": 2}, {"report_id": "r1", "sentence": "b", "low": 53})
    assert len(groups(merge(*events, tolls=tolls))) == 2
    vague = ({**tolls[0], "qualifier": "vague"}, tolls[1])
    assert len(groups(merge(*events, tolls=vague))) == 1, "several is no figure"


def test_a_rare_figure_finds_the_incident_of_a_report_that_names_no_place() -> None:
    tolls = (
        {"report_id": "r0", "sentence": "a", "low": 53, "day": "2019-07-02"},
        {"report_id": "r1", "sentence": "b", "low": 53, "day": "2019-07-02"},
    )
    found = merge(at("tajoura", sentence="a"), tolls=tolls)
    assert groups(found) == [["e0", "t1"]] and found.incidents["toll_ids"].iloc[0] == ["t0", "t1"]


def test_a_report_without_a_day_tells_of_the_last_days_before_it() -> None:
    undated = at("tajoura", None)
    assert groups(merge(at("tajoura"), undated, published={"r1": "2019-07-04"})) == [["e0", "e1"]]
    assert len(groups(merge(at("tajoura"), undated, published={"r1": "2019-07-09"}))) == 2
    assert len(groups(merge(at("tajoura"), undated))) == 2, "no day at all joins nothing"


def test_orders_calls_and_cumulative_tolls_are_no_mentions() -> None:
    tolls = ({"scope": "cumulative", "low": 392}, {"stance": "calls_for", "low": 6})
    assert merge(at("tajoura", status="ordered"), tolls=tolls).incidents.empty


def test_the_analyst_undoes_a_merge_and_forces_another() -> None:
    events = (at("tajoura"), at("tajoura"), at("mitiga_airport"))
    parted = merge(*events, words=(part_mentions("e0", "e1", "ana", AT),))
    assert groups(parted) == [["e0"], ["e1"], ["e2"]]
    joined = merge(*events, words=(join_mentions("e0", "e2", "ana", AT),))
    assert groups(joined) == [["e0", "e1", "e2"]]
    assert joined.merges.iloc[0][["by", "left", "right"]].tolist() == ["analyst", "e2", "e0"]


def test_the_last_word_wins_and_a_word_taken_back_is_no_word() -> None:
    events, part = (at("tajoura"), at("tajoura")), part_mentions("e0", "e1", "ana", AT)
    assert groups(merge(*events, words=(part, join_mentions("e1", "e0", "ana", AT)))) == [["e0", "e1"]]
    undo = Correction("", "c0", "verdict", None, None, "reject", "ana", AT)
    assert groups(merge(*events, words=(part, undo))) == [["e0", "e1"]]


def test_a_merge_undone_is_not_made_again_through_a_third_report() -> None:
    found = merge(at("tajoura"), at("tajoura"), at("tajoura"), words=(part_mentions("e0", "e1", "ana", AT),))
    together = [ids for ids in groups(found) if {"e0", "e1"} <= set(ids)]
    assert not together and len(found.incidents) == 2


def test_incidents_keep_their_name_when_other_reports_are_read() -> None:
    first = merge(at("tajoura"), at("tajoura"))
    more = merge(at("tajoura"), at("tajoura"), at("murzuq", "2019-08-04"))
    assert set(first.incidents["incident_id"]) <= set(more.incidents["incident_id"])


def test_nothing_gives_nothing() -> None:
    assert merge().incidents.empty and merge().merges.empty


def test_a_war_made_up_is_told_as_it_was_made() -> None:
    found = merge_incidents(make_frames(400, THEATRE), THEATRE)
    told = found.members.groupby("incident_id")["place_id"].nunique()
    assert 100 < len(found.incidents) < 250 and (told <= 2).all()


def test_annotated_reports_merge_as_annotated() -> None:
    frames = annotate_frames(THEATRE)
    known = set(frames["reports"]["report_id"])
    pairs = [p for p in read_pairs() if {p["a"], p["b"]} <= known]
    score = score_pairs(pairs, merge_incidents(frames, THEATRE), frames)
    assert score.precision >= 0.95 and score.recall >= 0.7 and score.unread == 0


def test_every_annotated_pair_names_words_of_its_reports() -> None:
    pairs = read_pairs()
    assert len(pairs) > 300 and {p["same"] for p in pairs} == {True, False}
    assert all(p["a_quote"] and p["b_quote"] and p["incident"] for p in pairs)


def test_a_word_kept_in_the_store_parts_and_an_undo_joins_again(tmp_path: Path) -> None:
    frames = {
        "events": frame("events", *({"sentence": f"s{i}", **at("tajoura")} for i in range(2))),
        "tolls": frame("tolls"),
        "reports": frame("reports", {"report_id": "r0"}, {"report_id": "r1"}),
    }
    word = add_corrections(tmp_path, [part_mentions("e0", "e1", "ana", AT)])[0]
    parted = merge_incidents({**frames, "corrections": read_corrections(tmp_path)}, THEATRE)
    assert len(parted.incidents) == 2
    kept = apply_corrections("events", frames["events"].copy(), read_corrections(tmp_path))
    assert len(kept) == 2, "the mention itself is neither changed nor left out"
    undo(tmp_path, word.correction_id, "ana", AT)
    joined = merge_incidents({**frames, "corrections": read_corrections(tmp_path)}, THEATRE)
    assert len(joined.incidents) == 1
