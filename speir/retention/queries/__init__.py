"""What is read of holds, disposals and reviews."""
