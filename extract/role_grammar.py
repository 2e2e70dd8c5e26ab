"""How a language shows who does what. In: its events.toml and attribution.toml. Out: a RoleGrammar.

Each pattern is a context of a deed: what stands before its subject, its agent, the one it is aimed at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.deeds import ends_with
from extract.lexicon import Lexicon


@dataclass(frozen=True, slots=True)
class RoleGrammar:
    """The patterns that tell who does a deed and to whom, as a language writes them."""

    active: re.Pattern[str]
    agent: re.Pattern[str]
    of: re.Pattern[str]
    against: re.Pattern[str]
    not_subject: re.Pattern[str]
    launch: re.Pattern[str]
    pronoun: re.Pattern[str]
    joined: re.Pattern[str]
    participle: re.Pattern[str]
    asides: re.Pattern[str]
    clause: re.Pattern[str]
    relative: re.Pattern[str]
    inverting: re.Pattern[str]
    article: re.Pattern[str]
    owner: re.Pattern[str]
    passive_after: re.Pattern[str]
    determined: re.Pattern[str]
    fronted: re.Pattern[str]
    goes_on: re.Pattern[str]
    opens: re.Pattern[str]
    present: re.Pattern[str]
    passive: re.Pattern[str]
    told_of: re.Pattern[str]
    among: re.Pattern[str]
    achieved: re.Pattern[str]
    advances: re.Pattern[str]
    ahead: re.Pattern[str]
    plural: re.Pattern[str]
    plural_pronoun: re.Pattern[str]
    robbed: re.Pattern[str]


def role_grammar(lexicon: Lexicon) -> RoleGrammar:
    """The grammar of a language, compiled once."""
    grammar: RoleGrammar = lexicon.made("roles", _compile)
    return grammar


def _compile(lexicon: Lexicon) -> RoleGrammar:
    keys = ("active", "agent", "of", "launch", "pronoun", "joined")
    participle = "|".join(lexicon.get("events", "context.participle", [])) or "(?!)"
    asides = "|".join(lexicon.forms("attribution", "asides")) or "(?!)"
    clause = "|".join(lexicon.forms("events", "context.clause")) or "(?!)"
    active, agent, of, launch, pronoun, joined = (ends_with(lexicon, k) for k in keys)
    against, not_subject = (ends_with(lexicon, k, accents=True) for k in ("against", "not_subject"))
    plain = ("relative", "inverting", "article", "owner", "passive_after")
    relative, inverting, article, owner, passive_after = (
        _any_form(lexicon.forms("events", f"context.{k}")) for k in plain
    )
    return RoleGrammar(
        active,
        agent,
        of,
        against,
        not_subject,
        launch,
        pronoun,
        joined,
        re.compile(f"(?:{participle})$", re.IGNORECASE),
        re.compile(asides),
        re.compile(clause),
        relative,
        inverting,
        article,
        owner,
        passive_after,
        ends_with(lexicon, "determined"),
        _any_form(lexicon.forms("events", "context.fronted")),
        ends_with(lexicon, "goes_on"),
        _any_form(lexicon.forms("events", "context.opens")),
        _any_form(lexicon.forms("events", "context.present")),
        ends_with(lexicon, "passive"),
        ends_with(lexicon, "told_of"),
        ends_with(lexicon, "among", accents=True),
        ends_with(lexicon, "achieved"),
        _any_form(lexicon.forms("events", "context.advances")),
        ends_with(lexicon, "ahead"),
        _any_form(lexicon.forms("events", "context.plural")),
        _any_form(lexicon.forms("events", "context.plural_pronoun")),
        _any_form(lexicon.forms("events", "context.robbed")),
    )


def _any_form(forms: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(forms) or r"(?!)")
