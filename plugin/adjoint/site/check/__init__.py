"""The check of a whole site: what it publishes, held against its sources once more and by other means."""
