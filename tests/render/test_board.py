"""The board: its record of the war, its files, and that a report's words stay words in all of them."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from datetime import date
from xml.etree import ElementTree as xml

import pandas as pd
import pytest
from PIL import Image

from render.front_export import Asked, animate_period, differ, export_front, film_days, lay_panels
from render.ground import frame_view
from render.map_events import find_rings, find_signs, sign_rows
from render.war import ASSESSED, day_number, write_fronts, write_war
from render.war_events import count_dead, list_events
from render.war_front import join_days
from tests.analyse.rows import frame
from tests.render.made import CHRONICLE, DAY, HOSTILE, SCENE, THEATRE, VIEW

WAR = write_war(CHRONICLE, SCENE)
POINTS = {place_id: i for i, p in enumerate(WAR["points"]) for place_id in p["ids"]}
ASKED = Asked(VIEW, (ASSESSED,), DAY, THEATRE.start, "fr", "Titre <b>\nRECONSTITUTION <b>")


def entry_on(place_id: str, day: date, mode: str = ASSESSED) -> list[object]:
    """What the board shows of a place on a day, as its script looks it up."""
    told = [e for e in WAR["stories"][mode][POINTS[place_id]] if e[0] <= day_number(day, SCENE)]
    return list(told[-1])


def test_the_record_tells_each_day_what_the_analysis_tells() -> None:
    for day in (THEATRE.start, date(2019, 5, 1), DAY, date(2019, 6, 30)):
        control = CHRONICLE.state_on(day).control
        for row in control[control["place_id"].isin(["ain_zara", "al_aziziya", "tripoli"])].to_dict(
            "records"
        ):
            held = row["holder"] if isinstance(row["holder"], str) else None
            assert entry_on(row["place_id"], day)[1:3] == [row["state"], held], (row["place_id"], day)


def test_each_side_tells_its_own_war() -> None:
    assert entry_on("al_aziziya", DAY)[1] == "claimed_only"
    assert entry_on("al_aziziya", DAY, "LNA")[2] == "LNA"
    assert entry_on("al_aziziya", DAY, "GNA")[2] == "GNA"


def test_places_on_one_point_are_one_point_and_names_come_in_three_languages() -> None:
    at = [tuple(round(x, 4) for x in p["at"]) for p in WAR["points"]]
    assert len(at) == len(set(at)) and any(len(p["ids"]) > 1 for p in WAR["points"])
    assert WAR["points"][POINTS["tripoli"]]["n"]["ar"] == "طرابلس"


def test_the_record_is_small_json_with_no_sentence_in_it() -> None:
    written = json.dumps(WAR)
    assert len(written) < 400_000 and HOSTILE[:20] not in written
    assert WAR["id"] == write_war(CHRONICLE, SCENE)["id"]


def test_events_are_sized_by_the_largest_toll_never_a_sum() -> None:
    rows = ({"toll_id": i, "low": n} for i, n in (("a", 3), ("b", 5), ("c", 392)))
    tolls = frame("tolls", *rows)
    tolls = tolls.assign(scope=["incident", "incident", "cumulative"], kind="killed")
    assert count_dead(pd.DataFrame({"toll_ids": [["a", "b", "c"], [], None]}), tolls) == [5, 0, 0]
    told = list_events(CHRONICLE.events, CHRONICLE.tolls, SCENE, quotes=False)
    assert len(told["site"]) == len(told["id"]) == len(told["from"]) == 2, "placed and dated to a month"


def test_a_stretch_is_told_once_however_many_days_show_it() -> None:
    told = write_fronts(CHRONICLE, SCENE)[ASSESSED]
    assert [d[0] for d in told["days"]] == [0, day_number(DAY, SCENE)]
    assert {s["support"] for s in told["stretches"]} <= {"supported", "old", "far", "assumed"}
    one = {"line": [(0, 0), (1, 1)], "age": 3}
    assert join_days({DAY: [one], THEATRE.start: [{**one, "age": 1}]}, THEATRE.start)["days"] == [
        [0, [[0, 1]]],
        [day_number(DAY, SCENE), [[0, 3]]],
    ]


def test_three_accounts_are_three_panels_and_two_days_ring_what_changed() -> None:
    three = lay_panels(CHRONICLE, SCENE, Asked(VIEW, (ASSESSED, "GNA", "LNA"), DAY, DAY))
    assert [p.title for p in three] == ["Évaluée", "Selon GNA", "Selon ANL"]
    before, after = lay_panels(CHRONICLE, SCENE, Asked(VIEW, ("compare",), DAY, THEATRE.start))
    assert before.changed == frozenset() and "al_aziziya" in after.changed
    assert after.changed == differ(CHRONICLE, THEATRE.start, DAY)


def test_the_offline_board_holds_everything_and_asks_nothing() -> None:
    page = export_front(CHRONICLE, SCENE, ASKED, "html").decode()
    assert not re.search(r"<(script|link|img)[^>]*(src|href)=|@import|url\((?!data:|#)", page)
    assert "RECONSTITUTION &lt;b&gt;" in page and "onerror=alert" in page and "<img src=x" not in page


def test_geojson_keeps_places_fronts_uncertainty_ids_and_caption() -> None:
    made = json.loads(export_front(CHRONICLE, SCENE, ASKED, "geojson"))
    assert "RECONSTITUTION" in made["metadata"]["caption"] and made["metadata"]["day"] == "2019-05-10"
    points = [f["properties"] for f in made["features"] if f["geometry"]["type"] == "Point"]
    by_place = {p["place_ids"][0]: p for p in points if "state" in p}
    assert by_place["ain_zara"]["claim_ids"][0] == "c0" and by_place["ain_zara"]["uncertainty_km"] == 4
    told = [p for p in points if p["account"] == "reports"]
    assert [(p["event_type"], p["status"], p["killed_at_least"]) for p in told] == [
        ("battle", "reported", 0),
        ("battle", "claimed", 0),
    ]
    assert {f["properties"]["account"] for f in made["features"]} == {ASSESSED, "reports"}


def test_what_is_switched_off_on_screen_is_off_in_every_file() -> None:
    off = replace(ASKED, hidden=frozenset({"events", "control", "front", "halos", "claims_LNA"}))
    assert json.loads(export_front(CHRONICLE, SCENE, off, "geojson"))["features"] == []
    drawn, bare = (export_front(CHRONICLE, SCENE, a, "svg").decode() for a in (ASKED, off))
    for words in ("combats, siège", "Affirmations : ANL", "tenu : ANL", "front appuyé"):
        assert words in drawn and words not in bare, words
    assert '"hidden":["claims_LNA","control"' in export_front(CHRONICLE, SCENE, off, "html").decode()


def test_events_on_paper_wear_the_shapes_of_the_screen() -> None:
    frame_of = frame_view(VIEW, (760, 600))
    signs = find_signs(CHRONICLE.state_on(DAY), CHRONICLE.tolls, SCENE, frame_of)
    assert [(s.kind, s.n, s.claimed) for s in signs] == [("fight", 2, False)]
    rings = find_rings(CHRONICLE.state_on(DAY), SCENE, ("GNA", "LNA"))
    assert [(r.place_id, r.side, r.day) for r in rings] == [("al_aziziya", "LNA", date(2019, 5, 2))]
    texts = [r["text"] for r in sign_rows(signs, rings, SCENE)]
    assert texts == ["Affirmations : ANL", "combats, siège"]


def test_kml_is_a_placemark_per_feature() -> None:
    made = export_front(CHRONICLE, SCENE, ASKED, "kml")
    marks = xml.fromstring(made).iter("{http://www.opengis.net/kml/2.2}Placemark")
    assert len(list(marks)) == len(json.loads(export_front(CHRONICLE, SCENE, ASKED, "geojson"))["features"])


def test_a_period_is_an_animation() -> None:
    film = Image.open(io.BytesIO(export_front(CHRONICLE, SCENE, ASKED, "gif")))
    assert film.format == "GIF" and getattr(film, "n_frames", 1) >= 3


def test_an_unknown_format_is_named() -> None:
    with pytest.raises(ValueError, match="'mp4'"):
        export_front(CHRONICLE, SCENE, ASKED, "mp4")


def test_an_animation_tells_how_far_it_is() -> None:
    heard: list[tuple[int, int]] = []
    days = film_days(CHRONICLE, SCENE, ASKED)
    animate_period(CHRONICLE, SCENE, ASKED, lambda done, of: heard.append((done, of)))
    assert heard == [(n + 1, len(days)) for n in range(len(days))]
    assert days == sorted(set(days)) and (days[0], days[-1]) == (THEATRE.start, DAY)
