"""``Equation``: a numbered display equation that can be linked to."""
