"""What looks through a file, in a process of its own: memory, time and what it may write are bounded. No Django."""
