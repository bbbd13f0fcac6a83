"""Reading the trail: the entries that somebody may read, and whether the chain is whole."""
