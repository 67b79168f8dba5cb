"""The engine's derivatives held against what does not come from its own sweeps."""
