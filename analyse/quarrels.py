"""Where two sides contradict each other. In: statements, answers and assertions of `analyse.statements`,
`analyse.answers`, `analyse.fates`. Out: one row per place, week and matter, the words of each camp apart.
"""

from __future__ import annotations

import pandas as pd

from analyse.timeline import floor_days

COLUMNS = [
    "quarrel_id", "week", "place_id", "matter", "first", "second", "first_ids", "second_ids", "table",
    "n_words", "n_reports",
]  # fmt: skip
# What they contradict each other on: who holds the place, or what was done there and by whom.
MATTERS = {"claims": "control", "events": "event"}


def list_quarrels(statements: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """Every place and week in which one camp denies what another asserts, with COLUMNS, latest week first.

    `first` and `second` are the two camps in the order of their names, `first_ids` and `second_ids` their
    statements; `week` is the Monday before the day asserted. Words with no day or place are left out.
    """
    opposed = answers[answers["verdict"].eq("denies") & answers["by"].eq("opposed")]
    involved = statements[statements["id"].isin({*opposed["id"], *opposed["answer"]})]
    known = _gather(involved).set_index("id")[["camp", "table", "place_id", "day", "report_id"]]
    other = known[["camp", "report_id"]].add_suffix("_answer")
    pairs = opposed.join(known, on="id").join(other, on="answer")
    pairs = pairs[pairs["place_id"].notna() & pairs["day"].notna()]
    if pairs.empty:
        return pd.DataFrame(columns=COLUMNS)
    pairs = pairs.assign(week=floor_days(pairs["day"], "week"), matter=pairs["table"].map(MATTERS))
    groups = _order_camps(pairs).groupby(
        ["week", "place_id", "matter", "first", "second", "table"], sort=True
    )
    summed = groups.agg(first_ids=("id_first", _once), second_ids=("id_second", _once)).reset_index()
    reports = groups.apply(lambda g: len({*g["report_id"], *g["report_id_answer"]})).to_numpy()
    words = summed["first_ids"].map(len) + summed["second_ids"].map(len)
    named = summed.assign(n_words=words, n_reports=reports, quarrel_id=_name(summed))
    return named.sort_values(
        ["week", "place_id", "matter"], ascending=[False, True, True], ignore_index=True
    )[COLUMNS]


def sum_weeks(quarrels: pd.DataFrame) -> pd.DataFrame:
    """One row per place and week, the matters together: place_id, week, n_words, quarrel_ids, matters."""
    groups = quarrels.groupby(["place_id", "week"])
    return groups.agg(
        n_words=("n_words", "sum"),
        quarrel_ids=("quarrel_id", list),
        matters=("matter", lambda m: sorted(set(m))),
    ).reset_index()


def _gather(statements: pd.DataFrame) -> pd.DataFrame:
    """Words on one incident stand at its first day and the place most of them name, not each at its own."""
    if statements["happening"].isna().all():
        return statements
    whole = statements[statements["happening"].notna()].groupby("happening")
    days = statements["happening"].map(whole["day"].min())
    places = statements["happening"].map(whole["place_id"].agg(_commonest))
    return statements.assign(
        day=days.fillna(statements["day"]), place_id=places.where(places.notna(), statements["place_id"])
    )


def _commonest(places: pd.Series) -> object:
    return next(iter(places.value_counts().index), None)


def _order_camps(pairs: pd.DataFrame) -> pd.DataFrame:
    turned = pairs["camp"].astype(str) > pairs["camp_answer"].astype(str)
    return pairs.assign(
        first=pairs["camp"].mask(turned, pairs["camp_answer"]),
        second=pairs["camp_answer"].mask(turned, pairs["camp"]),
        id_first=pairs["id"].mask(turned, pairs["answer"]),
        id_second=pairs["answer"].mask(turned, pairs["id"]),
    )


def _once(ids: pd.Series) -> list[str]:
    return list(dict.fromkeys(ids))


def _name(rows: pd.DataFrame) -> pd.Series:
    days = rows["week"].dt.strftime("%Y-%m-%d").astype(str)
    named: pd.Series = days.str.cat([rows["place_id"].astype(str), rows["matter"].astype(str)], sep="|")
    return named
