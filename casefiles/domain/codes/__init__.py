"""National codes as data, and the pure functions around them."""
