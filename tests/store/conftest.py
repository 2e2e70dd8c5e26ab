"""A theatre, and a store of three reports."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.store.made import make_extraction, put
from theatres.pack import Theatre, load_theatre


@pytest.fixture(scope="session")
def theatre() -> Theatre:
    return load_theatre("libya_2019")


@pytest.fixture
def store(tmp_path: Path, theatre: Theatre) -> Path:
    """A store of three reports, the last with a hostile text."""
    hostile = replace(
        make_extraction(3), report=replace(make_extraction(3).report, title="<script>alert(1)</script>")
    )
    put(tmp_path / "store", theatre, make_extraction(1), make_extraction(2), hostile)
    return tmp_path / "store"
