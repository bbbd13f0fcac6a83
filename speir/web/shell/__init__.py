"""What every page stands in: who asks, the frame, and what is said when something is refused."""
