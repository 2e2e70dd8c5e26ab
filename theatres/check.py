"""Everything that can be wrong with a pack. In: the folder of a pack. Out: one sentence per fault."""

from __future__ import annotations

from pathlib import Path

from theatres.files import read_files


def find_faults(path: Path) -> list[str]:
    """One sentence per fault of a pack, [] for a sound one."""
    return list(read_files(path).faults)
