"""Gradient flow: what a gradient becomes on its way down a deep stack of layers."""
