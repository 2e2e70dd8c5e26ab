"""Tiles under the map: off unless set, served from this machine, one host more at most in the policy."""

from __future__ import annotations

import gzip
from collections.abc import MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from pages.shared.guard import Guard, make_headers
from pages.shared.tiles import TilesError, describe_tiles, find_tile, read_tiles
from render.pmtiles import HEADER, ArchiveError, number_tile, open_archive, read_tile

PICTURE = b"\x89PNG one tile"


def varint(value: int) -> bytes:
    """A number as PMTiles writes it."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes([*out, value])


def directory(entries: list[tuple[int, int, int, int]]) -> bytes:
    """Tile, run, length and offset of each entry, packed."""
    tiles, runs, lengths, offsets = zip(*entries, strict=True)
    deltas = [b - a for a, b in zip((0, *tiles), tiles, strict=False)]
    columns = (deltas, runs, lengths, [o + 1 for o in offsets])
    return gzip.compress(b"".join([varint(len(entries)), *(varint(n) for c in columns for n in c)]))


def archive(path: Path, kind: int = 2, packed: int = 2) -> Path:
    """An archive of two tiles: the world, and one of zoom 2 found through a leaf."""
    deep = number_tile(2, 3, 1)
    leaf = directory([(deep, 1, len(PICTURE), 0)])
    root = directory([(0, 1, len(PICTURE), 0), (5, 0, len(leaf), 0)])
    at = HEADER.size
    places = (
        at,
        len(root),
        at,
        0,
        at + len(root),
        len(leaf),
        at + len(root) + len(leaf),
        len(PICTURE),
        2,
        2,
        1,
    )
    head = HEADER.pack(b"PMTiles", 3, *places, 1, packed, 1, kind, 0, 2, 0, 0, 0, 0, 0, 0, 0)
    path.write_bytes(head + root + leaf + PICTURE)
    return path


def ask(path: str, guard_of: Any) -> list[MutableMapping[str, Any]]:
    """What the guard sends for a path; the app within answers 200 to all."""
    sent: list[MutableMapping[str, Any]] = []

    async def app(_scope: object, _receive: object, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})

    async def keep(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    with suppress(StopIteration):
        Guard(app, guard_of)({"type": "http", "path": path}, None, keep).send(None)
    return sent


def policy_of(headers: Any) -> str:
    return str(next(v.decode() for k, v in headers if k == b"content-security-policy"))


def test_off_unless_asked_for() -> None:
    assert read_tiles("") is None and read_tiles("  ") is None
    assert describe_tiles(None, "x") is None and find_tile(None, "/kharita-tiles/0/0/0") is None
    assert "http" not in policy_of(make_headers(None))
    assert ask("/kharita-tiles/0/0/0", None)[0]["status"] == 200, "not ours: the app answers"


def test_a_folder_is_served_by_the_app_alone(tmp_path: Path) -> None:
    (tmp_path / "3" / "4").mkdir(parents=True)
    (tmp_path / "3" / "4" / "2.png").write_bytes(PICTURE)
    tiles = read_tiles(str(tmp_path), "© Essai")
    assert tiles is not None and tiles.origin is None
    start, body = ask("/any/base/kharita-tiles/3/4/2", tiles)
    assert (start["status"], body["body"]) == (200, PICTURE)
    assert (b"content-type", b"image/png") in start["headers"]
    assert policy_of(start["headers"]) == policy_of(make_headers(None)), "no host more"
    assert ask("/kharita-tiles/3/4/9", tiles)[0]["status"] == 404
    for path in ("/kharita-tiles/../3/4", "/kharita-tiles/3/4/../../secret", "/kharita-tiles/a/4/2"):
        assert len(ask(path, tiles)) == 1, "the app within answers"
    told = describe_tiles(tiles, "Fond")
    assert told == {"url": "../../kharita-tiles/{z}/{x}/{y}", "credit": "© Essai", "name": "Fond"}


def test_an_archive_is_served_by_the_app_alone(tmp_path: Path) -> None:
    tiles = read_tiles(str(archive(tmp_path / "ground.pmtiles")))
    assert tiles is not None and tiles.origin is None
    assert find_tile(tiles, "/kharita-tiles/0/0/0") == (PICTURE, "image/png")
    assert find_tile(tiles, "/kharita-tiles/2/3/1") == (PICTURE, "image/png")
    for path in (
        "/kharita-tiles/1/0/0",
        "/kharita-tiles/2/3/2",
        "/kharita-tiles/9/0/0",
        "/kharita-tiles/2/7/1",
    ):
        assert find_tile(tiles, path) is None


def test_tiles_are_numbered_as_the_specification_does() -> None:
    known = {(0, 0, 0): 0, (1, 0, 0): 1, (1, 0, 1): 2, (1, 1, 1): 3, (1, 1, 0): 4, (2, 0, 0): 5}
    assert {at: number_tile(*at) for at in known} == known
    assert number_tile(12, 3423, 1763) == 19078479
    assert len({number_tile(3, x, y) for x in range(8) for y in range(8)}) == 64


def test_another_host_is_the_one_more_that_may_be_asked() -> None:
    tiles = read_tiles("https://tiles.example:8443/a/{z}/{x}/{y}.png")
    policy = policy_of(make_headers(tiles))
    assert "img-src 'self' data: blob: https://tiles.example:8443;" in policy
    assert policy.count("https://") == 1 and "connect-src 'self';" in policy


@pytest.mark.parametrize(
    "setting",
    [
        "https://host/{z}/{x}.png",
        "ftp://host/{z}/{x}/{y}",
        "https://host; script-src *//{z}/{x}/{y}",
        "https://a b/{z}/{x}/{y}",
        "https://user:pass@host/{z}/{x}/{y}",
        "/no/such/place",
    ],
)
def test_a_setting_that_names_no_tiles_is_refused(setting: str) -> None:
    with pytest.raises(TilesError, match="KHARITA_TILES"):
        read_tiles(setting)


def test_an_archive_the_reader_does_not_know_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TilesError, match="expected pictures"):
        read_tiles(str(archive(tmp_path / "vector.pmtiles", kind=1)))
    with pytest.raises(ArchiveError, match="packed by method 4"):
        open_archive(archive(tmp_path / "zstd.pmtiles", packed=4))
    for name, data in (("short", b"PMTiles"), ("other", b"x" * 200)):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(ArchiveError):
            open_archive(tmp_path / name)
    torn = archive(tmp_path / "torn.pmtiles")
    torn.write_bytes(torn.read_bytes()[: HEADER.size + 9])
    with pytest.raises(ArchiveError, match="broken"):
        read_tile(open_archive(torn), 0, 0, 0)
