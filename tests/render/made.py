"""What figures are drawn from in tests. In: nothing. Out: frames with hostile sentences, a scene, a state."""

from __future__ import annotations

from datetime import date

from analyse.bounds import bound_incidents, weekly_bounds
from analyse.casualties import cumulative_series
from analyse.control import build_claimed, build_timeline, changes_of, control_at
from analyse.front_line import front_line_on
from analyse.incidents import merge_incidents
from analyse.origins import name_origins
from render.front_layers import MapState
from render.labels import Labels
from render.scene import Scene
from render.war import ASSESSED, Chronicle
from tests.analyse.rows import frame
from theatres.pack import load_theatre

HOSTILE = '</script><img src=x onerror=alert(1)> {{ 7*7 }} <a href="https://example.org">lire</a> & « bombe »'
THEATRE = load_theatre("libya_2019")
SCENE = Scene(THEATRE, Labels("fr"), n_reports=3, sample=True, filters="ANL <b>", sources="Un & Deux")
EVENTS = frame(
    "events",
    {"actor": "GNA", "day": "2019-05-06", "place_id": "ain_zara", "sentence": HOSTILE},
    {"actor": "LNA", "day": "2019-05-07", "status": "claimed", "claimant": HOSTILE, "place_id": "ain_zara"},
    {"actor": HOSTILE, "day": "2019-05-08", "status": "denied", "event_type": "airstrike"},
    {"actor": None, "date_start": date(2019, 5, 1), "date_end": date(2019, 5, 31), "date_precision": "month"},
    {"actor": "GNA"},
)
REPORTS = frame("reports", *({"report_id": f"r{i}", "day": f"2019-05-1{i}"} for i in range(9)))
TOLLS = frame(
    "tolls",
    {"source": "WHO", "low": 392, "day": "2019-05-05", "sentence": HOSTILE},
    {"source": "WHO", "low": 443, "day": "2019-05-08"},
    {"source": HOSTILE, "low": 2000, "qualifier": "more_than", "day": "2020-06-06"},
    {"scope": "incident", "low": 53, "day": "2019-07-03"},
    {"scope": "incident", "low": 7, "qualifier": "at_least", "day": "2019-07-12"},
)
CLAIMS = frame(
    "claims",
    {"place_id": "ain_zara", "holder": "contested", "day": "2019-05-01", "sentence": HOSTILE},
    {"place_id": "al_aziziya", "holder": "LNA", "day": "2019-05-02", "status": "claimed", "claimant": "LNA"},
    {"place_id": "qasr_bin_ghashir", "holder": "LNA", "day": "2019-05-02"},
)
SERIES = cumulative_series(TOLLS, REPORTS, "killed")
BASE = {"events": frame("events"), "tolls": TOLLS, "reports": REPORTS}
FOUND = merge_incidents(BASE, THEATRE)
BOUNDS = bound_incidents(FOUND, BASE, name_origins(FOUND, BASE, THEATRE))
WEEKLY = weekly_bounds(BOUNDS, FOUND.incidents, "killed")
VIEW = THEATRE.views["tripoli"]
DAY = date(2019, 5, 10)
STATE = MapState(DAY, control_at(CLAIMS, THEATRE, DAY), CLAIMS, EVENTS)
TIMELINES = {
    ASSESSED: build_timeline(CLAIMS, THEATRE, EVENTS, REPORTS),
    **{side: build_claimed(CLAIMS, THEATRE, side, REPORTS) for side in ("GNA", "LNA")},
}
CHRONICLE = Chronicle(
    TIMELINES,
    {mode: {d: front_line_on(d, t) for d in (THEATRE.start, DAY)} for mode, t in TIMELINES.items()},
    changes_of(TIMELINES[ASSESSED], THEATRE.start, THEATRE.end),
    CLAIMS,
    EVENTS,
    TOLLS,
)
