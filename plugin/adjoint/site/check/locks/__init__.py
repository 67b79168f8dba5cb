"""The numbers a post publishes and the prose they stand in, kept beside it so that a change must be meant."""
