"""Whom a toll counts, in few groups. In: `who` of tolls. Out: "civilians", "combatants", a side's id, "all".

"all" is everyone, or a count that does not say whom; the names are those `extract` gives.
"""

from __future__ import annotations

import pandas as pd

# No one of them fights: the protected persons of the Geneva Conventions a report may count apart.
CIVILIANS = frozenset(
    {
        "civilians",
        "children",
        "women",
        "migrants",
        "refugees",
        "health_workers",
        "journalists",
        "elderly",
        "prisoners",
    }
)
# Under arms, of a side the text does not say.
COMBATANTS = frozenset({"combatants", "foreign_fighters", "mercenaries", "cadets", "police", "officers"})
# Always a part of some other count, whole or not ("seven killed, most of them women").
PARTS = frozenset({"children", "women", "elderly"})


def group_victims(who: pd.Series) -> pd.Series:
    """Each toll's group of victims."""
    named = {**dict.fromkeys(CIVILIANS, "civilians"), **dict.fromkeys(COMBATANTS, "combatants")}
    return who.map(named).fillna(who)
