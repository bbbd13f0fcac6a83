"""Inspectors' rooms: made and ended by whoever leads; read by whom they invite, whose name stands on every page."""
