"""The front over time as a figure: a line a side, whole numbers from zero, words that say the turn."""

from __future__ import annotations

from datetime import date

import pandas as pd

from analyse.front_measures import MEASURE_COLUMNS
from render.front_measures import describe_measures, draw_measures
from render.plain_figure import draw_plain
from tests.render.made import SCENE, THEATRE

VIEW = next(iter(THEATRE.views.values()))
DAYS = (date(2019, 5, 2), date(2019, 5, 9))
ROWS = pd.DataFrame(
    [
        (day, VIEW.id, side, held, i, 7 * i, 20.5 + i, 3.0)
        for i, day in enumerate(DAYS)
        for side, held in (("GNA", 9 - i), ("LNA", 4 + i), ("IS", 0))
    ],
    columns=MEASURE_COLUMNS,
)


def test_a_side_that_holds_nothing_has_no_line_and_the_finding_is_the_turn() -> None:
    figure = draw_measures(ROWS, SCENE, VIEW)
    names = [t.name for t in figure.data]
    assert names[:3] == ["GNA", "ANL", "disputés"] and len(names) == 6
    assert all(t.line.shape == "hv" for t in figure.data if t.type == "scatter")
    assert "7 lieux changent de mains la semaine close le 9 mai 2019" in figure.layout.meta["title"]
    assert "22 km" in figure.layout.meta["title"]
    assert draw_plain(figure, "png", 0.5).startswith(b"\x89PNG")


def test_it_is_told_in_words_and_a_still_front_says_so() -> None:
    told = describe_measures(ROWS, SCENE, VIEW)
    assert "2 mai 2019 : GNA 9, ANL 4" in told and "9 mai 2019 : GNA 8, ANL 5" in told
    still = ROWS.assign(changed=0)
    assert "aucun lieu" in draw_measures(still, SCENE, VIEW).layout.meta["title"]
    assert draw_measures(ROWS.head(0), SCENE, VIEW).layout.meta["title"]
