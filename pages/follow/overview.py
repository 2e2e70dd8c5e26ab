"""Vue d'ensemble. In: everything the filters keep. Out: the latest toll and its age, the last fortnight, three views."""

import streamlit as st

from analyse.casualties import cumulative_series
from pages.shared.desk import read_desk
from pages.shared.empty import explain_empty
from pages.shared.exports import offer_figure
from pages.shared.figures import scene_of, show_small
from pages.shared.heading import head_page
from pages.shared.maps import show_small_map
from pages.shared.menu import link_page
from pages.shared.summary import answer_overview, read_summary, show_figures, show_recent, show_toll
from pages.shared.words import say
from render.casualties import draw_tolls
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
    density = draw_density(desk.kept["events"], scene)
    link_page("timeline", say("menu.timeline"))
    show_small(density, "density", say("timeline.alt"))
    offer_figure(desk, "density", density, desk.kept["events"])
with where:
    link_page("front_line", say("menu.front_line"))
    show_small_map(desk, scene)

count, changed = st.columns(2, gap="medium")
with count:
    series = cumulative_series(desk.kept["tolls"], desk.frames["reports"], "killed")
    steps = draw_tolls(series, scene, "killed")
    link_page("casualties", say("menu.casualties"))
    show_small(steps, "steps", say("casualties.alt_cumulative"))
    offer_figure(desk, "steps", steps, series)
with changed:
    show_toll(desk, summary)
    show_recent(desk, summary)
