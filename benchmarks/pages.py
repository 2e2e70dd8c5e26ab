"""How soon a page stands again after a filter is clicked, in a real browser. In: stores made of the sample.
Out: milliseconds and memory, printed, and the ratio to the same page written plainly (`benchmarks.naive`).

`python -m benchmarks.pages [EVENTS…]`. Aims: under 1 s with 100,000 events, under 2 s with a million, the
server under 1.5 GB. The time runs in the browser from the click until nothing runs and nothing is stale.
Beside it stands the processor time the server spent, which other programs of the machine lengthen less.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from benchmarks.big_store import make_store
from store.database import read_table
from theatres.pack import load_theatre

ROOT = Path(__file__).parents[1]
SIZES = (100_000, 1_000_000)
CLICKS = 20
PAGES = ("", "timeline", "casualties", "front_line", "data")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
# Opening a million events for the first time, on a busy machine.
PATIENCE = 600_000
AT_REST = """() => document.querySelector('[data-testid=stApp]')?.dataset.testScriptState === 'notRunning'
  && !document.querySelector('[data-stale=true]') && !!document.querySelector('h1')"""
# Before the click: note when it comes, and that the server has begun to answer it.
ARM = """() => { window.ran = false; window.calm = 0;
  const page = document.querySelector('[data-testid=stApp]');
  new MutationObserver(() => { window.ran ||= page.dataset.testScriptState !== 'notRunning'; })
    .observe(page, {attributes: true});
  addEventListener('click', () => { window.clicked = performance.now(); }, {capture: true, once: true}); }"""
# Milliseconds from the click to two frames in a row with everything at rest and the choice on the page.
TIMED = """([chosen]) => { const page = document.querySelector('[data-testid=stApp]');
  const told = [...document.querySelectorAll('[data-tag]')].some(e => e.innerText.includes(chosen));
  const busy = page.dataset.testScriptState !== 'notRunning' || document.querySelector('[data-stale=true]');
  window.calm = window.ran && told && !busy ? window.calm + 1 : 0;
  return window.calm > 1 ? performance.now() - window.clicked : false; }"""


@dataclass(frozen=True, slots=True)
class Timed:
    """What clicks took: milliseconds in the browser, seconds of the server's processor, its peak in MB."""

    clicks: list[float]
    cpu: float
    memory: int

    def __str__(self) -> str:
        told = f"median {median(self.clicks):7.0f} ms   slowest {max(self.clicks):7.0f} ms"
        return f"{told}   server {self.cpu / len(self.clicks):5.2f} s each, {self.memory} MB"


@contextmanager
def serve(app: str, env: dict[str, str]) -> Iterator[tuple[str, int]]:
    """A server of its own; its address and process."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", app, "--server.port", str(port)]
    command += ["--server.headless", "true"]
    settings, hush = {**os.environ, **env, "PYTHONPATH": str(ROOT)}, subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, env=settings, stdout=hush, stderr=hush) as server:
        try:
            _await(f"http://localhost:{port}/_stcore/health")
            yield f"http://localhost:{port}", server.pid
        finally:
            server.terminate()


def _await(address: str) -> None:
    for _ in range(600):  # half a second each: five minutes
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError(f"{address}: expected an answer within five minutes")


def time_clicks(page: Page, address: str, pid: int, clicks: int) -> Timed:
    """Open a view and choose one faction after the other, the commonest first; then again among claims."""
    spent: list[float] = []
    cpu = 0.0
    for view in (address, f"{address}&status=claimed", f"{address}&status=reported"):
        page.goto(view)
        _rest(page)
        before = processor_of(pid)
        while len(spent) < clicks and (took := _choose_one(page)):
            spent.append(took)
        cpu += processor_of(pid) - before
    return Timed(spent, cpu, memory_of(pid))


def _choose_one(page: Page) -> float | None:
    """Choose one more faction; milliseconds until the page stands, None where all are chosen."""
    page.locator(".st-key-control_faction input").click()
    page.wait_for_timeout(300)  # the list opens
    option = page.locator("[role=option]", has_text=" · ").first
    if not option.count():
        return None
    name = option.inner_text().split(" · ")[0]
    page.evaluate(ARM)
    option.click()
    took = page.wait_for_function(TIMED, arg=[name], polling="raf", timeout=PATIENCE)
    page.keyboard.press("Escape")
    return float(took.json_value())


def _rest(page: Page) -> None:
    page.wait_for_function(AT_REST, timeout=PATIENCE)
    page.wait_for_timeout(500)  # what the page still fetches after its first drawing


def processor_of(pid: int) -> float:
    """Seconds of processor a process has spent."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_of(pid: int) -> int:
    """The most megabytes a process has held."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(peak.split()[1]) // 1024


def measure(events: int, folder: Path, pages: tuple[str, ...], clicks: int) -> None:
    """Time every page on a store of so many events, then the overview written plainly."""
    store, plain = folder / "store", folder / "plain"
    if not store.exists():
        make_store(events, store, load_theatre("libya_2019"))
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.set_default_timeout(PATIENCE)
        ours: dict[str, Timed] = {}
        for name in pages:
            with serve("app.py", {"KHARITA_DATA": str(folder)}) as (address, pid):
                ours[name] = time_clicks(page, f"{address}/{name}?data=mine", pid, clicks)
            print(f"{events:9,} events   {name or 'overview':11} {ours[name]}", flush=True)
        if "" in ours:
            _write_plain(store, plain)
            with serve("benchmarks/naive.py", {"NAIVE_DATA": str(plain)}) as (address, pid):
                naive = time_clicks(page, f"{address}/?plain", pid, clicks)
            ratio = median(naive.clicks) / median(ours[""].clicks)
            print(f"{events:9,} events   {'plain code':11} {naive}   ratio {ratio:.1f}", flush=True)
        browser.close()


def _write_plain(store: Path, folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    for name in ("events", "claims", "tolls"):
        read_table(store, name).to_parquet(folder / f"{name}.parquet")


def run(sizes: tuple[int, ...] = SIZES, pages: tuple[str, ...] = PAGES, clicks: int = CLICKS) -> None:
    """Print every line of this benchmark."""
    for events in sizes:
        with TemporaryDirectory() as folder:
            measure(events, Path(folder), pages, clicks)


def main() -> None:
    """Time the pages on stores of the sizes asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("events", type=int, nargs="*", help=f"sizes ({' '.join(map(str, SIZES))})")
    parser.add_argument("--pages", default=",".join(PAGES), help="pages by their addresses, by commas")
    parser.add_argument("--clicks", type=int, default=CLICKS)
    parser.add_argument(
        "--folder", type=Path, help="a folder that holds, or will hold, the store of one size"
    )
    asked = parser.parse_args()
    sizes, pages = tuple(asked.events) or SIZES, tuple(asked.pages.split(","))
    if asked.folder:
        measure(sizes[0], asked.folder, pages, asked.clicks)
    else:
        run(sizes, pages, asked.clicks)


if __name__ == "__main__":
    main()
