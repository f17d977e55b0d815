"""A practice township and its county: invented people only, the same for the same seed."""
