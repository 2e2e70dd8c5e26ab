"""What a browser may do with the app. In: the server's answers.
Out: the same, with headers that close every door, and the page's with what it will soon need.

The policy allows the app itself and nothing else: no host but its own is ever asked, unless the map's tiles
were set to come from one (`pages.shared.tiles`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import streamlit

from pages.shared.tiles import ASKED, Tiles, find_tile, tiles_asked

Scope = MutableMapping[str, Any]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Asgi = Callable[[Scope, Any, Send], Awaitable[None]]

POLICY = {
    "default-src": "'self'",
    # streamlit-folium evaluates the script of the map it is sent, and Streamlit's page carries one inline.
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval'",
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self'",
    "frame-src": "'self'",
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}


def make_headers(tiles: Tiles | None) -> tuple[tuple[bytes, bytes], ...]:
    """The headers of every answer; the host the map's tiles come from, if any, may be asked for pictures."""
    pictures = POLICY["img-src"] + (f" {tiles.origin}" if tiles and tiles.origin else "")
    policy = {**POLICY, "img-src": pictures}
    return (
        (b"content-security-policy", "; ".join(f"{k} {v}" for k, v in policy.items()).encode()),
        (b"referrer-policy", b"no-referrer"),
        (b"x-content-type-options", b"nosniff"),
    )


ASSETS = Path(streamlit.__file__).parent / "static" / "static" / "js"
# The largest script of all, else asked for only once the first chart has come: half a second on a cold start.
SOON = tuple(
    (b"link", f"</static/js/{found.name}>; rel=modulepreload".encode())
    for found in ASSETS.glob("PlotlyChart.*.js")
)


class Guard:
    """An ASGI layer: it adds the protective headers to every answer, and serves tiles of this machine."""

    def __init__(self, app: Asgi, tiles: Tiles | None = None) -> None:
        self.app = app
        self.tiles = tiles or tiles_asked()
        self.headers = make_headers(self.tiles)

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        """Pass a request on, its answer marked."""

        async def send_guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                added = {name for name, _ in self.headers}
                kept = [h for h in message.get("headers", []) if h[0].lower() not in added]
                soon = SOON if scope["path"] == "/" else ()
                message = {**message, "headers": [*kept, *self.headers, *soon]}
            await send(message)

        if self.tiles and ASKED.search(str(scope.get("path", ""))):
            await send_tile(find_tile(self.tiles, str(scope["path"])), send_guarded)
        else:
            await self.app(scope, receive, send_guarded)


async def send_tile(tile: tuple[bytes, str] | None, send: Send) -> None:
    """Answer with a tile, or that there is none."""
    data, media = tile or (b"", "text/plain")
    headers = [(b"content-type", media.encode()), (b"cache-control", b"private, max-age=86400")]
    await send({"type": "http.response.start", "status": 200 if tile else 404, "headers": headers})
    await send({"type": "http.response.body", "body": data})
