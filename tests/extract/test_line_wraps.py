"""Lines cut at a margin are read as the sentences they were; lists, headlines and paragraphs stay apart."""

import textwrap

import pytest

from extract.jsonl import to_json
from extract.line_wraps import unwrap
from extract.lines import plain_report
from extract.pipeline import extract_report
from theatres.pack import load_theatre

STORY = (
    "Les forces du gouvernement d'union nationale ont repris mardi le contrôle de l'aéroport international "
    "de Tripoli après plusieurs jours de combats. Selon l'Organisation mondiale de la santé, au moins "
    "trente-deux personnes ont été tuées et plus de cent vingt autres blessées. Le porte-parole de l'Armée "
    "nationale libyenne a nié tout retrait."
)
HEADLINES = (
    "Tripoli : 12 morts dans un raid\nL'ONU appelle à une trêve\nGharyan reprise\nSyrte bombardée\nFin."
)


@pytest.mark.parametrize("width", [36, 60, 72, 100])
def test_a_cut_story_reads_as_the_whole_one_and_its_evidence_stands_in_the_text_as_it_came(
    width: int,
) -> None:
    theatre = load_theatre("libya_2019")
    cut = "\n".join(textwrap.wrap(STORY, width, break_on_hyphens=False))
    whole, read = (to_json(extract_report(plain_report(t), theatre), theatre) for t in (STORY, cut))
    for table in ("tolls", "events", "control"):
        assert [(r["start"], r["end"]) for r in read[table]] == [(r["start"], r["end"]) for r in whole[table]]
        assert all(cut[r["start"] : r["end"]] == r["quote"] for r in read[table])
    assert whole["tolls"] and whole["control"]


@pytest.mark.parametrize(
    "text",
    [
        HEADLINES,
        STORY,
        f"{STORY}\n\n{STORY}",
        "",
        "\n\n\n",
        "- 392 morts\n- 1 936 blessés\n- 55 000 déplacés\n- aucun secours\n- deux hôpitaux",
    ],
)
def test_what_no_margin_cut_is_left_as_it_came(text: str) -> None:
    assert unwrap(text) == text


def test_an_item_begins_a_line_of_its_own_in_a_cut_text() -> None:
    cut = "\n".join(textwrap.wrap(STORY, 60)) + "\n- premier point\n- deuxième point"
    assert unwrap(cut).splitlines()[-2:] == ["- premier point", "- deuxième point"]
