"""What a browser may do with the app. In: the server's answers.
Out: the same, with headers that close every door, and the page's with what it will soon need.

The policy allows the app itself and nothing else: no host but its own is ever asked.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import streamlit

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

HEADERS = (
    (b"content-security-policy", "; ".join(f"{k} {v}" for k, v in POLICY.items()).encode()),
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
    """An ASGI layer that adds the protective headers to every answer."""

    def __init__(self, app: Asgi) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Any, send: Send) -> None:
        """Pass a request on, its answer marked."""

        async def send_guarded(message: MutableMapping[str, Any]) -> None:
            if message["type"] == "http.response.start":
                added = {name for name, _ in HEADERS}
                kept = [h for h in message.get("headers", []) if h[0].lower() not in added]
                soon = SOON if scope["path"] == "/" else ()
                message = {**message, "headers": [*kept, *HEADERS, *soon]}
            await send(message)

        await self.app(scope, receive, send_guarded)
