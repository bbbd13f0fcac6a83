"""Browsing the framework: key questions, indicators with very good and weak side by side, levels, standards."""
