"""Figures as files. In: a figure and a caption. Out: PNG, SVG or one offline HTML page, the caption in the
picture.

Where Chrome is on the machine the picture is what the screen shows (kaleido); elsewhere `render.plain_figure`
draws the same content with matplotlib.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from html import escape
from threading import Event, Lock, Thread
from typing import Any

import kaleido
import plotly.graph_objects as go
from choreographer.browsers.chromium import Chromium

from render.foot import fit
from render.scene import Scene

FORMATS = ("png", "svg", "html")
# Starting Chrome takes three seconds, a picture a third of one; past this it is not coming.
PATIENCE = 40
_one_at_a_time = Lock()
# Set once Chrome has failed: no later picture waits for it.
_given_up = Event()


@dataclass(frozen=True, slots=True)
class Size:
    """A picture's size: width and height in pixels of the layout, `scale` pixels of the file for each."""

    width: int
    height: int
    scale: float


SIZES = {
    # A column of a Word page is 16 cm: 1890 pixels at 300 dpi.
    "column": Size(900, 560, 2.1),
    # A whole A4 page within its margins, 17 by 24 cm at 300 dpi.
    "page": Size(950, 1340, 2.1),
    # A 16:9 slide, twice the pixels of a projector.
    "slide": Size(1280, 720, 2.0),
}


@dataclass(frozen=True, slots=True)
class Caption:
    """What the reader of a picture must know: title, period, filters, base, sources, sample, version."""

    title: str
    period: str
    filters: str = ""
    n_events: int = 0
    n_reports: int = 0
    sources: str = ""
    sample: bool = False
    version: str = ""
    base: str = ""
    """What it rests on, where that is no events."""


def caption_for(caption: Caption, scene: Scene) -> str:
    """The caption as text, one fact a line; names reconstructions as such."""
    labels = scene.labels
    events, reports = (
        labels.plural("words.events", caption.n_events),
        labels.plural("words.reports", caption.n_reports),
    )
    filters = labels.text("caption.filters", filters=caption.filters) if caption.filters else ""
    base = [
        labels.text("caption.period", period=caption.period),
        filters or labels.text("caption.no_filters"),
        caption.base or labels.text("caption.base", events=events, reports=reports),
    ]
    made = labels.text("caption.made_with", version=caption.version)
    sources = labels.text("caption.sources", sources=caption.sources) if caption.sources else ""
    lines = [
        caption.title,
        " · ".join(base),
        sources,
        labels.text("caption.sample") if caption.sample else "",
        made,
    ]
    return "\n".join(line for line in lines if line)


def export_figure(figure: go.Figure, fmt: str, size: str = "column", caption: str = "") -> bytes:
    """A figure as png, svg or html; `size` is column, page or slide. ValueError names a format or size
    unknown."""
    if fmt not in FORMATS:
        raise ValueError(f"format {fmt!r}: expected one of {', '.join(FORMATS)}")
    if size not in SIZES:
        raise ValueError(f"size {size!r}: expected one of {', '.join(SIZES)}")
    shape = SIZES[size]
    captioned = add_caption(figure, caption, shape)
    if fmt == "html":
        page = str(captioned.to_html(include_plotlyjs=True, full_html=True, config={"displaylogo": False}))
        return page.encode("utf-8")
    if has_chrome() and not _given_up.is_set():
        picture = _draw_with_chrome(captioned, fmt, shape)
        if picture is not None:
            return picture
    from render.plain_figure import draw_plain  # noqa: PLC0415  a second to load, and most exports do without

    return draw_plain(captioned, fmt, shape.scale)


def add_caption(figure: go.Figure, caption: str, size: Size) -> go.Figure:
    """A copy at a size with the caption under it; a figure with many lanes keeps the height they need."""
    copy = go.Figure(figure)
    # The first line of a caption is the title, which the figure already bears.
    words = escape("\n".join(caption.splitlines()[1:]), quote=False)
    before = copy.layout.margin.t + copy.layout.margin.b
    fit(copy, size.width, words)
    grown = int(copy.layout.height or 0) + copy.layout.margin.t + copy.layout.margin.b - before
    copy.update_layout(width=size.width, height=max(size.height, grown), autosize=False)
    return fit(copy, size.width, words)


def has_chrome() -> bool:
    """Whether a Chrome or Chromium is installed."""
    return bool(Chromium.find_browser(skip_local=False))


def _draw_with_chrome(figure: go.Figure, fmt: str, size: Size) -> bytes | None:
    options = {"format": fmt, "width": size.width, "height": figure.layout.height, "scale": size.scale}
    drawn: list[bytes] = []
    # A daemon: a Chrome that never answers must not keep the app from stopping.
    with _one_at_a_time:
        asking = Thread(target=_ask, args=(figure, options, drawn), daemon=True)
        asking.start()
        asking.join(PATIENCE)
    if not drawn:
        _given_up.set()
    return drawn[0] if drawn else None


def _ask(figure: go.Figure, options: dict[str, Any], drawn: list[bytes]) -> None:
    try:
        drawn.append(_ask_kaleido(figure, options))
    except Exception:
        logging.getLogger(__name__).warning("Chrome did not draw a figure; matplotlib does", exc_info=True)


def _ask_kaleido(figure: go.Figure, options: dict[str, Any]) -> bytes:
    # Without mathjax=False the page asks a host on the network for it.
    kaleido.start_sync_server(n=1, mathjax=False, silence_warnings=True)
    return bytes(kaleido.calc_fig_sync(figure, opts=options))
