"""Puts reports into a store. In: files, or Reports. Out: rows written, and a Problem for each thing left out.

python -m store.ingest PATH... [--store DIR] [--theatre libya_2019] [--lang fr|en]
python -m store.ingest --sample reads the reports shipped with the theatre into the store the app opens on.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from tqdm import tqdm

from extract.documents import Document, Problem, list_files, load_file, read_bytes
from extract.lines import read_lines
from extract.pipeline import EXTRACTOR_VERSION
from extract.records import Report
from store.batches import Batch, Ingest, Item, Progress, read_all
from store.database import Writer, create_store, known_reports, read_meta, writing
from store.messages import StoreError, explain, say
from store.rows import Origin
from store.snapshots import current, keep_original
from theatres.pack import PackError, Theatre, load_theatre

# The stores the app shows, its reader's own and the samples: KHARITA_DATA moves them all.
DATA = Path(os.environ.get("KHARITA_DATA") or "data")
DEFAULT_STORE = DATA / "store"


def ingest_files(
    paths: Iterable[Path], theatre: Theatre, store: Path, progress: Progress | None = None
) -> Ingest:
    """Read files and folders into a store; `progress` is told the reports done and the file at hand."""
    return _ingest(_read_files(paths, store), theatre, store, progress)


def ingest_reports(
    reports: Iterable[Document], theatre: Theatre, store: Path, progress: Progress | None = None
) -> Ingest:
    """Read reports brought by the caller into a store; a Problem among them is passed on."""
    origin = Origin(ingested_at=_now())
    return _ingest(((r, origin) for r in reports), theatre, store, progress)


def read_sample(theatre: Theatre) -> list[Report]:
    """The reports shipped with a theatre, reconstructions and no press articles; StoreError if none."""
    path = _sample_path(theatre)
    if not path.exists():
        raise StoreError("sample_missing", theatre=theatre.id, file=path.name)
    return list(read_lines(path))


def sample_folder(theatre_id: str) -> str:
    """The name of a theatre's sample store among the others."""
    return f"sample_{theatre_id}"


def build_sample_store(theatre: Theatre, store: Path, progress: Progress | None = None) -> Ingest:
    """Fill a store with the sample of a theatre and nothing else, in one publication."""
    with writing(store) as writer:
        return _fill(writer, theatre, progress)


def ensure_sample_store(theatre: Theatre, store: Path, progress: Progress | None = None) -> Path:
    """The sample store, built anew where sample, theatre or extractor changed since."""
    if not _is_fresh(store, theatre):
        with writing(store) as writer:
            if not _is_fresh(store, theatre):  # another program may have built it while this one waited
                _fill(writer, theatre, progress)
    return store


def _fill(writer: Writer, theatre: Theatre, progress: Progress | None) -> Ingest:
    origin = Origin(_sample_path(theatre).name, None, True, _now())
    run = Batch(theatre, {})
    read_all(run, ((r, origin) for r in read_sample(theatre)), progress)
    writer.clear()
    writer.write(run.take())
    writer.say("sample", _fingerprint(theatre))
    writer.publish()
    return run.done


def _is_fresh(store: Path, theatre: Theatre) -> bool:
    return current(store) is not None and read_meta(store).get("sample") == _fingerprint(theatre)


def _fingerprint(theatre: Theatre) -> str:
    sample = hashlib.sha256(_sample_path(theatre).read_bytes()).hexdigest()[:12]
    return f"{sample} {theatre.id} {theatre.version} {EXTRACTOR_VERSION}"


def _ingest(items: Iterable[Item], theatre: Theatre, store: Path, progress: Progress | None) -> Ingest:
    create_store(store)
    run = Batch(theatre, known_reports(store))
    read_all(run, items, progress, lambda: _write(run, store))
    _write(run, store)
    return run.done


def _write(run: Batch, store: Path) -> None:
    """Write what was read so far; the store is held only for that long."""
    rows = run.take()
    if rows:
        with writing(store) as writer:
            writer.write(rows)
            writer.publish()


def _read_files(paths: Iterable[Path], store: Path) -> Iterator[Item]:
    for path in (p for given in paths for p in list_files(given)):
        data = load_file(path)
        if isinstance(data, Problem):
            yield data, Origin(path.name)
            continue
        origin = Origin(path.name, hashlib.sha256(data).hexdigest(), False, _now())
        kept = False
        for document in read_bytes(path.name, data):
            if not kept and isinstance(document, Report):
                keep_original(store, origin.file_hash or "", data, path.suffix.lower())
                kept = True
            yield document, origin


def _sample_path(theatre: Theatre) -> Path:
    return theatre.root / "sample" / "reports.jsonl"


def _now() -> datetime:
    return datetime.now(UTC).replace(tzinfo=None)


def main(arguments: list[str] | None = None) -> int:
    """Read what the arguments name into a store; 0 if all went in, 1 if some did not, 2 if none could."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if not options.paths and not options.sample:
        parser.error("PATH or --sample expected")
    try:
        with tqdm(desc=say("reading", options.lang), unit=say("unit", options.lang), disable=None) as bar:

            def show(count: int, name: str) -> None:
                bar.set_postfix_str(name, refresh=False)
                bar.update(count - bar.n)

            return _run(options, show)
    except (StoreError, PackError) as error:
        print(error.sentence(options.lang) if isinstance(error, StoreError) else error, file=sys.stderr)
        return 2


def _run(options: argparse.Namespace, show: Progress) -> int:
    theatre = load_theatre(options.theatre)
    if options.sample:
        ensure_sample_store(theatre, options.store or DATA / sample_folder(theatre.id), show)
    if not options.paths:
        return 0
    done = ingest_files(options.paths, theatre, options.store or DEFAULT_STORE, show)
    for problem in done.problems:
        print(explain(problem, options.lang), file=sys.stderr)
    print(done.sentence(options.lang))
    return 1 if done.problems else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m store.ingest", description="Read reports into a store.")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="files or folders of reports")
    parser.add_argument("--sample", action="store_true", help="the reports shipped with the theatre")
    parser.add_argument("--store", type=Path, metavar="DIR", help=f"folder of the store ({DEFAULT_STORE})")
    parser.add_argument("--theatre", default="libya_2019", metavar="ID", help="folder of theatres/")
    parser.add_argument("--lang", choices=("fr", "en"), default="fr", help="language of the messages")
    return parser


if __name__ == "__main__":
    sys.exit(main())
