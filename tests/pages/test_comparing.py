"""Acteurs et sources, Comparer: filters narrow them, the address restores them, they say what to loosen."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.visits import title, visit


def tables(app: AppTest) -> list[set[str]]:
    """The heads of the tables of a page."""
    return [set(map(str, d.value.columns)) for d in app.dataframe]


def words(app: AppTest) -> str:
    """What a page says outside its charts."""
    return "\n".join(str(e.value) for e in (*app.caption, *app.subheader, *app.info, *app.markdown))


def test_the_answer_gives_numbers_with_what_they_are_out_of() -> None:
    found = re.findall(r"(\d+) sur (\d+)", title(visit("sources")))
    assert len(found) >= 4 and all(int(n) <= int(total) for n, total in found)


def test_sources_has_its_four_parts_and_its_method() -> None:
    app = visit("sources")
    heads = tables(app)
    assert any("Suite" in h for h in heads) and any("L'autre" in h for h in heads)
    assert any("Qui parle" in h for h in heads) and any("Titre de presse" in h for h in heads)
    assert "Wilson" in words(app) and "14 jours" in words(app)


def test_a_filter_narrows_the_assertions() -> None:
    def judged(app: AppTest) -> int:
        return sum(int(total) for _, total in re.findall(r"(\d+) sur (\d+)", title(app))[:2])

    assert 0 < judged(visit("sources", place="sirte")) < judged(visit("sources"))


def test_sources_says_what_to_loosen() -> None:
    app = visit("sources", type="diplomatic_visit", place="ain_zara")
    assert [b for b in app.button if b.key == "loosen"] and app.info


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_empty_store_of_ones_own_invites_to_add(language: str) -> None:
    for page in ("sources", "compare"):
        assert visit(page, data="mine", lang=language).info


def test_the_address_restores_a_comparison() -> None:
    app = visit("compare", a_period="stalemate", b_period="own", b_from="2020-01-01", b_to="2020-01-31")
    assert "Enlisement" in title(app) and "01/01/2020" in title(app)
    assert app.selectbox(key="control_a_period").value == "stalemate"
    app.selectbox(key="control_a_period").set_value("ceasefire").run()
    assert app.query_params["a_period"] in ("ceasefire", ["ceasefire"]) and "feu" in title(app)


def test_two_factions_are_compared_by_counts() -> None:
    app = visit("compare", compare="sides", a_side="LNA", b_side="Turkey")
    assert "ANL" in title(app) and "Turquie" in title(app) and "30 jours" not in title(app)
    assert any({"ANL", "Turquie", "Écart"} <= h for h in tables(app))


def test_a_filter_narrows_a_comparison() -> None:
    assert title(visit("compare", place="sirte")) != title(visit("compare"))


def test_a_comparison_says_which_filters_play_no_part() -> None:
    assert "barre latérale" in words(visit("compare", **{"from": "2020-01-01"}))
    assert "barre latérale" in words(visit("compare", compare="sides", faction="GNA"))
    assert "barre latérale" not in words(visit("compare"))


def test_an_empty_half_is_told_and_a_half_twice() -> None:
    lone = visit("compare", place="al_watiya_air_base", a_period="ceasefire", b_period="western_collapse")
    assert any("feu" in str(i.value) for i in lone.info)
    assert visit("compare", a_period="stalemate", b_period="stalemate").info


def test_unknown_words_in_the_address_are_ignored() -> None:
    odd = visit("compare", a_period="<b>", b_period="nothing", compare="x", a_from="yesterday")
    assert title(odd) == title(visit("compare"))


def test_control_and_deeds_are_judged_apart_on_demand() -> None:
    def listed(app: AppTest) -> int:
        return int(re.search(r"(\d+) affirmations?, une à une", " ".join(e.label for e in app.expander))[1])  # type: ignore[index]

    app = visit("sources", about="control")
    assert 0 < listed(app) < listed(visit("sources"))
