"""`make bench`: every ratio, measured side by side in one run. In: nothing. Out: lines on the terminal."""

from __future__ import annotations

from benchmarks import hostile, incidents, pages, reading

if __name__ == "__main__":
    reading.run()
    hostile.run()
    incidents.run()
    pages.run()
