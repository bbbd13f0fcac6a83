"""The pages on which people judge together: each alone and hidden, then all at once, then what they agree.

A page that waits asks every few seconds whether anything changed (`live`), and is the same page without script.
"""
