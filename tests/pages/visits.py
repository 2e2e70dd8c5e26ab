"""Visits of the app without a browser. In: a page, a query. Out: an AppTest that has run."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parents[2]
PAGES = {
    "overview": "follow",
    "timeline": "follow",
    "front_line": "follow",
    "casualties": "follow",
    "sources": "follow",
    "compare": "follow",
    "reports": "read",
    "add": "read",
    "data": "publish",
    "method": "publish",
}
# The first run reads the whole sample.
PATIENCE = 120


def visit(page: str = "overview", **query: str | list[str]) -> AppTest:
    """A view of the app as its address asks for it."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=PATIENCE)
    for key, value in query.items():
        app.query_params[key] = value
    if page != "overview":
        app.switch_page(f"pages/{PAGES[page]}/{page}.py")
    return app.run()


def title(app: AppTest) -> str:
    """The answer a page gives."""
    assert not app.exception, app.exception
    return str(app.title[0].value)
