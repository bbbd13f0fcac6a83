"""Helpers that know no domain word: errors, text, names, periods, ids, tables, jobs, compiled queries.

The lowest floor: it imports nothing of ours. A word of the field here means the helper belongs in a room above.
"""
