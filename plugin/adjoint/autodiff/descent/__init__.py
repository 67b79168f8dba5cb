"""Gradient descent: surfaces, optimisers, schedules and the trajectories they make together."""

from adjoint.autodiff.descent.minima import Minimum
from adjoint.autodiff.descent.optimisers import OPTIMISERS, Optimiser
from adjoint.autodiff.descent.schedules import CLIPPINGS, SCHEDULES
from adjoint.autodiff.descent.settings import Rule, Setting
from adjoint.autodiff.descent.surfaces import SURFACES, Surface, custom_surface, surface_values
from adjoint.autodiff.descent.tapes import optimiser_tape, surface_tape
from adjoint.autodiff.descent.trajectory import Trajectory, default_settings, descend

__all__ = [
    "CLIPPINGS",
    "OPTIMISERS",
    "SCHEDULES",
    "SURFACES",
    "Minimum",
    "Optimiser",
    "Rule",
    "Setting",
    "Surface",
    "Trajectory",
    "custom_surface",
    "default_settings",
    "descend",
    "optimiser_tape",
    "surface_tape",
    "surface_values",
]
