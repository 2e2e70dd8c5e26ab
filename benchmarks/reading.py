"""How fast reports are read. In: the sample, recombined. Out: reports per second and ratios of one run.

The yardstick is a spaCy `fr_core_news_md` named-entity pass over the same texts, timed in turn with ours so
that whatever else the machine does slows both alike.
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from extract.pipeline import extract_report
from extract.records import Report, When
from store.ingest import read_sample
from theatres.pack import Theatre, load_theatre

WORDS = 300  # a dispatch of a screen and a half
REPORTS = 2000
ROUNDS = 5
AIM = 500  # reports/s
# What the time goes to, by a sampling profiler over these texts; the NER pass gives spans alone.
SHORT = f"""\
         short of {AIM}: one report holds a dozen events and half a dozen figures, each asked in plain Python
         who, whom, where, when and by whose word. Looking for forms takes over a third, already in one
         pass of compiled code per matcher; the rest is spread over sixty modules, none above a twentieth.
         Compiling all of it ahead (mypyc) was tried: four modules do not compile, the C of the others was
         not built after twenty minutes. Answers kept per paragraph would make this number, and only this
         number, better: these texts repeat the sample's paragraphs, the press does not."""
NER_SHARE = 20  # the NER pass reads one report in twenty of each round: it is that much slower


def recombine(texts: list[str], n: int) -> list[str]:
    """`n` different texts of about WORDS words, made of the sample's paragraphs in random order."""
    draw = random.Random(1)  # the same texts in every run
    blocks = [b for t in texts for b in t.split("\n") if len(b.split()) > 8]
    return [_fill(draw, blocks) for _ in range(n)]


def _fill(draw: random.Random, blocks: list[str]) -> str:
    chosen: list[str] = []
    while sum(len(b.split()) for b in chosen) < WORDS:
        chosen.append(draw.choice(blocks))
    return "\n\n".join(chosen)


def _reports(texts: Iterable[str]) -> list[Report]:
    day = date(2019, 5, 8)
    when = When(day, day, "day", "stated")
    return [Report(str(i), t, "fr", when) for i, t in enumerate(texts)]


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _ner() -> Callable[[list[str]], object]:
    import spacy  # noqa: PLC0415  only the yardstick needs it, and it takes seconds to load

    model = spacy.load(
        "fr_core_news_md", exclude=["parser", "lemmatizer", "attribute_ruler", "morphologizer"]
    )
    return lambda texts: [doc.ents for doc in model.pipe(texts, batch_size=64)]


def compare_with_ner(theatre: Theatre, texts: list[str]) -> str:
    """Reports per second of the engine and of the NER pass: medians of rounds in turn, and their ratio."""
    ner, size = _ner(), len(texts) // ROUNDS
    ours, theirs = [], []
    for k in range(ROUNDS):
        part = texts[k * size : (k + 1) * size]
        ours.append(size / _seconds(lambda p=part: _read_all(p, theatre)))  # type: ignore[misc]
        few = part[::NER_SHARE]
        theirs.append(len(few) / _seconds(lambda p=few: ner(p)))  # type: ignore[misc]
    mine, other = statistics.median(ours), statistics.median(theirs)
    line = f"read     {mine:8.0f} reports/s   spaCy NER {other:6.1f} reports/s   ratio {mine / other:.1f}"
    return line if mine >= AIM else f"{line}\n{SHORT}"


def _read_all(texts: list[str], theatre: Theatre) -> None:
    for report in _reports(texts):
        extract_report(report, theatre)


def growth(theatre: Theatre, text: str) -> str:
    """Seconds per character at 1, 10 and 100 times the length, relative to the first: 1.0 is linear."""
    lengths = (1, 10, 100)
    per = [min(_seconds(lambda k=k: _read_all([text * k], theatre)) for _ in range(3)) / k for k in lengths]  # type: ignore[misc]
    return "growth   " + "   ".join(f"x{k}: {p / per[0]:.2f}" for k, p in zip(lengths, per, strict=True))


def start_up(line: str) -> str:
    """Seconds `python -m extract` takes over one line, from the shell to its end, for its help, and those of
    an empty Python beside them: the least of five, in turn.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "line.txt")
        file.write_text(line, encoding="utf-8")
        extract = ["-m", "extract"]
        runs = ([*extract, "--published", "2019-05-08", str(file)], [*extract, "--help"], ["-c", "pass"])
        taken = [[_seconds(lambda r=r: _run(r)) for r in runs] for _ in range(ROUNDS)]  # type: ignore[misc]
    whole, shown, bare = (min(t) for t in zip(*taken, strict=True))
    return f"start    {whole:.2f} s for one line   (its help {shown:.2f} s, an empty Python {bare:.2f} s)"


def _run(arguments: list[str]) -> None:
    subprocess.run([sys.executable, *arguments], capture_output=True, check=True)


def run() -> None:
    """Print every line of this benchmark."""
    theatre = load_theatre("libya_2019")
    texts = recombine([r.text for r in read_sample(theatre) if r.language == "fr"], REPORTS)
    _read_all(texts[:20], theatre)  # compile once, as a server would have
    print(growth(theatre, texts[0]))
    print(
        f"memory   {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB before the yardstick loads"
    )
    print(start_up(max(texts[0].split("\n"), key=len)))
    print(compare_with_ner(theatre, texts))
