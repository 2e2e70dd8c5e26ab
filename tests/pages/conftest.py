"""What the tests of pages share. In: nothing. Out: a data folder of their own, the sample in it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def data_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The folder of the stores, for the whole run."""
    before = os.environ.get("KHARITA_DATA")
    os.environ["KHARITA_DATA"] = str(tmp_path_factory.mktemp("data"))
    yield os.environ["KHARITA_DATA"]
    if before is None:
        del os.environ["KHARITA_DATA"]
    else:
        os.environ["KHARITA_DATA"] = before
