"""Frozen dataclasses that cost next to nothing until they are used.

``dataclass`` compiles six methods for a class when it is defined. Of our hundreds of classes a command uses
a few, so that took a third of its start. Here only ``__init__`` is compiled, when something is first made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from itertools import dropwhile
from operator import attrgetter
from types import CodeType, FunctionType
from typing import Any, NoReturn, TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_Class]) -> type[_Class]:
    """Make a class a dataclass whose fields cannot be set, as ``dataclass(frozen=True)`` would."""
    cls.__doc__ = cls.__doc__ or cls.__name__  # else its signature is looked into, to be its description
    dataclass(init=False, repr=False, eq=False)(cls)
    own = vars(cls)
    methods = (_init_of(cls), *_comparing(cls), _repr)
    for name, method in zip(_METHODS, methods, strict=True):
        if own.get(name) is None:
            setattr(cls, name, method)
    cls.__setattr__, cls.__delattr__ = _not_set, _not_deleted  # type: ignore[method-assign]
    return cls


_METHODS = ("__init__", "__eq__", "__hash__", "__repr__")


def _init_of(cls: type[Any]) -> Callable[..., None]:
    """Return an ``__init__`` that gives way to the compiled one when it is called."""

    def init(self: object, *values: object, **named: object) -> None:
        made: Any = _compiled(cls)
        cls.__init__ = made
        made(self, *values, **named)

    return init


def _compiled(cls: type[Any]) -> FunctionType:
    """Return a function that takes what a class has fields for, and sets them."""
    taken = [each for each in fields(cls) if each.init]
    lines = [f"def __init__({', '.join(['self', *(each.name for each in taken)])}):"]
    known: dict[str, object] = {"__keep": object.__setattr__, "__missing": MISSING}
    for each in taken:
        value = each.name
        if each.default_factory is not MISSING:
            known[f"__new_{value}"] = each.default_factory
            value = f"__new_{value}() if {value} is __missing else {value}"
        lines.append(f" __keep(self, {each.name!r}, {value})")
    # What is not given is the class's own default, or set by __post_init__.
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    module = compile("\n".join([*lines, " return None"]), f"<{cls.__qualname__}>", "exec")
    code = next(each for each in module.co_consts if isinstance(each, CodeType))
    may_be_left_out = tuple(dropwhile(_is_required, taken))
    defaults = tuple(each.default for each in may_be_left_out)
    if any(map(_is_required, may_be_left_out)):
        raise TypeError(f"a field of {cls.__qualname__} without a default follows one with a default")
    return FunctionType(code, known, f"{cls.__qualname__}.__init__", defaults)


def _is_required(each: Field[Any]) -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def _comparing(cls: type[Any]) -> tuple[Callable[[Any, Any], bool], Callable[[Any], int]]:
    """Return what says whether two are equal, and the hash of one."""
    names = [each.name for each in fields(cls) if each.compare]
    # Of one name alone a getter gives no tuple; twice the same compares and hashes as well as once.
    compared: Callable[[Any], object] = attrgetter(*names, *names[:1]) if names else lambda _: ()

    def equals(self: object, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(compared(self))

    return equals, hashed


def _repr(self: Any) -> str:  # noqa: ANN401  (of whatever class)
    shown = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({shown})"


def _not_set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _not_deleted(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
