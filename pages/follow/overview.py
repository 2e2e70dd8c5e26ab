"""Vue d'ensemble. In: everything the filters keep.
Out: the latest toll and its age, the last fortnight, three views.
"""

import streamlit as st

from pages.shared.desk import read_desk
from pages.shared.empty import explain_empty
from pages.shared.exports import offer_figure
from pages.shared.figures import scene_of, show_small
from pages.shared.heading import head_page
from pages.shared.maps import show_small_map
from pages.shared.menu import link_page
from pages.shared.summary import (
    answer_overview,
    date_bars,
    read_summary,
    show_figures,
    show_recent,
    show_toll,
)
from pages.shared.toll_charts import draw_series, read_series
from pages.shared.words import say
from render.describe import describe_timeline, describe_tolls
from render.timeline import draw_density

desk = read_desk()
if desk.kept["events"].empty and desk.kept["tolls"].empty:
    head_page(desk, say("menu.overview"), say("empty.title"))
    explain_empty(desk, "events")
    st.stop()

scene, summary = scene_of(desk), read_summary(desk)
head_page(desk, say("menu.overview"), answer_overview(desk, summary))
show_figures(desk, summary)

when, where = st.columns(2, gap="medium")
with when:
    bars = date_bars(desk, scene)
    density = draw_density(bars, scene)
    link_page("timeline", say("overview.more", page=say("menu.timeline")))
    show_small(density, "density", describe_timeline(bars, scene))
    offer_figure(desk, "density", density, desk.kept["events"])
with where:
    link_page("front_line", say("overview.more", page=say("menu.front_line")))
    show_small_map(desk, scene)

count, changed = st.columns(2, gap="medium")
with count:
    series = read_series(desk, "killed")
    steps = draw_series(desk, series, "killed")
    link_page("casualties", say("overview.more", page=say("menu.casualties")))
    show_small(steps, "steps", describe_tolls(series, scene, "killed"))
    offer_figure(desk, "steps", steps, series)
with changed:
    show_toll(desk, summary)
    show_recent(desk, summary)
