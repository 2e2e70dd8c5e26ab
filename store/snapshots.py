"""The files of a store. In: its folder. Out: which file readers open, and a copy a single writer works on.

A store never changes under its readers. `kharita.duckdb` is a link to the current snapshot; readers follow it
and open the snapshot read-only. One writer at a time (an `flock` on the file `lock`, freed by the system even
when the program is killed) copies the snapshot, works on the copy, and publishes it by renaming the link: a
reader sees the store before or after, never between, and a writer killed at any moment leaves the store as it
was. The previous snapshot stays as the backup. Each snapshot has a name of its own, because DuckDB shares one
open database per path inside a process and would go on reading a file replaced under the same name.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from store.messages import StoreError

LINK = "kharita.duckdb"
_NAME = "kharita-{:06d}.duckdb"
_GLOB = "kharita-[0-9]*.duckdb"
NOTICE = "restored.txt"
# A write of 500 reports takes seconds: past half a minute the other program is doing something else.
WAIT = 30.0


def current(root: Path) -> Path | None:
    """The file readers open, or None where the folder holds no store."""
    link = root / LINK
    if link.is_symlink():
        return root / link.readlink().name
    return link if link.exists() else max(root.glob(_GLOB), default=None)


def store_version(root: Path) -> str:
    """A word that changes whenever what `read_table` returns may change: the key of a cache."""
    stamps = []
    for path in (current(root), root / "corrections.jsonl"):
        if path is not None and path.exists():
            stat = path.stat()
            stamps.append(f"{path.name}:{stat.st_size}:{stat.st_mtime_ns}")
    return " ".join(stamps)


@contextmanager
def locked(root: Path, wait: float = WAIT, name: str = "lock") -> Iterator[None]:
    """Hold the right to write; raises StoreError naming the process that has it when `wait` seconds pass."""
    with _open_lock(root, name) as lock:
        _wait_for(lock, root, wait)
        lock.seek(0)
        lock.truncate()
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def _open_lock(root: Path, name: str) -> IO[str]:
    try:
        root.mkdir(parents=True, exist_ok=True)
        return (root / name).open("a+", encoding="utf-8")
    except OSError as error:
        raise StoreError("unreadable_place", root=root, reason=error.strerror) from error


def _wait_for(lock: IO[str], root: Path, wait: float) -> None:
    deadline = time.monotonic() + wait
    while True:
        try:
            return fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                lock.seek(0)
                raise StoreError("busy", root=root, pid=lock.read() or "?", seconds=round(wait)) from None
            time.sleep(0.05)  # short beside any write, long beside a system call


def start_copy(root: Path) -> Path:
    """A file of its own for the writer, equal to the current snapshot; absent where there is none yet."""
    for stale in root.glob("*.tmp*"):
        stale.unlink()
    copy = root / (_NAME.format(_last(root) + 1) + ".tmp")
    base = current(root)
    if base is not None:
        shutil.copyfile(base, copy)
    return copy


def publish(root: Path, copy: Path) -> Path:
    """Make a finished copy the current snapshot, keep the one before as backup, drop older ones."""
    before, snapshot = current(root), copy.with_suffix("")
    _sync(copy)
    copy.replace(snapshot)
    point_at(root, snapshot)
    for old in root.glob(_GLOB):
        if old not in (snapshot, before):
            old.unlink()
    return snapshot


def point_at(root: Path, snapshot: Path) -> None:
    """Turn the link to a snapshot in one step; a plain file in its place becomes a snapshot first."""
    link = root / LINK
    if link.exists() and not link.is_symlink():
        link.replace(root / _NAME.format(0))
    new = root / f"{LINK}.tmp"
    new.unlink(missing_ok=True)
    new.symlink_to(snapshot.name)
    new.replace(link)
    _sync(root)


def backups(root: Path) -> list[Path]:
    """The snapshots other than the current one, latest first."""
    now = current(root)
    return sorted((p for p in root.glob(_GLOB) if p != now), reverse=True)


def set_aside(damaged: Path) -> Path:
    """Rename a damaged file so that nothing opens it again and nothing of it is lost."""
    aside = damaged.with_name(damaged.name + ".damaged")
    with suppress(FileNotFoundError):
        damaged.replace(aside)
    return aside


def keep_original(root: Path, digest: str, data: bytes, suffix: str) -> None:
    """Keep the bytes of a file as they came, under the SHA-256 of them; the same file is kept once."""
    path = root / "originals" / f"{digest}{suffix}"
    if path.exists() and path.stat().st_size == len(data):
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(path.name + ".part")
    part.write_bytes(data)
    with suppress(FileNotFoundError):  # another program has just kept the same bytes
        part.replace(path)


def _last(root: Path) -> int:
    return max((int(p.stem.split("-")[1]) for p in root.glob(_GLOB)), default=0)


def _sync(path: Path) -> None:
    """Have the system write a file or folder to the disk before going on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
