"""Helpers that know no domain word: errors, text, ids, the base of tables, append-only tables, jobs, compiled queries.

The lowest floor: it imports nothing of ours. A word of the field here means the helper belongs in a room above.
"""
