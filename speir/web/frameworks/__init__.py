"""Browsing the framework and finding in it: key questions, indicators with very good and weak, levels, standards."""
