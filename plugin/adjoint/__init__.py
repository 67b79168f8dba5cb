"""Adjoint: explanations whose numbers are computed, not typed."""
