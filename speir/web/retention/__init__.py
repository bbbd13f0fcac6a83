"""What was removed for good, what is held, and what has been kept long enough."""
