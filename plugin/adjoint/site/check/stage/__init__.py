"""Published pages on a stage: their own HTML and scripts, acted on as a reader would."""
