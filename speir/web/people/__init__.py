"""Colleagues in a unit: who takes part, and bringing somebody in."""
