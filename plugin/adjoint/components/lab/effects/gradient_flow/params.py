"""The params of gradient flow: the stack of layers that the gradient goes down."""

from __future__ import annotations

from typing import Final

from adjoint.autodiff.depth import ACTIVATIONS
from adjoint.components.lab.kinds import OneOf
from adjoint.components.schema import Flag, Number, Prop

TITLES: Final = {
    "identity": "none",
    "tanh": "tanh",
    "sigmoid": "sigmoid",
    "relu": "ReLU",
    "leaky_relu": "leaky ReLU",
    "gelu": "GELU",
    "swish": "swish",
}
"""What a reader calls each activation."""
OFFERED: Final = ("identity", "tanh", "sigmoid", "relu")
"""The activations a reader may choose, beside the author's own; each brings four tapes into the page."""
MOST_LAYERS: Final = 100
MOST_SCALE: Final = 10
"""With so many layers at such a scale no gradient overflows."""

PARAMS: Final = (
    Prop("layers", Number(2, MOST_LAYERS, whole=True), "how many layers the gradient goes down", 32),
    Prop("width", Number(2, 12, whole=True), "units in a layer", 8),
    Prop(
        "activation",
        OneOf(tuple((name, TITLES[name]) for name in ACTIVATIONS)),
        "what each unit does to its weighted sum",
        "tanh",
    ),
    Prop(
        "scale",
        Number(0, MOST_SCALE),
        "the weights' standard deviation times the root of the width; 1 keeps the size of a signal",
        1,
    ),
    Prop("residual", Flag(), "whether the residual path is on at first", default=False),
    Prop("normalised", Flag(), "whether normalisation is on at first", default=False),
    Prop("seed", Number(1, 9999, whole=True), "which draw of the random weights", 14),
)
