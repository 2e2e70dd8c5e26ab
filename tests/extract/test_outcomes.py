"""The tolls of a report stand with the happening that caused them."""

import pytest

from extract.lines import plain_report
from extract.pipeline import extract_report
from theatres.pack import load_theatre


def costs(text: str) -> dict[str, list[int | None]]:
    """The lowest figures told of each type of event."""
    found = extract_report(plain_report(text), load_theatre("libya_2019"))
    low = {t.toll_id: t.count.low for t in found.tolls}
    costs: dict[str, list[int | None]] = {}
    for event in found.events:
        costs.setdefault(event.event_type, []).extend(low[i] for i in event.toll_ids)
    return costs


@pytest.mark.parametrize(
    "text",
    [
        "Un raid aérien a tué 12 civils à Tajoura. L'ONU a condamné cette attaque.",
        "Un raid aérien a visé Tajoura mardi. Douze civils ont été tués.",
        "An air strike killed 12 civilians in Tajoura on Tuesday.",
        "أسفرت غارة جوية على تاجوراء عن مقتل 12 مدنيا.",
    ],
)
def test_a_toll_belongs_to_its_blow(text: str) -> None:
    assert costs(text)["airstrike"] == [12]


def test_of_two_blows_each_has_its_own() -> None:
    found = costs("Un raid aérien a tué 12 civils à Tajoura et des obus ont tué 3 femmes à Abou Salim.")
    assert (found["airstrike"], found["shelling"]) == ([12], [3])


@pytest.mark.parametrize(
    "text",
    [
        "Les combats se poursuivent à Aïn Zara. Depuis le 4 avril, 392 personnes ont été tuées, selon l'OMS.",
        "L'ONU appelle à une trêve à Tripoli. Douze civils ont été tués à Sebha.",
        "Un raid aérien a visé Tajoura.\n\nDouze civils ont été tués.",
    ],
)
def test_a_count_of_the_war_another_place_or_another_paragraph_is_no_blow_s(text: str) -> None:
    assert not any(costs(text).values())
