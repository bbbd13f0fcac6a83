"""Helpers that know no domain word: errors, text, random ids, the abstract model base, append-only tables, jobs.

The lowest floor: it imports nothing of ours. A word of the field here means the helper belongs in a room above.
"""
