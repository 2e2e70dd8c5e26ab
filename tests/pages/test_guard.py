"""The headers of every answer, and those of the page alone."""

from collections.abc import MutableMapping
from contextlib import suppress
from typing import Any

import pytest

from pages.shared.guard import ASSETS, Guard


def ask(path: str) -> list[tuple[bytes, bytes]]:
    """The headers the guard sends for one path, whatever the app within sends."""
    sent: list[MutableMapping[str, Any]] = []

    async def app(_scope: object, _receive: object, send: Any) -> None:
        await send({"type": "http.response.start", "headers": [(b"Content-Security-Policy", b"none")]})

    async def keep(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    with suppress(StopIteration):  # nothing in it waits, so one step ends it; no loop of its own is needed
        Guard(app)({"type": "http", "path": path}, None, keep).send(None)
    return list(sent[0]["headers"])


@pytest.mark.parametrize("path", ["/", "/static/js/index.js", "/timeline"])
def test_one_policy_closes_every_answer(path: str) -> None:
    policies = [value for name, value in ask(path) if name.lower() == b"content-security-policy"]
    assert len(policies) == 1
    assert b"default-src 'self'" in policies[0]


def test_only_the_page_announces_the_script_of_charts_and_it_exists() -> None:
    links = [value.decode() for name, value in ask("/") if name == b"link"]
    assert len(links) == 1
    address = links[0].split(">")[0].removeprefix("<")
    assert (ASSETS / address.rsplit("/", 1)[1]).is_file()
    assert not [name for name, _ in ask("/static/js/index.js") if name == b"link"]
