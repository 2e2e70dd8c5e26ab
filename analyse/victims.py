"""Whom a toll counts, in few groups. In: `who` of tolls, victims.toml. Out: civilians, combatants, a side, or
"all": everyone, or a count that does not say whom.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import pandas as pd

_GROUPS = tomllib.loads(Path(__file__).with_name("victims.toml").read_text(encoding="utf-8"))
ALL = "all"
CIVILIAN: str = _GROUPS["unarmed"]["group"]
ARMED: str = _GROUPS["armed"]["group"]
CIVILIANS = frozenset(_GROUPS["unarmed"]["who"])
PARTS = frozenset(_GROUPS["unarmed"]["parts"])
_GROUP_OF = {who: g["group"] for g in _GROUPS.values() for who in g["who"]}


def group_victims(who: pd.Series) -> pd.Series:
    """Each toll's group of victims."""
    return who.map(_GROUP_OF).fillna(who)
