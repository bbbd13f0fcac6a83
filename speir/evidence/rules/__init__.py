"""Rules of evidence. Pure."""
