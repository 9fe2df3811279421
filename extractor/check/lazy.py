"""A property that is worked out once: `cached_property` without its lock, which costs more than most values do."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

Owner = TypeVar("Owner")
Value = TypeVar("Value")


class lazy(Generic[Owner, Value]):  # noqa: N801 - used as a decorator, like the one it stands in for
    """Work a property out when it is first asked for, and keep it in the object's own dictionary."""

    def __init__(self, read: Callable[[Owner], Value]) -> None:
        self._read = read
        self._name = read.__name__
        self.__doc__ = read.__doc__

    @overload
    def __get__(self, item: None, owner: type[Any]) -> "lazy[Owner, Value]": ...
    @overload
    def __get__(self, item: Owner, owner: type[Any]) -> Value: ...
    def __get__(self, item: Owner | None, owner: type[Any]) -> "lazy[Owner, Value] | Value":
        """Return the value; the dictionary answers from then on."""
        if item is None:
            return self
        value = item.__dict__[self._name] = self._read(item)
        return value
