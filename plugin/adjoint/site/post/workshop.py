"""What is the same for every page of a site while its posts are made."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from adjoint.components.model import Component
from adjoint.components.quantities import Quantities
from adjoint.components.reading import Scope
from adjoint.frozen import frozen
from adjoint.site.computed.answers import Answers, answers
from adjoint.site.content.settings import PostSettings
from adjoint.site.post.links import Links
from adjoint.site.post.typesetting import MathDesk
from adjoint.site.post.values import evaluate
from adjoint.site.proof.claims import Claim, Judged, judge_claims


@frozen
class Workshop:
    """What is the same for every page of a site while it is assembled."""

    settings: PostSettings
    components: Mapping[str, Component[Any]]
    """By tag."""
    links: Links
    files: Mapping[PurePosixPath, Path]
    math: MathDesk
    judge: Callable[[Iterable[Claim], Mapping[str, Quantities]], Judged] = judge_claims
    evaluate: Callable[[str, Scope], float] = evaluate
    answer: Callable[..., Answers] = answers
