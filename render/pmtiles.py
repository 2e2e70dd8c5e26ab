"""One tile of a PMTiles archive. In: the path of an archive (version 3), zoom, column, row. Out: its bytes.

Only archives of pictures (png, jpeg, webp, avif) are read: the map draws no vector tiles. The layout is that
of the specification "PMTiles Version 3": a header of 127 bytes, then directories of varints, compressed with
gzip or not at all.
"""

from __future__ import annotations

import gzip
import struct
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

HEADER = struct.Struct("<7sB11Q6B4iB2i")
NAME, VERSION = b"PMTiles", 3
# Codes of the specification.
PLAIN, GZIP = 1, 2
MEDIA = {2: "image/png", 3: "image/jpeg", 4: "image/webp", 5: "image/avif"}
# The specification allows a root, a leaf, and leaves of leaves; deeper is an archive that points at itself.
DEEPEST = 4
# A directory the specification allows to be large; more is a broken file.
LARGEST = 64_000_000


class ArchiveError(ValueError):
    """A file that is no archive of pictures this reader knows."""


@dataclass(frozen=True, slots=True)
class Archive:
    """Where things stand in an archive, and what kind of pictures it holds."""

    path: Path
    root: tuple[int, int]
    leaves: int
    tiles: int
    packed: int
    media: str
    zooms: tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Entry:
    tile: int
    offset: int
    length: int
    run: int


def open_archive(path: Path) -> Archive:
    """Read the header of an archive; raises ArchiveError naming what is not as expected."""
    try:
        with path.open("rb") as file:
            start = file.read(HEADER.size)
        told = HEADER.unpack(start)
    except (OSError, struct.error) as error:
        raise ArchiveError(f"{path}: not a readable PMTiles archive ({error}).") from error
    if told[0] != NAME or told[1] != VERSION:
        raise ArchiveError(f"{path}: expected a PMTiles archive of version {VERSION}.")
    packed, kind, zooms = told[14], told[16], (told[17], told[18])
    if packed not in (PLAIN, GZIP):
        raise ArchiveError(
            f"{path}: directories packed by method {packed}; expected none ({PLAIN}) or gzip ({GZIP})."
        )
    if kind not in MEDIA:
        raise ArchiveError(f"{path}: tiles of type {kind}; expected pictures: {', '.join(MEDIA.values())}.")
    return Archive(path, (told[2], told[3]), told[6], told[8], packed, MEDIA[kind], zooms)


def read_tile(archive: Archive, zoom: int, column: int, row: int) -> bytes | None:
    """The bytes of a tile, None where the archive holds none; raises ArchiveError on a broken archive."""
    side = 1 << zoom
    if not (archive.zooms[0] <= zoom <= archive.zooms[1] and 0 <= column < side and 0 <= row < side):
        return None
    wanted, (offset, length) = number_tile(zoom, column, row), archive.root
    for _ in range(DEEPEST):
        entry = _find(_directory(archive, offset, length), wanted)
        if entry is None:
            return None
        if entry.run:
            return _read(archive.path, archive.tiles + entry.offset, entry.length)
        offset, length = archive.leaves + entry.offset, entry.length
    raise ArchiveError(f"{archive.path}: directories nested deeper than {DEEPEST}.")


def number_tile(zoom: int, column: int, row: int) -> int:
    """The number of a tile: those of all lower zooms, then its place along a Hilbert curve."""
    number, x, y = ((1 << 2 * zoom) - 1) // 3, column, row
    side = 1 << zoom
    step = side >> 1
    while step:
        right, low = int(x & step > 0), int(y & step > 0)
        number += step * step * ((3 * right) ^ low)
        if low == 0:
            if right:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
        step >>= 1
    return number


def _find(entries: list[_Entry], wanted: int) -> _Entry | None:
    at = bisect_right(entries, wanted, key=lambda e: e.tile) - 1
    if at < 0:
        return None
    entry = entries[at]
    return entry if entry.run == 0 or wanted - entry.tile < entry.run else None


@lru_cache(maxsize=64)  # the directories of the part of the world looked at
def _directory(archive: Archive, offset: int, length: int) -> list[_Entry]:
    packed = _read(archive.path, offset, length)
    try:
        numbers = _varints(gzip.decompress(packed) if archive.packed == GZIP else packed)
        count = next(numbers)
        deltas, runs, lengths, offsets = ([next(numbers) for _ in range(count)] for _ in range(4))
    except (OSError, EOFError, StopIteration, RuntimeError) as error:
        raise ArchiveError(f"{archive.path}: a directory at byte {offset} is broken.") from error
    entries: list[_Entry] = []
    tile = at = 0
    for delta, run, size, told in zip(deltas, runs, lengths, offsets, strict=True):
        tile += delta
        # Nothing told: right after the one before.
        at = told - 1 if told else at
        entries.append(_Entry(tile, at, size, run))
        at += size
    return entries


def _varints(data: bytes):  # type: ignore[no-untyped-def]
    value = shift = 0
    for byte in data:
        value |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield value
            value = shift = 0


def _read(path: Path, offset: int, length: int) -> bytes:
    if length > LARGEST:
        raise ArchiveError(f"{path}: {length} bytes asked for at once; expected {LARGEST} at most.")
    with path.open("rb") as file:
        file.seek(offset)
        return file.read(length)
