"""The trail: what was done in one's units, what is recorded about oneself, and both to take away."""
