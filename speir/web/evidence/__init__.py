"""The evidence register: every item that one may read, its own page, and whatever is done with it."""
