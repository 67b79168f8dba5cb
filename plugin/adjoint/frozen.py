"""Frozen dataclasses that cost next to nothing until they are used.

``dataclass`` compiles six methods for a class when it is defined. Of our hundreds of classes a command uses
a few, so that took a third of its start. Here only ``__init__`` is compiled, when more than a few of a class
are made: for those the fields are set one by one.

It is not for a class with an ``InitVar`` or without a hash, which it refuses, nor for one that wants an
order, slots or to be looked into by ``inspect.signature``: for these there is ``dataclass`` itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from typing import Any, Final, NamedTuple, NoReturn, TypeVar, cast, dataclass_transform

_Class = TypeVar("_Class")

_BY_HAND: Final = 16
"""How many of a class are made before it is compiled, which takes as long as to make some hundred by hand."""

_TELLING: Final = ("ClassVar", "InitVar", "KW_ONLY")
"""What a type says that is none of a field."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[_Class]) -> type[_Class]:
    """Make a class a dataclass whose fields cannot be set, as ``dataclass(frozen=True)`` would.

    Raises:
        TypeError: it asks for something that only ``dataclass`` does.
    """
    cls.__doc__ = cls.__doc__ or cls.__name__  # else its signature is looked into, to be its description
    _make_fields(cls)
    own, every = vars(cls), fields(cast("Any", cls))
    _refuse(cls)
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


def _make_fields(cls: type[Any]) -> None:
    """Give a class its fields; ``dataclass`` itself searches each type for words by regular expressions."""
    types = cls.__annotations__
    if any(word in str(each) for each in types.values() for word in _TELLING):
        dataclass(init=False, repr=False, eq=False)(cls)
        return
    cls.__annotations__ = dict.fromkeys(types, object)
    dataclass(init=False, repr=False, eq=False)(cls)
    cls.__annotations__ = types
    for name, each in types.items():
        cls.__dataclass_fields__[name].type = each


def _refuse(cls: type[Any]) -> None:
    """Refuse what would silently be something else than with ``dataclass``."""
    own = vars(cls)
    # Python itself takes the hash of a class away that says what it is equal to.
    if "__hash__" in own and own["__hash__"] is None and "__eq__" not in own:
        raise TypeError(f"{cls.__qualname__} takes its hash away, which a frozen class of ours has")
    if any("InitVar" in str(each.type) for each in cls.__dataclass_fields__.values()):
        raise TypeError(f"{cls.__qualname__} has an InitVar, which a frozen class of ours has not")


class _Plan(NamedTuple):
    """How the fields of a class are set by hand."""

    names: tuple[str, ...]
    known: frozenset[str]
    """The same, for a quick look whether each is given and no other."""
    defaults: Mapping[str, object]
    factories: Mapping[str, Callable[[], object]]


def _init_of(cls: type[Any]) -> Callable[..., None]:
    """Return an ``__init__`` that gives way to the one of the standard library when it is called often."""
    left = _BY_HAND
    plan: _Plan | None = None

    def init(self: object, *values: object, **named: object) -> None:
        nonlocal left, plan
        if left == _BY_HAND:
            plan = _plan_of(cls)
        left -= 1
        if left < 0 or plan is None or not _set_by_hand(self, plan, values, named):
            cls.__init__ = _compiled(cls)
            cls.__init__(self, *values, **named)

    return init


def _plan_of(cls: type[Any]) -> _Plan | None:
    """Return how to set the fields of a class; None if that takes more than to give each its value."""
    every = fields(cls)
    wanted = [each.default is MISSING and each.default_factory is MISSING for each in every]
    if wanted != sorted(wanted, reverse=True) or not all(each.init and not each.kw_only for each in every):
        return None
    names = tuple(each.name for each in every)
    return _Plan(
        names,
        frozenset(names),
        {each.name: each.default for each in every if each.default is not MISSING},
        {each.name: each.default_factory for each in every if each.default_factory is not MISSING},
    )


def _set_by_hand(one: object, plan: _Plan, values: Sequence[object], named: Mapping[str, object]) -> bool:
    """Set the fields of a new object, or leave it alone if it is not given what it needs."""
    names, defaults, factories = plan.names, plan.defaults, plan.factories
    if len(values) > len(names) or not named.keys().isdisjoint(names[: len(values)]):
        return False
    given = {**defaults, **dict(zip(names, values, strict=False)), **named}
    for name, make in factories.items():
        if name not in given:
            given[name] = make()
    if given.keys() != plan.known:
        return False
    for name in names:
        object.__setattr__(one, name, given[name])
    if hasattr(one, "__post_init__"):
        one.__post_init__()
    return True


def _compiled(cls: type[Any]) -> Callable[..., None]:
    """Return the ``__init__`` that ``dataclass`` would have given a class, in a third of the time.

    Raises:
        TypeError: a field without a default stands after one with a default.
    """
    every = fields(cls)
    own = "_" * (1 + max((len(each.name) for each in every), default=0))
    """Before the names that are no field's."""
    known: dict[str, object] = {f"{own}set": object.__setattr__, f"{own}missing": MISSING}
    asked = [_asked(each, own, known) for each in every if each.init and not each.kw_only]
    named = [_asked(each, own, known) for each in every if each.init and each.kw_only]
    wanted = ["=" not in one for one in asked]
    if wanted != sorted(wanted, reverse=True):
        raise TypeError(f"a field of {cls.__qualname__} without a default follows default ones")
    asked += ["*", *named] if named else []
    lines = [line for each in every if (line := _setting(each, own, known))]
    if hasattr(cls, "__post_init__"):
        lines.append(f"{own}self.__post_init__()")
    head = f"def __init__({', '.join([f'{own}self', *asked])}):"
    exec("\n ".join([head, *(lines or ["pass"])]), known)  # noqa: S102  (made of names of fields)
    init: Any = known["__init__"]
    init.__qualname__, init.__module__ = f"{cls.__qualname__}.__init__", cls.__module__
    return cast("Callable[..., None]", init)


def _asked(each: Field[Any], own: str, known: dict[str, object]) -> str:
    """Return a field as it stands among the arguments, its default among what is known."""
    if each.default is not MISSING:
        known[f"{own}default_{each.name}"] = each.default
        return f"{each.name}={own}default_{each.name}"
    return each.name if each.default_factory is MISSING else f"{each.name}={own}missing"


def _setting(each: Field[Any], own: str, known: dict[str, object]) -> str:
    """Return the statement that sets a field, or nothing if it is not set."""
    value = each.name
    if each.default_factory is not MISSING:
        known[f"{own}make_{each.name}"] = each.default_factory
        made = f"{own}make_{each.name}()"
        value = f"{made} if {each.name} is {own}missing else {each.name}" if each.init else made
    elif not each.init:
        return ""
    return f"{own}set({own}self, {each.name!r}, {value})"


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
