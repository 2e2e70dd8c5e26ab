"""Who reports, who asserts, who counts."""

from __future__ import annotations

from analyse.sources import count_claimants, count_counters, count_outlets
from tests.analyse.rows import frame


def test_sources_are_counted_most_first() -> None:
    reports = frame("reports", {"outlet_id": "a", "outlet_name": "A"}, {"outlet_id": "b", "outlet_name": "B"})
    events = frame("events", {"report_id": "r1"}, {"report_id": "r1", "status": "claimed", "claimant": "GNA"})
    claims = frame(
        "claims", {"status": "claimed", "claimant": "LNA"}, {"status": "claimed", "claimant": "LNA"}
    )
    assert list(count_outlets(reports, events)["outlet_id"]) == ["b", "a"]
    told = count_claimants(events, claims).set_index("claimant")
    assert told.loc["GNA", "events"] == 1 and told.loc["LNA", "claims"] == 2
    counters = count_counters(frame("tolls", {"source": "WHO"}, {"source": "WHO"}, {}))
    assert counters["tolls"].tolist() == [2, 1] and counters["source"].isna().sum() == 1
