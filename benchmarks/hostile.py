"""How reading grows with texts nobody would print. In: nothing. Out: a line for each, relative to its first.

Each text is one thing over and over, or noise; 1.00 at 10 and 100 times the length is linear time.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections.abc import Callable
from datetime import date

from extract.pipeline import extract_report
from extract.records import Report, When
from theatres.pack import Theatre, load_theatre

LENGTH = 2000  # characters: a report of 300 words
TIMES = (1, 10, 100)
MEGABYTE = 1_000_000
NUMBERS = 100_000
# Printable signs, accents, Arabic, marks that print nothing, Chinese, pictures, halves of pairs.
_BLOCKS = (
    *((32, 127), (0xA0, 0x250), (0x600, 0x6FF), (0x2000, 0x2070)),
    *((0x4E00, 0x9FFF), (0x1F300, 0x1F600), (0xD800, 0xE000)),
)
_REPEATED = {
    "one line": "les forces ont repris la ville, au moins 12 combattants ont \u00e9t\u00e9 tu\u00e9s, ",
    "one word": "a",
    "no stop": "a pris le contr\u00f4le de la base ",
    "tolls": "12 morts ",
    "quotes": "\u00ab il a dit ",
    "marks": "\u202b\u200f",
    "right-left": "\u200f\u0642\u062a\u0644 \u202e12 ",
    "accents": "e\u0301",
    "verbs": "a ete ",
    "asides": ", qui ",
    "brackets": "((",
}


def make_texts() -> dict[str, Callable[[int], str]]:
    """The texts, each by its name and as long as asked, in characters."""
    made: dict[str, Callable[[int], str]] = {
        name: lambda n, piece=piece: (piece * (n // len(piece) + 1))[:n]  # type: ignore[misc]
        for name, piece in _REPEATED.items()
    }
    return made | {"numbers": _numbers, "noise": _noise}


def _numbers(length: int) -> str:
    # All of one width: shorter ones have other readings.
    return "".join(f"{n} " for n in range(NUMBERS, 2 * NUMBERS))[:length]


def _noise(length: int) -> str:
    draw = random.Random(1)  # the same noise in every run
    return "".join(chr(draw.randrange(*draw.choice(_BLOCKS))) for _ in range(length))


def _seconds(text: str, theatre: Theatre) -> float:
    day = date(2019, 5, 8)
    start = time.process_time()
    extract_report(Report("r", text, "fr", When(day, day, "day", "stated")), theatre)
    return time.process_time() - start


def _growth(make: Callable[[int], str], theatre: Theatre) -> str:
    _seconds(make(LENGTH), theatre)  # compiles what it needs
    texts = [make(LENGTH * k) for k in TIMES]
    least = [
        min(_seconds(text, theatre) for _ in range(3 if k == 1 else 1))
        for k, text in zip(TIMES, texts, strict=True)
    ]
    return "   ".join(f"x{k}: {s / (least[0] * k):5.2f}" for k, s in zip(TIMES, least, strict=True))


def _whole(name: str, text: str, theatre: Theatre) -> None:
    seconds = _seconds(text, theatre)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name:<11}{len(text)} characters in {seconds:.1f} s, {peak} MB at most so far")


def run(whole: bool = False) -> None:
    """Print the growth of each text and, where asked, the largest ones read to their end."""
    theatre, texts = load_theatre("libya_2019"), make_texts()
    for name, make in texts.items():
        print(f"{name:<11}{_growth(make, theatre)}")
    _whole("numbers", _numbers(NUMBERS * 10), theatre)
    if whole:
        for name in texts:
            _whole(name, texts[name](5 * MEGABYTE), theatre)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m benchmarks.hostile", description=__doc__)
    parser.add_argument("--whole", action="store_true", help="also read 5 MB of each in one line: minutes")
    run(parser.parse_args().whole)
