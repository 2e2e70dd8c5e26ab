"""The scripts a map needs. In: the XStatic packages installed, our own assets, the basemap. Out: files under
static/vendor.

No third-party script or style is kept in the repository: they are copied from the environment when the app
starts.
"""

from __future__ import annotations

import json
import shutil
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

ASSETS = Path(__file__).parent / "assets"
BASEMAP = Path(__file__).parents[1] / "theatres" / "basemap"
SCRIPTS = ("leaflet.js", "kharita-basemap.js", "kharita-map.js")
STYLES = ("leaflet.css", "kharita-map.css")
# The board that moves through the days; a page of its own does without its tie to Streamlit.
BOARD_SCRIPTS = (
    *SCRIPTS,
    *("kharita-events.js", "kharita-pane.js", "kharita-legend.js", "kharita-board.js"),
)
BOARD_STYLES = (*STYLES, "kharita-board.css")
COMPONENT = ("kharita-component.js", "index.html")


def install_vendor(static_dir: Path) -> list[Path]:
    """Copy what the map loads into `static_dir`/vendor, and list it; files already right are left alone."""
    target = static_dir / "vendor"
    (target / "images").mkdir(parents=True, exist_ok=True)
    contents = {name: read_asset(name).encode() for name in (*BOARD_SCRIPTS, *BOARD_STYLES, *COMPONENT)}
    for image in sorted((_leaflet() / "images").glob("*.png")):
        contents[f"images/{image.name}"] = image.read_bytes()
    for name, data in contents.items():
        _write(target / name, data)
    return [target / name for name in contents]


def read_asset(name: str) -> str:
    """The text of one script or style of the map."""
    if name == "kharita-basemap.js":
        return f"window.KharitaBasemap = {dump_json(read_basemap())};\n"
    if name.startswith("kharita-") or name in COMPONENT:
        return (ASSETS / name.removeprefix("kharita-")).read_text(encoding="utf-8")
    return (_leaflet() / name).read_text(encoding="utf-8")


@lru_cache(maxsize=2)  # the one basemap, and a test's
def read_basemap(folder: Path = BASEMAP) -> dict[str, Any]:
    """The basemap's layers by name (countries, districts, …) as GeoJSON; {} where none is there."""
    return {p.stem: json.loads(p.read_text(encoding="utf-8")) for p in sorted(folder.glob("*.geojson"))}


def dump_json(value: object) -> str:
    """JSON that may stand inside a <script>: no "<", no line separator a script would stumble on."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str, allow_nan=False)
    return written.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _leaflet() -> Path:
    return Path(import_module("xstatic.pkg.leaflet").BASE_DIR)


def _write(path: Path, data: bytes) -> None:
    if path.is_file() and path.read_bytes() == data:
        return
    # Written aside then moved: a browser never reads half a script.
    part = path.with_suffix(path.suffix + ".part")
    part.write_bytes(data)
    shutil.move(part, path)
