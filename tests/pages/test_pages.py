"""Every page draws, answers in its title, and says that the sample is a sample."""

from __future__ import annotations

import pytest

from tests.pages.visits import PAGES, title, visit


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_draws_in_both_languages(page: str, language: str) -> None:
    app = visit(page, lang=language)
    assert len(title(app)) > 10
    assert not app.error


def test_pages_speak_the_language_of_the_address() -> None:
    assert title(visit(lang="fr")).startswith("Au ")
    assert title(visit(lang="en")).startswith("On ")


@pytest.mark.parametrize(
    "page", ["overview", "timeline", "front_line", "casualties", "sources", "compare", "reports", "data"]
)
def test_sample_data_is_said_to_be_reconstructions(page: str) -> None:
    app = visit(page)
    assert any("reconstitu" in str(h.proto.body) for h in app.get("html"))


def test_an_unknown_word_in_the_address_is_ignored() -> None:
    app = visit("timeline", faction="<script>alert(1)</script>", by="nothing", lang="xx")
    assert title(app) == title(visit("timeline"))
