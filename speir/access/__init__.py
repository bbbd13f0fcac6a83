"""Who may do what where: a vocabulary, a table and one decision. Pure: no Django, no clock, no tables.

The person accountable for an installation can read `roles.py` and `decide.py` in five minutes and know
what anybody may do. Units are paths here; `organisations` knows what they are called.
"""
