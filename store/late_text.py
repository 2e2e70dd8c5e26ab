"""Text columns that are read only where someone looks. In: an Arrow array. Out: a pandas `str` array.

Rows chosen from a large frame would copy every word of every column, and most columns are never looked at.
Here choosing rows keeps their positions, shared by all columns of the frame; the words are taken at the first
look and kept. Values that repeat are held once. Whatever is computed from such an array is pandas' own `str`
array, and it answers as one: `tests/store/test_late_text.py` compares the two.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeGuard

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.arrays import ArrowStringArray

Positions = npt.NDArray[np.intp]
STR = pd.StringDtype(storage="pyarrow", na_value=np.nan)
# Held once each where half of the values at least are repeats; else the list is as long as the rows.
REPEATS = 2
# Rows looked at first: texts of which none repeats here are not all numbered to find it out.
HEAD = 1000


class Picked:
    """Which rows of the whole array an array shows; None is all of them. Columns of a frame share one."""

    __slots__ = ("_asked", "_given", "length", "rows")

    def __init__(self, length: int, rows: Positions | None = None) -> None:
        self.length, self.rows = length, rows
        self._asked: object = None
        self._given: Picked | None = None

    def take(self, asked: Positions) -> Picked:
        """Some of these rows; pandas asks each column of a frame with one and the same array."""
        if self._given is not None and self._asked is asked:
            return self._given
        found = Picked(len(asked), asked if self.rows is None else self.rows[asked])
        self._asked, self._given = asked, found
        return found

    def cut(self, part: slice) -> Picked:
        """A stretch of these rows."""
        rows = np.arange(self.length)[part] if self.rows is None else self.rows[part]
        return Picked(len(rows), rows)


class LateText(ArrowStringArray):
    """A `str` array whose rows are taken from a whole when they are looked at."""

    # pandas' own attributes, which its stubs leave out.
    _dtype: Any
    _cache: Any
    _readonly: bool

    _whole: Any = None
    _picked: Picked | None = None
    _taken: Any = None

    @classmethod
    def of(cls, text: pa.Array | pa.ChunkedArray, picked: Picked | None = None) -> LateText:
        """All the rows of an Arrow array of text; columns of one frame are given one `picked`."""
        whole = hold_once(text)
        return cls._make(whole, picked or Picked(len(whole)))

    @classmethod
    def _make(cls, whole: Any, picked: Picked) -> LateText:
        made = cls.__new__(cls)
        made._dtype, made._cache = STR, {}
        made._whole, made._picked = whole, picked
        return made

    @property
    def _pa_array(self) -> pa.ChunkedArray:
        """The words themselves: what every method of pandas works on."""
        if self._taken is None:
            self._taken = pa.chunked_array([_decode(self._rows_of(self._whole))])
        return self._taken

    @_pa_array.setter
    def _pa_array(self, words: pa.ChunkedArray) -> None:
        self._taken, self._whole, self._picked = words, None, None

    def _rows_of(self, whole: Any) -> Any:
        rows = self._picked.rows if self._picked else None
        return whole if rows is None else whole.take(pa.array(rows))

    def _from_pyarrow_array(self, pa_array: Any) -> ArrowStringArray:
        return _plain(pa_array)

    def __len__(self) -> int:
        return len(self._taken) if self._picked is None else self._picked.length

    def __iter__(self) -> Iterator[Any]:
        # All at once: an Arrow array gives one word after the other many times slower.
        return iter(self.to_numpy(dtype=object))

    def __getitem__(self, item: Any) -> Any:
        if self._picked is None or not isinstance(item, slice | np.ndarray | int | np.integer):
            return super().__getitem__(item)
        if isinstance(item, slice):
            return self._make(self._whole, self._picked.cut(item))
        if isinstance(item, np.ndarray):
            known = item.dtype == bool and len(item) == len(self)
            return self.take(np.flatnonzero(item)) if known else super().__getitem__(item)
        if not -len(self) <= item < len(self):
            raise IndexError(f"row {item} of a text column: expected one of {len(self)} rows")
        at = int(item) % len(self)
        word = self._whole[at if self._picked.rows is None else int(self._picked.rows[at])].as_py()
        return self._dtype.na_value if word is None else word

    def take(self, indices: Any, *, allow_fill: bool = False, fill_value: Any = None) -> Any:
        """Rows by position; the words stay where they are until someone looks."""
        at = np.asanyarray(indices)
        inside = not len(at) or (at.min() >= 0 and at.max() < len(self))
        if self._picked is None or not inside or at.dtype.kind not in "iu":
            return super().take(indices, allow_fill=allow_fill, fill_value=fill_value)
        return self._make(self._whole, self._picked.take(at))

    def copy(self) -> Any:
        """The same rows; nothing is copied, for words are never changed in place."""
        return self.view()

    def view(self, dtype: Any = None) -> Any:
        """The same rows, or the same as another type."""
        if dtype is not None or self._picked is None:
            return super().view(dtype)
        made = self._make(self._whole, self._picked)
        made._taken, made._readonly = self._taken, self._readonly
        return made

    def isna(self) -> Any:
        """Which rows have no words."""
        codes = self.codes()
        return super().isna() if codes is None else codes < 0

    def isin(self, values: Any) -> Any:
        """Which rows hold one of some values."""
        codes = self.codes()
        if codes is None:
            return super().isin(values)  # type: ignore[misc]  # not in the stubs
        named = pa.array([v for v in values if isinstance(v, str)], pa.large_string())
        held = pc.is_in(self._whole.dictionary, value_set=named).to_numpy(zero_copy_only=False)
        missing = any(not isinstance(v, str) and pd.isna(v) for v in values)
        return np.append(held, missing)[codes]

    def factorize(self, use_na_sentinel: bool = True) -> Any:
        """Rows as numbers of values, in the order the values appear."""
        codes = self.codes()
        if codes is None or not use_na_sentinel:
            return super().factorize(use_na_sentinel)
        size = len(self._whole.dictionary)
        first = np.full(size + 1, len(codes))
        first[codes[::-1]] = np.arange(len(codes) - 1, -1, -1)
        seen = np.argsort(first[:size], kind="stable")[: int((first[:size] < len(codes)).sum())]
        number = np.full(size + 1, -1)
        number[seen] = np.arange(len(seen))
        return number[codes], _plain(self._whole.dictionary.take(pa.array(seen)))

    def codes(self) -> npt.NDArray[np.int64] | None:
        """Each row's place in `values`, -1 where it has none; None where values are not held once."""
        if self._picked is None or not is_held_once(self._whole):
            return None
        codes = self._whole.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        return codes if self._picked.rows is None else codes[self._picked.rows]  # type: ignore[no-any-return]

    @property
    def values(self) -> list[str]:
        """The values held once, of which some row of the whole has each."""
        return self._whole.dictionary.to_pylist()  # type: ignore[no-any-return]

    @property
    def nbytes(self) -> int:
        """Bytes of the words taken so far; the whole and the positions belong to all columns together."""
        return 0 if self._taken is None else int(self._taken.nbytes)

    def __reduce__(self) -> Any:
        return _plain, (self._pa_array.combine_chunks(),)


def _plain(words: Any) -> ArrowStringArray:
    return ArrowStringArray(words, dtype=STR)  # type: ignore[call-arg]  # not in the stubs


def hold_once(text: pa.Array | pa.ChunkedArray) -> pa.Array:
    """An Arrow array of text in one piece, its repeated values held once."""
    words = pa.chunked_array([text]) if isinstance(text, pa.Array) else text
    words = words.cast(pa.large_string()).combine_chunks()
    words = pa.concat_arrays(words.chunks) if isinstance(words, pa.ChunkedArray) else words
    if not _repeats(words[:HEAD]):
        return words
    once = words.dictionary_encode()
    return once if len(once.dictionary) * REPEATS <= len(once) else words


def _repeats(words: pa.Array) -> bool:
    return int(pc.count_distinct(words).as_py()) * REPEATS <= len(words)  # missing ones apart


def is_held_once(whole: Any) -> TypeGuard[pa.DictionaryArray]:
    """Whether an Arrow array holds each value once."""
    return bool(pa.types.is_dictionary(whole.type))


def _decode(whole: Any) -> Any:
    return whole.dictionary.take(whole.indices) if is_held_once(whole) else whole
