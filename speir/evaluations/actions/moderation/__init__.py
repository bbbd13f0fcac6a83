"""Judging together: beginning it, who takes part, each one's hidden view, the reveal, and what is agreed."""
