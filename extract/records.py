"""What passes between the stages: frozen records. In: nothing. Out: the types every other module speaks.

Offsets are characters of `Report.text`, half-open; the quotation is always `report.text[start:end]`.
Identifiers of theatres (`place_id`, `source_id`, an actor's id) are those of `theatres.pack`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Precision = Literal["day", "week", "month", "year", "open"]
Basis = Literal["stated", "relative", "dateline", "published", "inferred"]
Qualifier = Literal["exact", "at_least", "more_than", "about", "up_to", "vague"]
Stance = Literal["reports", "claims", "denies", "orders", "calls_for"]
TollKind = Literal["killed", "injured", "displaced", "captured", "missing", "casualties"]
Scope = Literal["incident", "cumulative"]
Status = Literal["reported", "claimed", "ordered", "called_for", "denied"]
Change = Literal["took", "holds", "lost"]
GapKind = Literal["number_unbound", "place_unknown", "place_ambiguous", "actor_unknown", "date_unresolved"]
EventType = Literal[
    "battle", "airstrike", "shelling", "bombing", "territorial_gain", "withdrawal", "siege",
    "attack_on_civilians", "capture_of_persons", "weapons_loss", "arms_or_foreign_fighters",
    "order_or_threat", "ceasefire_call", "ceasefire", "negotiation", "diplomatic_visit",
    "sanction", "condemnation", "humanitarian", "displacement",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` (half-open) of a report's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The quotation."""
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class When:
    """An interval of days, both included; None is an end the text leaves open; never a false day."""

    start: date | None
    end: date | None
    precision: Precision
    basis: Basis
    reasons: tuple[str, ...] = ()
    """Codes of the clues behind an inferred interval: "hijri:ramadan=2019-05-06..2019-06-03"."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people: `high` None where the text sets no ceiling, `low` None where it sets no floor."""

    low: int | None
    high: int | None
    qualifier: Qualifier


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so: an actor id of the theatre, or in `name` the words of the text no pack knows."""

    source_id: str | None
    stance: Stance
    span: Span | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """What the press wrote. `report_id` is a hash of outlet and text unless the caller brought an id."""

    report_id: str
    text: str
    language: str
    published: When
    outlet_id: str | None = None
    title: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Toll:
    """A figure in a text. `who` is a side's id, or "all", "civilians", "combatants", "migrants"…"""

    toll_id: str
    report_id: str
    kind: TollKind
    count: Count
    scope: Scope
    attribution: Attribution
    span: Span
    who: str = "all"
    since: When | None = None
    place_id: str | None = None
    as_of: When | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """One mention of a happening: `actor`, `target`, `claimant` are faction ids, None = not said."""

    event_id: str
    report_id: str
    event_type: EventType
    span: Span
    status: Status
    actor: str | None = None
    actor_detail: str | None = None
    target: str | None = None
    place_id: str | None = None
    when: When | None = None
    claimant: str | None = None
    toll_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ControlClaim:
    """An assertion that a side holds a place; holder None = lost, no successor named; may be "contested"."""

    claim_id: str
    report_id: str
    place_id: str
    holder: str | None
    change: Change
    status: Status
    span: Span
    when: When | None = None
    claimant: str | None = None
    previous: str | None = None
    partial: bool = False


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place of the gazetteer as spelled in the text; `candidates` when the name is ambiguous."""

    place_id: str
    name: str
    span: Span
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gap:
    """Something seen and not understood, shown to the analyst."""

    gap_id: str
    report_id: str
    kind: GapKind
    span: Span
    note: str


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that one report gave: the unit written to the store."""

    report: Report
    tolls: tuple[Toll, ...] = ()
    events: tuple[Event, ...] = ()
    claims: tuple[ControlClaim, ...] = ()
    places: tuple[PlaceMention, ...] = ()
    gaps: tuple[Gap, ...] = ()
    extractor_version: str = ""
    theatre_version: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """An analyst's amendment of one field of one record; append-only."""

    correction_id: str
    target_id: str
    field: str
    old: str | None
    new: str | None
    verdict: Literal["accept", "amend", "reject", "unsure"]
    by: str
    at: str
    note: str = ""
