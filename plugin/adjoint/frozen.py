"""Frozen dataclasses that cost next to nothing until they are used.

``dataclass`` compiles six methods for a class when it is defined. Of our hundreds of classes a command uses
a few, so that took a third of its start. Here only ``__init__`` is compiled, when something is first made.

It is not for a class with an ``InitVar``, fields by keyword only, a factory of a field that is not taken, or
no hash, which it refuses, nor for one that wants an order, slots or to be looked into by
``inspect.signature``: for these there is ``dataclass`` itself.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, NoReturn, TypeVar, dataclass_transform

_Class = TypeVar("_Class")


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_Class]) -> type[_Class]:
    """Make a class a dataclass whose fields cannot be set, as ``dataclass(frozen=True)`` would.

    Raises:
        TypeError: it asks for something that only ``dataclass`` does.
    """
    cls.__doc__ = cls.__doc__ or cls.__name__  # else its signature is looked into, to be its description
    made: Any = dataclass(init=False, repr=False, eq=False)(cls)
    own, every = vars(cls), fields(made)
    _refuse(cls, every)
    compared = _getter([each.name for each in every if each.compare])
    hashed = _getter([each.name for each in every if _is_hashed(each)])
    methods = {
        "__init__": _init_of(cls),
        "__eq__": _equality(compared),
        "__hash__": lambda self: hash(hashed(self)),
        "__repr__": _repr,
    }
    for name, method in methods.items():
        if own.get(name) is None:
            setattr(cls, name, method)
    cls.__setattr__, cls.__delattr__ = _not_set, _not_deleted  # type: ignore[method-assign]
    return cls


def _refuse(cls: type[Any], every: Sequence[Field[Any]]) -> None:
    """Refuse what would silently be something else than with ``dataclass``."""
    name, own = cls.__qualname__, vars(cls)
    # Python itself takes the hash of a class away that says what it is equal to.
    if "__hash__" in own and own["__hash__"] is None and "__eq__" not in own:
        raise TypeError(f"{name} takes its hash away, which a frozen class of ours has")
    is_mixed = len(cls.__dataclass_fields__) > len(every)
    if is_mixed and any("InitVar" in str(each.type) for each in cls.__dataclass_fields__.values()):
        raise TypeError(f"{name} has an InitVar, which a frozen class of ours has not")
    may_be_left_out = False
    for each in every:
        if each.kw_only:
            raise TypeError(f"{name}.{each.name} is taken by keyword only, as no field of ours is")
        if not each.init and each.default_factory is not MISSING:
            raise TypeError(f"{name}.{each.name} is not taken, so nothing would make its default")
        if each.init and may_be_left_out and _is_required(each):
            raise TypeError(f"{name}.{each.name} without a default follows one with a default")
        may_be_left_out = may_be_left_out or (each.init and not _is_required(each))


def _init_of(cls: type[Any]) -> Callable[..., None]:
    """Return an ``__init__`` that gives way to the compiled one when it is called."""

    def init(self: object, *values: object, **named: object) -> None:
        made: Any = _compiled(cls)
        cls.__init__ = made
        made(self, *values, **named)

    return init


def _compiled(cls: type[Any]) -> Callable[..., None]:
    """Return a function that takes what a class has fields for, and sets them."""
    known: dict[str, Any] = {"__keep": object.__setattr__, "__missing": MISSING}
    taken, lines = ["self"], []
    for each in fields(cls):
        name = value = each.name
        if not each.init:
            continue  # it is the class's own default, or set by __post_init__
        taken.append(name if _is_required(each) else f"{name}=__default_{name}")
        known[f"__default_{name}"] = each.default
        if each.default_factory is not MISSING:
            known[f"__new_{name}"] = each.default_factory
            value = f"__new_{name}() if {name} is __missing else {name}"
        lines.append(f" __keep(self, {name!r}, {value})")
    if hasattr(cls, "__post_init__"):
        lines.append(" self.__post_init__()")
    source = [f"def __init__({', '.join(taken)}):", *lines, " return None"]
    exec(compile("\n".join(source), f"<{cls.__qualname__}>", "exec"), known)  # noqa: S102  (our own words)
    made: Callable[..., None] = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


def _is_required(each: Field[Any]) -> bool:
    return each.default is MISSING and each.default_factory is MISSING


def _is_hashed(each: Field[Any]) -> bool:
    return each.compare if each.hash is None else each.hash


def _getter(names: Sequence[str]) -> Callable[[Any], tuple[object, ...]]:
    """Return what gives the values of some fields as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda one: tuple(getattr(one, name) for name in names)


def _equality(compared: Callable[[Any], object]) -> Callable[[object, object], bool]:
    def equals(self: object, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    return equals


def _repr(self: Any) -> str:  # noqa: ANN401  (of whatever class)
    shown = ", ".join(f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({shown})"


def _not_set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _not_deleted(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
