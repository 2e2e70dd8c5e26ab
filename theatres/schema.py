"""What each table of a pack is made of. In: nothing. Out: the fields of every table."""

from __future__ import annotations

from theatres.fields import Field

PATTERNS = ("solid", "hatched", "dotted", "crossed")
ACTOR_KINDS = (
    "state", "force", "militia", "person", "ministry", "agency", "ngo", "organisation", "outlet",
    "armed_group", "population",
)  # fmt: skip
RELATIONS = (
    "head_of", "deputy_head_of", "government_of", "commander_of", "spokesman_of", "minister_of",
    "diplomat_of", "envoy_of", "coordinator_of", "member_of", "operation_of", "talks_of", "ally_of", "joined",
)  # fmt: skip
PLACE_KINDS = (
    "city", "town", "district", "neighbourhood", "camp", "airport", "airbase", "facility", "road", "region",
    "area", "country", "foreign",
)  # fmt: skip
OUTLET_KINDS = ("agency", "newspaper", "broadcaster", "site", "official", "monitor")
TOLL_KINDS = ("killed", "injured", "displaced", "captured", "missing", "casualties")
STORED_TABLES = ("reports", "events", "tolls", "claims", "gaps")

THEATRE = (
    Field("id", "id"),
    Field("start", "date"),
    Field("end", "date"),
    Field("titles", "names"),
    Field("settings", "table", required=False),
    Field("sides", "rows"),
    Field("phases", "rows"),
    Field("battles", "rows", required=False),
    Field("views", "rows"),
    Field("expectations", "rows", required=False),
)
SIDE = (
    Field("id", "side"),
    Field("names", "names"),
    Field("short", "names"),
    Field("colour", "colour"),
    Field("pattern", "text", allowed=PATTERNS),
    Field("belligerent", "flag", required=False),
    Field("holds_ground", "flag", required=False),
)
PHASE = (Field("id", "id"), Field("names", "names"), Field("start", "date"), Field("end", "date"))
BATTLE = (*PHASE, Field("place", "id"), Field("sources", "words"))
VIEW = (Field("id", "id"), Field("names", "names"), Field("bounds", "any"), Field("places", "words", False))
EXPECTATION = (
    Field("id", "id"),
    Field("says", "names"),
    Field("table", "text", allowed=STORED_TABLES),
    Field("where", "table"),
    Field("at_least", "number", required=False),
    Field("at_most", "number", required=False),
)
ACTOR = (
    Field("id", "id"),
    Field("side", "side", required=False),
    Field("kind", "text", allowed=ACTOR_KINDS),
    Field("score_name", "text", required=False),
    Field("parent", "id", required=False),
    Field("names", "spellings"),
    Field("roles", "rows", required=False),
    Field("counts_casualties", "flag", required=False),
)
ROLE = (
    Field("relation", "text", allowed=RELATIONS),
    Field("of", "text"),
    Field("start", "date", required=False),
    Field("end", "date", required=False),
)
OUTLET = (
    Field("id", "id"),
    Field("name", "text"),
    Field("domains", "words", required=False),
    Field("languages", "words"),
    Field("voice", "side", required=False),
    Field("kind", "text", allowed=OUTLET_KINDS),
)
PLACE = (
    Field("id", "id"),
    Field("name_en", "text"),
    Field("name_fr", "text", required=False),
    Field("name_ar", "text", required=False),
    Field("spellings", "text", required=False),
    Field("kind", "text", allowed=PLACE_KINDS),
    Field("latitude", "number"),
    Field("longitude", "number"),
    Field("precision", "text", allowed=("exact", "approx")),
    Field("uncertainty_km", "number"),
    Field("parent", "id", required=False),
    Field("admin1", "text", required=False),
    Field("tier", "text", allowed=("1", "2", "3")),
    Field("needs_context", "text", required=False, allowed=("yes",)),
    Field("context_spellings", "text", required=False),
    Field("shares_point_with", "text", required=False),
    Field("source", "text"),
    Field("note", "text", required=False),
)
CONTROL_START = (
    Field("place_id", "id"),
    Field("holder", "text"),
    Field("basis", "text", allowed=("reported", "published", "inferred")),
    Field("source", "text"),
)
TOLL = (
    Field("kind", "text", allowed=TOLL_KINDS),
    Field("value", "count"),
    Field("source", "id"),
    Field("as_of", "day"),
    Field("basis", "text"),
    Field("reported_by", "text"),
)
