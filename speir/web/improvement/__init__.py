"""Pages of improvement: what we are going to do now, who does it, and whether it makes a difference."""
