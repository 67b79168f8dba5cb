"""``<LabSide effect="…">prose</LabSide>``: an interactive lab with prose beside it."""
