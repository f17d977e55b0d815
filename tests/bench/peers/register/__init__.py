"""A register of visits as Morango synchronises it."""
