"""Whether the tables of a pack agree with one another. In: well-formed rows. Out: one sentence per fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from theatres.fields import Row, expected
from theatres.files import PackFiles, expand_spelling, split_list

# A pattern that gives more spellings than this is a slip of a bracket, not a list of variants.
MOST_SPELLINGS = 1000
# Degrees by which a place may stand outside the widest view: a border post, an oil field offshore.
MARGIN = 1.5
# Days after the war's end a toll of it may still be published.
LATE = timedelta(days=365)


def find_disagreements(files: PackFiles) -> list[str]:
    """One sentence per reference to nothing, per overlap, per value outside what the pack spans."""
    checks = (_theatre, _sides, _phases, _battles, _views, _actors, _roles, _spellings, _places, _points)
    more = (_control, _outlets, _tolls, _lexicon)
    return [fault for check in (*checks, *more) for fault in check(files)]


def _ids(rows: Iterable[Row]) -> list[str]:
    return [row["id"] for row in rows]


def _unknown(where: str, field: str, value: Any, known: Iterable[str]) -> Iterator[str]:
    choices = list(known)
    if value and value not in choices:
        yield f'{where}: {field} is "{value}"; {expected(str(value), choices)}.'


def _languages(files: PackFiles) -> list[str]:
    return list(files.theatre.get("settings", {}).get("languages", files.theatre["titles"]))


def _unnamed(files: PackFiles, where: str, names: Row) -> Iterator[str]:
    wanted = _languages(files)
    missing = [lang for lang in wanted if lang not in names]
    yield from (
        f'{where}: there is no name in "{lang}"; expected one in {", ".join(wanted)}.' for lang in missing
    )


def _theatre(files: PackFiles) -> Iterator[str]:
    head = files.theatre
    if head["id"] != files.root.name:
        yield f'theatre.toml: id is "{head["id"]}"; expected the name of its folder, "{files.root.name}".'
    if head["start"] > head["end"]:
        yield f"theatre.toml: end is {head['end']}; expected a day from {head['start']} on."
    yield from _unnamed(files, "theatre.toml: titles", head["titles"])
    for kind in ("sides", "phases", "views"):
        if not head[kind]:
            yield f"theatre.toml: there are no {kind}; expected one at least."


def _sides(files: PackFiles) -> Iterator[str]:
    drawn: dict[tuple[str, str], str] = {}
    for side in files.theatre["sides"]:
        where = f'theatre.toml: side "{side["id"]}"'
        yield from _unnamed(files, where, side["names"])
        yield from _unnamed(files, f"{where}: short", side["short"])
        look = (side["colour"].upper(), side["pattern"])
        if look in drawn:
            yield f'{where} is drawn like "{drawn[look]}", {look[0]}; expected another colour or pattern.'
        drawn.setdefault(look, side["id"])


def _phases(files: PackFiles) -> Iterator[str]:
    head = files.theatre
    for phase in head["phases"]:
        yield from _stretch(files, f'theatre.toml: phase "{phase["id"]}"', phase)
    for before, after in pairwise(sorted(head["phases"], key=lambda p: p["start"])):
        if after["start"] != before["end"] + timedelta(days=1):
            day = before["end"] + timedelta(days=1)
            yield (
                f'theatre.toml: phase "{after["id"]}" starts on {after["start"]}; expected {day}, '
                f'the day after "{before["id"]}" ends.'
            )


def _stretch(files: PackFiles, where: str, row: Row) -> Iterator[str]:
    """What is wrong with a named stretch of the war: a phase, a battle."""
    yield from _unnamed(files, where, row["names"])
    first, last = files.theatre["start"], files.theatre["end"]
    if not first <= row["start"] <= row["end"] <= last:
        span = f"{row['start']} to {row['end']}"
        yield f"{where} runs from {span}; expected days in order within {first} to {last}."


def _battles(files: PackFiles) -> Iterator[str]:
    places = _ids(files.places)
    for battle in files.theatre.get("battles", ()):
        where = f'theatre.toml: battle "{battle["id"]}"'
        yield from _stretch(files, where, battle)
        yield from _unknown(where, "place", battle["place"], places)
        if not battle["sources"]:
            yield f"{where}: there are no sources; expected one address at least."


def _views(files: PackFiles) -> Iterator[str]:
    places = {p["id"]: p for p in files.places}
    for view in files.theatre["views"]:
        where = f'theatre.toml: view "{view["id"]}"'
        yield from _unnamed(files, where, view["names"])
        if not _is_frame(view["bounds"]):
            yield f"{where}: bounds are {view['bounds']}; expected south, west, north, east in degrees."
            continue
        for place_id in view.get("places", ()):
            yield from _unknown(where, "a place", place_id, places)
            if place_id in places and not _inside(places[place_id], view["bounds"], 0):
                yield f'{where}: the place "{place_id}" lies outside its bounds; expected one inside.'


def _is_frame(bounds: Any) -> bool:
    if not (
        isinstance(bounds, list) and len(bounds) == 4 and all(isinstance(b, int | float) for b in bounds)
    ):
        return False
    south, west, north, east = bounds
    return bool(-90 <= south < north <= 90 and -180 <= west < east <= 180)


def _inside(place: Row, bounds: Any, margin: float) -> bool:
    south, west, north, east = bounds
    latitude, longitude = float(place["latitude"]), float(place["longitude"])
    return bool(south - margin <= latitude <= north + margin and west - margin <= longitude <= east + margin)


def _actors(files: PackFiles) -> Iterator[str]:
    sides, actors = _ids(files.theatre["sides"]), _ids(files.actors)
    for actor in files.actors:
        where = f'actors.toml: actor "{actor["id"]}"'
        yield from _unknown(where, "side", actor.get("side"), sides)
        yield from _unknown(where, "parent", actor.get("parent"), actors)
        yield from _unnamed(files, where, actor["names"])
        if not actor.get("side") and not actor.get("score_name"):
            yield f"{where} has no side and no score_name; expected one of them."
    yield from _circles("actors.toml: actor", files.actors)


def _roles(files: PackFiles) -> Iterator[str]:
    known = [*_ids(files.theatre["sides"]), *_ids(files.actors), *_ids(files.places)]
    for actor in files.actors:
        for role in actor.get("roles", ()):
            where = f'actors.toml: actor "{actor["id"]}": role {role["relation"]}'
            yield from _unknown(where, "of", role["of"], known)
            start, end = role.get("start"), role.get("end")
            if start and end and start > end:
                yield f"{where}: end is {end}; expected a day from {start} on."


def _circles(what: str, rows: Sequence[Row]) -> Iterator[str]:
    parents = {row["id"]: row.get("parent") for row in rows}
    for start in rows:
        seen, at = {start["id"]}, start.get("parent")
        while at and at not in seen:
            seen.add(at)
            at = parents.get(at)
        if at == start["id"]:
            yield f'{what} "{at}" is its own ancestor; expected a parent outside its descent.'


def _spellings(files: PackFiles) -> Iterator[str]:
    for language in _languages(files):
        owner: dict[str, str] = {}
        for actor in files.actors:
            where = f'actors.toml: actor "{actor["id"]}" in "{language}"'
            for pattern in actor["names"].get(language, ()):
                yield from _pattern_faults(where, pattern)
                for spelling in expand_spelling(pattern)[:MOST_SPELLINGS]:
                    other = owner.setdefault(spelling.lower(), actor["id"])
                    if other != actor["id"]:
                        yield f'{where}: "{spelling}" also means "{other}"; expected a spelling of its own.'


def _owners(files: PackFiles) -> dict[str, str]:
    """The actor each spelling means, in lower case, whatever the language."""
    named = [(a["id"], p) for a in files.actors for patterns in a["names"].values() for p in patterns]
    return {s.lower(): actor for actor, pattern in named for s in expand_spelling(pattern)}


def _pattern_faults(where: str, pattern: str) -> Iterator[str]:
    spellings = expand_spelling(pattern)
    if pattern.count("(") != pattern.count(")") or any("|" in s or not s for s in spellings):
        yield f'{where}: "{pattern}" has a bracket or bar astray; expected choices like (a|b).'
    if len(spellings) > MOST_SPELLINGS:
        yield f'{where}: "{pattern}" gives {len(spellings)} spellings; expected {MOST_SPELLINGS} at most.'


def _places(files: PackFiles) -> Iterator[str]:
    ids = _ids(files.places)
    for place in files.places:
        where = f'places.csv line {place["_line"]}: place "{place["id"]}"'
        yield from _unknown(where, "parent", place.get("parent"), ids)
        names = [place.get(f"name_{lang}") for lang in _languages(files)]
        spelled = {*split_list(place.get("spellings")), *names}
        for spelling in split_list(place.get("context_spellings")):
            yield from _unknown(where, "a context spelling", spelling, [s for s in spelled if s])
        for other in split_list(place.get("shares_point_with")):
            yield from _unknown(where, "shares_point_with", other, ids)
    yield from _circles("places.csv: place", files.places)


def _points(files: PackFiles) -> Iterator[str]:
    frames = [v["bounds"] for v in files.theatre["views"] if _is_frame(v["bounds"])]
    for place in files.places:
        where = f'places.csv line {place["_line"]}: place "{place["id"]}"'
        point = f"{place['latitude']}, {place['longitude']}"
        if not _inside(place, (-90, -180, 90, 180), 0):
            yield f"{where} stands at {point}; expected degrees north, then degrees east."
        elif (
            frames
            and place["kind"] != "foreign"
            and not any(_inside(place, frame, MARGIN) for frame in frames)
        ):
            yield f'{where} stands at {point}, outside every view; expected one inside, or kind "foreign".'
        if float(place["uncertainty_km"]) <= 0:
            yield f"{where}: uncertainty_km is {place['uncertainty_km']}; expected kilometres above zero."


def _control(files: PackFiles) -> Iterator[str]:
    holders = [s["id"] for s in files.theatre["sides"] if s.get("holds_ground")] + ["contested"]
    for row in files.control_start:
        where = f'control_start.csv line {row["_line"]}: place "{row["place_id"]}"'
        yield from _unknown(where, "place_id", row["place_id"], _ids(files.places))
        yield from _unknown(where, "holder", row["holder"], holders)


def _outlets(files: PackFiles) -> Iterator[str]:
    owner: dict[str, str] = {}
    for outlet in files.outlets:
        where = f'outlets.toml: outlet "{outlet["id"]}"'
        yield from _unknown(where, "voice", outlet.get("voice"), _ids(files.theatre["sides"]))
        for domain in outlet.get("domains", ()):
            other = owner.setdefault(domain, outlet["id"])
            if other != outlet["id"]:
                yield f'{where}: the domain "{domain}" is also that of "{other}"; expected one outlet.'


def _tolls(files: PackFiles) -> Iterator[str]:
    head = files.theatre
    last: dict[tuple[str, str], Row] = {}
    for row in sorted(files.tolls, key=lambda r: (r["as_of"], int(r["value"]))):
        where = f'tolls.csv line {row["_line"]}: toll "{row["value"]}"'
        yield from _unknown(where, "source", row["source"], _ids(files.actors))
        if not head["start"] <= date.fromisoformat(row["as_of"]) <= head["end"] + LATE:
            yield f"{where}: as_of is {row['as_of']}; expected a day of {head['start']} to {head['end']}."
        before = last.setdefault((row["kind"], row["source"]), row)
        if int(row["value"]) < int(before["value"]):
            yield (
                f"{where} of {row['source']} falls below {before['value']} of {before['as_of']}; "
                "expected a count that only grows."
            )
        last[row["kind"], row["source"]] = row


def _lexicon(files: PackFiles) -> Iterator[str]:
    actors, owner = _ids(files.actors), _owners(files)
    for language, table in files.lexicon.items():
        where = f'lexicon.toml: "{language}"'
        yield from _unknown("lexicon.toml", "a language", language, _languages(files))
        if not isinstance(table, dict) or not isinstance(table.get("names", {}), dict):
            yield f"{where} is {table}; expected a table with a table of names."
            continue
        for phrase, actor in table.get("names", {}).items():
            yield from _unknown(where, f'names "{phrase}"', actor, actors)
            yield from _phrase_faults(f"{where}: names", phrase, actor, owner)
        for row in table.get("depends", ()):
            yield from _unknown(where, "usually", row.get("usually"), actors)
            yield from _unknown(where, "otherwise", row.get("otherwise"), actors)


def _phrase_faults(where: str, phrase: str, actor: str, owner: dict[str, str]) -> Iterator[str]:
    yield from _pattern_faults(where, phrase)
    for spelling in expand_spelling(phrase):
        meant = owner.get(spelling.lower(), actor)
        if meant != actor:
            yield f'{where}: "{spelling}" is "{actor}" here and "{meant}" in actors.toml; expected one.'
