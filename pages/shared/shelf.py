"""What was made for the last views. In: a key, how to make what it names. Out: it, made once while kept.

Bounded by bytes, for one view of a million events weighs as much as a thousand of a hundred.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, Protocol, TypeVar


class Weighed(Protocol):
    """Anything that knows its bytes, which may grow as it is looked at."""

    @property
    def nbytes(self) -> int:
        """Bytes held."""


T = TypeVar("T", bound=Weighed)


class Shelf(Generic[T]):
    """The last things made, as many as fit in so many bytes; the latest stays whatever it weighs."""

    def __init__(self, most: int) -> None:
        self._most, self._lock = most, Lock()
        self._held: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """What a key names; made by the first who asks."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
                return self._held[key]
        made = make()
        with self._lock:
            self._held[key] = made
            self._drop_oldest()
        return made

    def __len__(self) -> int:
        return len(self._held)

    def _drop_oldest(self) -> None:
        while len(self._held) > 1 and sum(thing.nbytes for thing in self._held.values()) > self._most:
            self._held.popitem(last=False)
