"""Partnerships, agencies, services and teams as a tree of units, and who holds which role in them.

It builds the Actor for a person. What a role may do stands in `access`.
"""
