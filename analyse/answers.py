"""Who answers what a camp asserts. In: statements of `analyse.statements`, `Windows`. Out: one row per pair
of an assertion and its answer, with COLUMNS.

An answer comes from another camp ("opposed") or, in another report, from a voice of no camp ("independent").
On a place it *agrees* when it names the same holder, or the loss that goes with it, from `before` days before
the day asserted to `control_confirm` days after; it *denies* when it denies the claim, or says within
`control_answer` days that another holds the place or that it is disputed. A place taken or lost on a later
day is a new move, and a part of a place leaves another part: neither denies. On a happening it must tell of
the same incident, in a report published from `before` days before to `event_answer` days after; it agrees
when it tells of the same deed by the same author (by none, where the assertion accuses nobody), and denies
when it denies the deed or gives a strike to another author.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from analyse.grades import STRIKES

FILE = Path(__file__).with_name("fates.toml")
COLUMNS = ["id", "answer", "verdict", "by"]
CONTESTED = "contested"
# Deeds that both parties do to one another: either may be told as the author.
MUTUAL = "battle"
# More reports that say the same of the same day answer nothing more.
MOST_SAME = 20


@dataclass(frozen=True, slots=True)
class Windows:
    """How long an answer is waited for, in days; reasons in fates.toml."""

    control_answer: int
    control_confirm: int
    before: int
    event_answer: int
    widest: int
    least_for_share: int


def read_windows() -> Windows:
    """The windows of fates.toml."""
    return Windows(**tomllib.loads(FILE.read_text(encoding="utf-8")))


def find_answers(statements: pd.DataFrame, windows: Windows) -> pd.DataFrame:
    """Every answer to an assertion: `verdict` is agrees or denies, `by` opposed or independent."""
    found = [_answer_control(statements, windows), _answer_events(statements, windows)]
    pairs = pd.concat([f for f in found if not f.empty] or found[:1], ignore_index=True)
    return pairs.drop_duplicates(["id", "answer"], ignore_index=True)


def name_family(types: pd.Series) -> pd.Series:
    """The deed without the word for it: what one reporter calls shelling another calls an attack."""
    return types.where(~types.isin(STRIKES), "strike")


def _answer_control(statements: pd.DataFrame, windows: Windows) -> pd.DataFrame:
    said = statements[statements["table"].eq("claims") & statements["day"].notna() & ~statements["vague"]]
    said = _say_few(said, ["place_id", "day", "holder", "previous", "type", "partial"])
    span = windows.before + windows.control_confirm + 1
    number = (said["day"] - pd.Timestamp(0)).dt.days
    first = (number - windows.before) // span
    # The window is one span long, so that it lies in two slots at most.
    slots = [said.assign(slot=first + k)[said["asserted"]] for k in (0, 1)]
    pairs = pd.concat(slots).merge(
        said.assign(slot=number // span), on=["place_id", "slot"], suffixes=("", "_answer")
    )
    pairs = _tell_apart(pairs)
    gap = (pairs["day_answer"] - pairs["day"]).dt.days
    agrees = _same_holder(pairs) & gap.between(-windows.before, windows.control_confirm)
    denies = _other_holder(pairs, gap) & gap.between(0, windows.control_answer)
    return _verdicts(pairs, agrees, denies)


def _answer_events(statements: pd.DataFrame, windows: Windows) -> pd.DataFrame:
    told = statements[statements["table"].eq("events") & statements["happening"].notna()]
    told = _say_few(told, ["happening", "type", "actor"])
    pairs = _tell_apart(told[told["asserted"]].merge(told, on="happening", suffixes=("", "_answer")))
    # Only what is known to lie outside the window is left out: an undated report may belong to it.
    late = (pairs["published_first_answer"] - pairs["published_last"]).dt.days > windows.event_answer
    early = (pairs["published_first"] - pairs["published_last_answer"]).dt.days > windows.before
    pairs = pairs[~(late | early)]
    family = name_family(pairs["type"])
    same_deed = family.eq(name_family(pairs["type_answer"]))
    both = pairs["actor"].notna() & pairs["actor_answer"].notna()
    other = both & pairs["actor"].ne(pairs["actor_answer"])
    denied = pairs["status_answer"].eq("denied")
    denies = same_deed & (denied | (other & family.eq("strike")))
    # A strike that everyone reports is no word on who made it.
    accuses = pairs["actor"].notna() & pairs["actor"].ne(pairs["voice"])
    named = pairs["actor"].eq(pairs["actor_answer"])
    agrees = same_deed & ~denied & (named | family.eq(MUTUAL) | (~other & ~accuses))
    return _verdicts(pairs, agrees, denies)


def _say_few(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """The first of the statements of one voice that say the same, so that pairs do not grow with repeats."""
    again = rows.groupby([*keys, "voice", "status"], dropna=False, sort=False).cumcount()
    return rows[again < MOST_SAME]


def _tell_apart(pairs: pd.DataFrame) -> pd.DataFrame:
    """The pairs whose answer is another camp's, or an independent report's."""
    opposed = pairs["camp_answer"].notna() & pairs["camp_answer"].ne(pairs["camp"])
    independent = pairs["camp_answer"].isna() & pairs["report_id"].ne(pairs["report_id_answer"])
    by = np.where(opposed, "opposed", "independent")
    return pairs.assign(by=by)[opposed | independent]


def _same_holder(pairs: pd.DataFrame) -> pd.Series:
    holder, answer = pairs["holder"], pairs["holder_answer"]
    same = holder.notna() & holder.eq(answer)
    lost = holder.isna() & pairs["previous"].notna()
    both_lost = lost & answer.isna() & pairs["previous"].eq(pairs["previous_answer"])
    gone = lost & answer.notna() & answer.ne(pairs["previous"]) & answer.ne(CONTESTED)
    left = holder.notna() & holder.ne(CONTESTED) & answer.isna() & pairs["previous_answer"].notna()
    left &= pairs["previous_answer"].ne(holder)
    return pairs["status_answer"].ne("denied") & (same | both_lost | gone | left)


def _other_holder(pairs: pd.DataFrame, gap: pd.Series) -> pd.Series:
    holder, answer = pairs["holder"], pairs["holder_answer"]
    denied = pairs["status_answer"].eq("denied") & (answer.isna() | answer.eq(holder))
    other = holder.notna() & answer.notna() & holder.ne(answer)
    kept = holder.isna() & pairs["previous"].notna() & answer.eq(pairs["previous"])
    lost = holder.notna() & answer.isna() & pairs["previous_answer"].eq(holder)
    new_move = pairs["type_answer"].isin(["took", "lost"]) & gap.gt(0)
    part = pairs["partial"].astype(bool) | pairs["partial_answer"].astype(bool)
    contrary = (other | kept | lost) & ~new_move & ~part & pairs["status_answer"].ne("denied")
    return denied | contrary


def _verdicts(pairs: pd.DataFrame, agrees: pd.Series, denies: pd.Series) -> pd.DataFrame:
    verdict = np.where(denies, "denies", "agrees")
    told = pairs.assign(answer=pairs["id_answer"], verdict=verdict)
    return told.loc[agrees | denies, COLUMNS]
