"""A visitor in a real browser. In: a browser context, the server. Out: views opened, complaints, strays."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Route, expect

HOME = {"localhost", "127.0.0.1"}
# A deep link first asks its own path for the server's health: Streamlit's normal 404.
HARMLESS = ("_stcore/health", "_stcore/host-config")
expect.set_options(timeout=40_000)  # on two busy cores the first map takes ten seconds


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
            timeout=40_000,
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
