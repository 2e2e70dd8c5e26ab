"""A picture of the ground under the map, off unless asked for. In: the environment (docs/tiles.md).
Out: where the browser finds tiles, the one host it may then ask, tiles of this machine served.

KHARITA_TILES is an address with {z}, {x} and {y}, a folder of z/x/y pictures, or a PMTiles archive. Nothing
leaves the machine unless it is the address of another host, and then only to that host.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from render.pmtiles import Archive, ArchiveError, open_archive, read_tile

SETTING, CREDIT = "KHARITA_TILES", "KHARITA_TILES_CREDIT"
# Below the address of the app, whatever path stands before it; from a component's frame, two folders up.
ASKED = re.compile(r"/kharita-tiles/(\d{1,2})/(\d{1,8})/(\d{1,8})$")
LOCAL = "../../kharita-tiles/{z}/{x}/{y}"
HOLES = ("{z}", "{x}", "{y}")
MEDIA = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp"}


class TilesError(ValueError):
    """A setting that names no tiles."""


@dataclass(frozen=True, slots=True)
class Tiles:
    """Where tiles come from: another host's address, or a folder or an archive of this machine."""

    url: str
    credit: str = ""
    origin: str | None = None
    """The host the browser may ask besides the app's own."""
    folder: Path | None = None
    archive: Archive | None = None


@lru_cache(maxsize=1)  # the environment of a process does not change
def tiles_asked() -> Tiles | None:
    """The tiles the environment asks for, None where it asks for none; raises TilesError on a wrong one."""
    return read_tiles(os.environ.get(SETTING, ""), os.environ.get(CREDIT, ""))


def read_tiles(setting: str, credit: str = "") -> Tiles | None:
    """What a setting asks for."""
    setting = setting.strip()
    if not setting:
        return None
    if "://" in setting:
        return Tiles(setting, credit, _origin_of(setting))
    path = Path(setting).expanduser()
    if path.is_dir():
        return Tiles(LOCAL, credit, folder=path.resolve())
    if path.is_file():
        try:
            return Tiles(LOCAL, credit, archive=open_archive(path.resolve()))
        except ArchiveError as error:
            raise TilesError(f"{SETTING}: {error}") from error
    raise TilesError(f"{SETTING}: {setting!r} is no address, folder or file.")


def find_tile(tiles: Tiles | None, path: str) -> tuple[bytes, str] | None:
    """The tile a request asks for and its media type, None where there is none on this machine."""
    found = ASKED.search(path)
    if tiles is None or found is None:
        return None
    z, x, y = (int(n) for n in found.groups())
    if tiles.archive is not None:
        data = read_tile(tiles.archive, z, x, y)
        return (data, tiles.archive.media) if data else None
    return _from_folder(tiles.folder, (z, x, y)) if tiles.folder else None


def describe_tiles(tiles: Tiles | None, name: str) -> dict[str, Any] | None:
    """What the board's script needs of the tiles; `name` is that of the layer."""
    return {"url": tiles.url, "credit": tiles.credit, "name": name} if tiles else None


def _origin_of(address: str) -> str:
    missing = [h for h in HOLES if h not in address]
    parts = urlsplit(address)
    # A host is letters, digits, dots and a port: nothing that could add a word to the policy.
    sound = parts.scheme in ("http", "https") and re.fullmatch(r"[A-Za-z0-9.-]+(:\d+)?", parts.netloc)
    if missing or not sound:
        raise TilesError(
            f"{SETTING}: {address!r}; expected an address like https://host/{{z}}/{{x}}/{{y}}.png"
            f"{', without ' + ', '.join(missing) if missing else ''}."
        )
    return f"{parts.scheme}://{parts.netloc}"


def _from_folder(folder: Path, at: tuple[int, int, int]) -> tuple[bytes, str] | None:
    z, x, y = at
    for ending, media in MEDIA.items():
        file = folder / str(z) / str(x) / f"{y}{ending}"
        if file.is_file():
            return file.read_bytes(), media
    return None
