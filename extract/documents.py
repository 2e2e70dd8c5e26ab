"""Files as reports. In: a path, or bytes with a name. Out: a Report or a Problem for each thing found in it.

Nothing a file holds makes this raise, hang or fill memory: sizes are checked before reading, archives are
read entry by entry under a common ceiling, and what is refused is a Problem with its reason.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from extract.decoding import decode_text
from extract.formats import Fault, read_csv, read_html, read_lines, read_mail, read_plain
from extract.papers import read_pdf, read_word, read_workbook
from extract.records import Report

MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read at most."""

    file_bytes: int = 200 * MB
    """A year of a newspaper is about 100 MB of text; read whole, 200 MB fits any machine's memory."""
    text_bytes: int = 20 * MB
    """One report: a novel is 1 MB, the longest situation reports are under 5."""
    paper_bytes: int = 100 * MB
    """One PDF or Word document: a report full of photographs is 50."""
    page_bytes: int = 5 * MB
    """One web page: the median is 0.1 MB; the tree of a page takes some fifty times its size in memory."""
    entries: int = 10_000
    """Files in an archive."""
    unpacked_bytes: int = 500 * MB
    """All files of an archive together, unpacked."""
    ratio: int = 200
    """Unpacked to packed size: text packs 3 to 20 times, repetitive tables 50, bombs 1000 and more."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read: the file, a code of store/messages.toml and what fills its sentence."""

    file: str
    code: str
    values: dict[str, object] = field(default_factory=dict)


Document = Report | Problem
LIMITS = Limits()
_TEXTS: dict[str, Callable[[str], Iterator[Report | Fault]]] = {
    ".txt": read_plain,
    ".md": read_plain,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_lines,
    ".csv": read_csv,
}
_BYTES: dict[str, Callable[[bytes], Iterator[Report | Fault]]] = {
    ".eml": read_mail,
    ".pdf": read_pdf,
    ".docx": read_word,
    ".xlsx": read_workbook,
}
FORMATS = (*_TEXTS, *_BYTES, ".zip")
_PACKED = (".docx", ".xlsx")  # archives themselves
_LISTS = (".jsonl", ".csv", ".xlsx")  # many reports in one file


def read_documents(path: Path, limits: Limits = LIMITS) -> Iterator[Document]:
    """The reports of a file, and a Problem for each part that could not be read."""
    data = load_file(path, limits)
    if isinstance(data, Problem):
        yield data
    else:
        yield from read_bytes(path.name, data, limits)


def load_file(path: Path, limits: Limits = LIMITS) -> bytes | Problem:
    """The bytes of a file, or why they are not read; a file past the limit is refused unread."""
    try:
        size = path.stat().st_size
        return (
            path.read_bytes() if size <= limits.file_bytes else _too_big(path.name, size, limits.file_bytes)
        )
    except OSError as error:
        return Problem(path.name, "unreadable", {"reason": error.strerror or type(error).__name__})


def read_bytes(name: str, data: bytes, limits: Limits = LIMITS) -> Iterator[Document]:
    """The reports in the bytes of a file whose name tells its format."""
    if Path(name).suffix.lower() == ".zip":
        yield from _read_archive(name, data, limits)
    else:
        yield from _read_file(name, data, limits)


def list_files(path: Path) -> list[Path]:
    """A file, or every file below a folder in order of name, hidden ones left out."""
    if not path.is_dir():
        return [path]
    below = sorted(p for p in path.rglob("*") if p.is_file())
    return [p for p in below if not any(part.startswith(".") for part in p.relative_to(path).parts)]


def _read_file(name: str, data: bytes, limits: Limits) -> Iterator[Document]:
    suffix = Path(name).suffix.lower()
    refused = _refuse(name, suffix, len(data), limits) or _refuse_package(name, data, limits)
    if refused:
        yield refused
        return
    for found in _parse(suffix, data):
        if isinstance(found, Fault):
            yield Problem(name, found.code, found.values)
        elif len(found.text) > limits.text_bytes:
            yield _too_big(name, len(found.text), limits.text_bytes)
        else:
            yield found


def _refuse(name: str, suffix: str, size: int, limits: Limits) -> Problem | None:
    if suffix == ".zip":
        return Problem(name, "nested_archive")
    if suffix not in FORMATS:
        return Problem(name, "format", {"suffix": suffix or name, "formats": " ".join(FORMATS)})
    if not size:
        return Problem(name, "empty")
    most = limits.text_bytes
    if suffix in (".html", ".htm"):
        most = limits.page_bytes
    elif suffix in _BYTES:
        most = limits.paper_bytes
    return _too_big(name, size, most) if size > most and suffix not in _LISTS else None


def _refuse_package(name: str, data: bytes, limits: Limits) -> Problem | None:
    """Why an office document, an archive itself, is not opened."""
    if Path(name).suffix.lower() not in _PACKED:
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return _refuse_archive(name, package.infolist(), len(data), limits)
    except (zipfile.BadZipFile, ValueError, RuntimeError) as error:
        return Problem(name, "bad_file", {"reason": error})


def _parse(suffix: str, data: bytes) -> Iterator[Report | Fault]:
    if suffix in _BYTES:
        yield from _BYTES[suffix](data)
        return
    text = decode_text(data)
    if text is None:
        yield Fault("binary")
        return
    yield from _TEXTS[suffix](text)


def _read_archive(name: str, data: bytes, limits: Limits) -> Iterator[Document]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, RuntimeError) as error:
        yield Problem(name, "bad_archive", {"reason": error})
        return
    with archive:
        entries = [e for e in archive.infolist() if not e.is_dir() and not _hidden(e.filename)]
        refused = _refuse_archive(name, entries, len(data), limits)
        if refused:
            yield refused
            return
        for entry in entries:
            yield from _read_entry(f"{name}/{entry.filename}", archive, entry, limits)


def _refuse_archive(name: str, entries: list[zipfile.ZipInfo], packed: int, limits: Limits) -> Problem | None:
    unpacked = sum(e.file_size for e in entries)
    if not entries:
        return Problem(name, "empty")
    if len(entries) > limits.entries:
        return Problem(name, "many_entries", {"found": len(entries), "most": limits.entries})
    if unpacked > limits.unpacked_bytes or unpacked > limits.ratio * max(packed, 1):
        return Problem(name, "bomb", {"unpacked": _mb(unpacked), "packed": _mb(packed)})
    return None


def _read_entry(
    name: str, archive: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits
) -> Iterator[Document]:
    most = min(entry.file_size, limits.file_bytes)
    try:
        with archive.open(entry) as file:
            data = file.read(most + 1)
    except Exception as error:  # a broken or encrypted entry raises what zlib, bz2 and zipfile raise
        yield Problem(name, "bad_archive", {"reason": error})
        return
    if len(data) > most:
        yield Problem(name, "bad_archive", {"reason": f"> {most} bytes"})
        return
    yield from _read_file(name, data, limits)


def _hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in Path(name).parts)


def _too_big(name: str, size: int, most: int) -> Problem:
    return Problem(name, "too_big", {"size": _mb(size), "most": _mb(most)})


def _mb(size: int) -> str:
    return f"{size / MB:.1f} MB"
