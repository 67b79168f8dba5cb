"""A frozen class of ours is the dataclass that the standard library would make of it."""

from __future__ import annotations

import pickle
from dataclasses import KW_ONLY, FrozenInstanceError, InitVar, dataclass, field, fields, replace
from typing import Any, ClassVar

import pytest

from adjoint.frozen import frozen


@frozen
class Point:
    """A place."""

    x: int
    y: int = 0
    names: list[str] = field(default_factory=list, compare=False, repr=False)


@frozen
class Marked(Point):
    """A place with a mark."""

    mark: str = "•"


@frozen
class Sure:
    """Something that is looked at when it is made."""

    size: int
    half: float = field(init=False)

    def __post_init__(self) -> None:
        """Refuse a size below zero."""
        object.__setattr__(self, "half", self.size / 2)
        if self.size < 0:
            raise ValueError(self.size)


@frozen
class Named:
    """Fields that are called as what an ``__init__`` might use is."""

    keep: int
    missing: int
    new_it: int
    it: list[int] = field(default_factory=list)


@frozen
class Loose:
    """One that says itself what it is equal to."""

    text: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Loose) and self.text.lower() == other.text.lower()

    def __hash__(self) -> int:
        """Return what those have in common."""
        return 7


@frozen
class Counted:
    """One whose list is compared, yet in no hash."""

    text: str
    seen: list[int] = field(hash=False)


@frozen
class Alone:
    """One number, of a unit that all have."""

    unit: ClassVar[str] = "m"
    number: float


@frozen
class Apart:
    """One with a field that is only given by its name."""

    x: int
    _: KW_ONLY
    y: int = 0


@dataclass(frozen=True)
class Likewise:
    """What the standard library makes."""

    x: int
    y: int = 0


def test_fields_come_by_place_by_name_and_by_default() -> None:
    assert (Point(1).x, Point(1).y, Point(1, y=3).y, Marked(1, 2, [], "!").mark) == (1, 0, 3, "!")
    assert Named(1, 2, 3) == Named(1, 2, 3, [])
    assert Point(1).names is not Point(1).names
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'x'"):
        Point()  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="unexpected keyword argument 'z'"):
        Point(1, z=2)  # type: ignore[call-arg]


def test_its_fields_are_as_they_are_written() -> None:
    assert [(each.name, each.type) for each in fields(Marked)] == [
        *(("x", "int"), ("y", "int"), ("names", "list[str]"), ("mark", "str")),
    ]
    assert Marked.__annotations__ == {"mark": "str"}
    assert [(each.name, each.kw_only) for each in fields(Apart)] == [("x", False), ("y", True)]
    assert [each.name for each in fields(Alone)] == ["number"]
    assert (Apart(1, y=2).y, Alone.unit) == (2, "m")


def _of(annotations: dict[str, object], **own: object) -> type:
    return type("Wrong", (), {"__annotations__": annotations, **own})


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (_of({"size": "InitVar[int]"}), "Wrong has an InitVar"),
        (_of({"size": InitVar[int]}), "Wrong has an InitVar"),
        (_of({"size": int}, __hash__=None), "Wrong takes its hash away"),
    ],
)
def test_what_would_be_another_dataclass_is_refused_when_it_is_defined(wrong: type, told: str) -> None:
    with pytest.raises(TypeError, match=told):
        frozen(wrong)


def test_a_field_is_compared_and_hashed_as_it_says() -> None:
    unknown = float("nan")
    assert hash(Counted("a", [1])) == hash(Counted("a", [2]))
    assert Counted("a", [1]) != Counted("a", [2])
    assert Alone(unknown) == Alone(unknown), "as in a tuple, what is the same is equal"


def test_equality_hash_and_repr_are_those_of_a_dataclass() -> None:
    assert Point(1, 2, ["a"]) == Point(1, 2) != Marked(1, 2)
    other: object = (1, 2)
    assert Point(1, 2) != other
    assert hash(Point(1, 2)) == hash(Point(1, 2, ["a"]))
    assert Sure(1) == Sure(1) != Sure(2)
    assert repr(Marked(1)) == "Marked(x=1, y=0, mark='•')"
    assert repr(Point(1)).removeprefix("Point") == repr(Likewise(1)).removeprefix("Likewise")


def test_what_a_class_says_itself_stands() -> None:
    assert Loose("A") == Loose("a")
    assert Sure(1).half == 0.5
    assert hash(Loose("A")) == 7
    with pytest.raises(ValueError, match="-1"):
        Sure(-1)


def test_nothing_can_be_set_or_deleted() -> None:
    point = Point(1)
    with pytest.raises(FrozenInstanceError, match="cannot assign to field 'x'"):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError, match="cannot delete field 'x'"):
        del point.x


def test_it_is_replaced_matched_listed_and_sent_as_a_dataclass_is() -> None:
    assert replace(Marked(1), y=5) == Marked(1, 5)
    assert [each.name for each in fields(Marked)] == ["x", "y", "names", "mark"]
    assert pickle.loads(pickle.dumps(Marked(1))) == Marked(1)  # noqa: S301  (our own bytes)
    match Point(1, 2):
        case Point(x, y):
            assert (x, y) == (1, 2)


def test_a_field_may_be_named_only_or_made_by_the_class_alone() -> None:
    named: Any = frozen(_of({"size": int}, size=field(kw_only=True)))
    assert named(size=2).size == 2
    with pytest.raises(TypeError, match="positional"):
        named(2)
    found: Any = frozen(_of({"found": list}, found=field(init=False, default_factory=list)))
    assert found().found == []
    assert found().found is not found().found
    disordered: Any = frozen(_of({"first": int, "second": int}, first=0))
    with pytest.raises(TypeError, match="follows default"):
        disordered(1, 2)


def test_one_that_is_made_often_is_the_same_as_the_first_ones() -> None:
    plain: Any = frozen(_of({"first": int, "other": list}, other=field(default_factory=list)))
    made = [plain(1, [2]) if number % 2 else plain(other=[2], first=1) for number in range(60)]
    assert len(set(map(repr, made))) == 1
    assert all(vars(one) == {"first": 1, "other": [2]} for one in made)
    assert plain(1).other is not plain(1).other
    wrong: tuple[tuple[tuple[object, ...], dict[str, object], str], ...] = (
        ((1, 2, 3), {}, "positional arguments"),
        ((1,), {"first": 1}, "multiple values for argument 'first'"),
        ((), {"other": []}, "missing 1 required positional argument: 'first'"),
    )
    for values, named, told in wrong:
        new: Any = frozen(_of({"first": int, "other": list}, other=field(default_factory=list)))
        for made_before in (plain, new):
            with pytest.raises(TypeError, match=told):
                made_before(*values, **named)
