"""Rules of improvement. Pure."""
