"""A real Chromium on a real server. In: nothing. Out: `open_page`, which opens a view of a fresh store, offline."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, expect, sync_playwright

ROOT = Path(__file__).parents[2]
HOME = {"localhost", "127.0.0.1"}
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
# A deep link first asks its own path for the server's health: Streamlit's normal 404.
HARMLESS = ("_stcore/health", "_stcore/host-config")
expect.set_options(timeout=20_000)  # two shared cores: the first map takes seconds


def find_chromium() -> str | None:
    """Where this machine keeps Chromium or Chrome."""
    return next((p for n in ("chromium", "google-chrome") if (p := shutil.which(n))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the app, started as `make run` starts it, on a store of its own."""
    port, log = free_port(), tmp_path_factory.mktemp("log") / "server.log"
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    env = {**os.environ, "KHARITA_DATA": str(tmp_path_factory.mktemp("data"))}
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*command, "--server.headless", "true"], cwd=ROOT, env=env, stdout=out, stderr=out
        )
    try:
        wait_healthy(f"http://localhost:{port}", process, log)
        yield f"http://localhost:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The browser, with every other host out of reach."""
    path = find_chromium()
    if path is None:
        pytest.fail("no Chromium here: install the package 'chromium' (make test says how)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Visit:
    """One visitor: opens views, and remembers every complaint and every request that tried to leave."""

    def __init__(self, context: BrowserContext, server: str) -> None:
        self.context, self.server = context, server
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.strays: list[str] = []
        context.route("**/*", self._route)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def open(self, path: str = "/") -> Page:
        """Open a view and wait until it is drawn."""
        self.page.goto(self.server + path)
        self.settle()
        return self.page

    def settle(self) -> None:
        """Wait until the title stands and nothing runs any more."""
        expect(self.page.locator("h1").first).to_be_visible()
        self.page.wait_for_function(
            "() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'"
            " && !document.querySelector('[data-stale=true]')",
            timeout=30_000,
        )

    def check(self) -> None:
        """Nothing left the machine, nothing was complained of."""
        assert not self.strays, self.strays
        assert not self.complaints, self.complaints

    def _route(self, route: Route) -> None:
        parts = urlsplit(route.request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in HOME:
            self.strays.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    def _hear(self, message: ConsoleMessage) -> None:
        source = str(message.location.get("url", ""))
        if message.type == "error" and not any(h in source + message.text for h in HARMLESS):
            self.complaints.append(f"{message.text} {source}")


@pytest.fixture
def visit(chromium: Browser, server: str) -> Iterator[Visit]:
    """A visitor at a desk; the test fails when anything left the machine or was complained of."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="fr-FR")
    visitor = Visit(context, server)
    yield visitor
    context.close()
    visitor.check()


@pytest.fixture
def phone(chromium: Browser, server: str) -> Iterator[Visit]:
    """A visitor on a phone."""
    context = chromium.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    visitor = Visit(context, server)
    yield visitor
    context.close()
    visitor.check()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_healthy(address: str, process: subprocess.Popen[bytes], log: Path, seconds: float = 40) -> None:
    """Wait for the server's health, or fail with its log."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"the server did not start:\n{log.read_text()[-2000:]}")
