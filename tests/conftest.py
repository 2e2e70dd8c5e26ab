"""One real Chromium per process, shared by every test that looks at a page. In: nothing. Out: the browser."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]


def find_chromium() -> str | None:
    """Where this machine keeps Chromium or Chrome."""
    return next((p for n in ("chromium", "google-chrome") if (p := shutil.which(n))), None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, with every other host out of reach."""
    path = find_chromium()
    if path is None:
        pytest.fail("no Chromium here: install the package 'chromium' (make test says how)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()
