"""Text read late answers as pandas' own `str` does, whatever rows are chosen and whatever is asked of it."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.kinds import as_frame
from store.late_text import LateText
from store.tables import Column

WORDS = st.lists(st.one_of(st.none(), st.sampled_from(["", "a", "é", "Tripoli", "سرت"]), st.text(max_size=3)))
ASKED: dict[str, Callable[[pd.Series], Any]] = {
    "isna": pd.Series.isna,
    "isin": lambda s: s.isin(["a", None, "Tripoli"]),
    "isin text": lambda s: s.isin(pd.Series(["a", "é"], dtype="str")),
    "isin nothing": lambda s: s.isin([]),
    "isin numbers": lambda s: s.isin([1, 2.5]),
    "equal": lambda s: s.eq("a"),
    "counts": lambda s: s.value_counts().sort_index(),
    "counts with missing": lambda s: s.value_counts(dropna=False).sort_index(),
    "groups": lambda s: s.groupby(s).size(),
    "groups with missing": lambda s: s.groupby(s, dropna=False, sort=False).size(),
    "groups in order": lambda s: s.groupby(s, sort=False).size(),
    "different": lambda s: pd.Series(s.unique()),
    "once": pd.Series.drop_duplicates,
    "sorted": lambda s: s.sort_values(kind="stable"),
    "map": lambda s: s.map({"a": 1, "é": 2}),
    "map each": lambda s: s.map(lambda v: v if isinstance(v, str) else "-"),
    "objects": lambda s: s.astype(object),
    "lower": lambda s: s.str.lower(),
    "first": lambda s: s.head(2),
    "last": lambda s: s.tail(2),
    "backwards": lambda s: s.iloc[::-1],
    "filled": lambda s: s.fillna("?"),
    "kept": lambda s: s.where(s == "a"),
    "without": pd.Series.dropna,
    "moved": pd.Series.shift,
    "twice": lambda s: pd.concat([s, s]),
    "elsewhere": lambda s: s.reset_index(drop=True).reindex([0, 99]),
    "copied": copy.deepcopy,
    "sent": lambda s: pickle.loads(pickle.dumps(s)),
    "each": lambda s: pd.Series(list(s), dtype=object),
    "one by one": lambda s: pd.Series([s.iloc[i] for i in range(len(s))], dtype=object),
    "merged": lambda s: s.rename("k").to_frame().merge(s.rename("k").drop_duplicates().to_frame(), on="k"),
    "numbered": lambda s: pd.Series(pd.factorize(s)[0]),
    "numbered with missing": lambda s: pd.Series(pd.factorize(s, use_na_sentinel=False)[0]),
}


@pytest.mark.parametrize("name", ASKED)
@settings(max_examples=30, deadline=None)
@given(words=WORDS, chosen=st.data())
def test_it_answers_as_plain_text_does(name: str, words: list[str | None], chosen: st.DataObject) -> None:
    ask = ASKED[name]
    late, plain = pd.Series(LateText.of(pa.array(words, pa.string()))), pd.Series(words, dtype="str")
    pd.testing.assert_series_equal(_series(ask(late)), _series(ask(plain)))
    rows = chosen.draw(st.lists(st.integers(0, max(len(words) - 1, 0)), max_size=len(words)))
    pd.testing.assert_series_equal(_series(ask(late.iloc[rows])), _series(ask(plain.iloc[rows])))
    mask = np.array(
        chosen.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words))), dtype=bool
    )
    pd.testing.assert_series_equal(_series(ask(late[mask])), _series(ask(plain[mask])))


def _series(answer: Any) -> pd.Series:
    return answer["k"] if isinstance(answer, pd.DataFrame) else answer


def test_rows_chosen_are_not_read() -> None:
    words = pa.array(["a", "b", "a", None])
    columns = (Column("x", "VARCHAR", ""), Column("y", "VARCHAR", ""), Column("n", "BIGINT", ""))
    frame = as_frame(pa.table({"x": words, "y": words, "n": [1, 2, 3, 4]}), columns)
    few = frame[frame["n"] > 2].sort_values("n", ascending=False)
    assert few["x"].array._taken is None and few["x"].memory_usage(index=False) == 0
    assert few["x"].array._picked is few["y"].array._picked, "one list of positions for all columns"
    assert few["x"].isna().to_list() == [True, False] and few["x"].array._taken is None
    assert few["x"].to_list()[1] == "a" and few["x"].array._taken is not None


def test_a_change_leaves_the_rows_it_came_from_alone() -> None:
    words = pd.Series(LateText.of(pa.array(["a", "b"])))
    changed = words.copy()
    changed.iloc[0] = "c"
    assert (changed.to_list(), words.to_list()) == (["c", "b"], ["a", "b"])


def test_a_row_that_is_not_there_is_an_error() -> None:
    words = pd.Series(LateText.of(pa.array(["a", "a"])))
    for row in (2, -3):
        with pytest.raises(IndexError):
            words.iloc[row]
    with pytest.raises(IndexError):
        words.take([5])
