"""The board as one offline HTML file. In: a Chronicle, a Scene, where to start. Out: a page holding it all.

Scripts, styles, basemap, the whole war and its sentences are inside; nothing is asked of any network.
"""

from __future__ import annotations

from html import escape
from typing import Any

from render.front_map import inline_style
from render.scene import Scene
from render.vendor import BOARD_SCRIPTS, BOARD_STYLES, dump_json, read_asset
from render.war import Chronicle, day_number, write_fronts, write_war


def write_board(chronicle: Chronicle, scene: Scene, start: dict[str, Any], caption: str) -> str:
    """The page; `start` gives day, against, view, mode and names to open it with."""
    title, *facts = caption.splitlines() or [""]
    days = {k: day_number(start[k], scene) for k in ("day", "against")}
    war = {**write_war(chronicle, scene, quotes=True), "fronts": write_fronts(chronicle, scene)}
    return _PAGE.format(
        language=scene.labels.language,
        title=escape(title),
        styles="\n".join(inline_style(read_asset(n)) for n in BOARD_STYLES),
        lines="".join(f"<p>{escape(line)}</p>" for line in facts),
        scripts="\n".join(read_asset(n).replace("</script", "<\\/script") for n in BOARD_SCRIPTS),
        war=dump_json(war),
        start=dump_json({**start, **days}),
    )


_PAGE = """<!doctype html>
<html lang="{language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<title>{title}</title>
<style>{styles}
html, body {{ margin: 0; height: 100%; }}
body {{ display: flex; flex-direction: column; font-family: "DejaVu Sans", Arial, sans-serif; }}
h1 {{ font-size: 18px; margin: 10px 14px 8px; }} #board {{ flex: 1; min-height: 480px; margin: 0 14px; }}
footer {{ font-size: 12px; color: #5E6B76; padding: 6px 14px; }} footer p {{ margin: 2px 0; }}
</style></head>
<body><h1>{title}</h1><div id="board"></div><footer>{lines}</footer>
<script>{scripts}</script>
<script>
var board = Kharita.board(document.getElementById("board"), {war}, {start});
</script></body></html>
"""
