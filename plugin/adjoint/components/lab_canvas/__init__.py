"""``<LabCanvas effect="…" />``: an interactive lab across the column."""
