"""Papers of improvement: an organisation's part in the shape of its plan, and what others of its pages take away."""
