"""What is written of holds, disposals and reviews."""
