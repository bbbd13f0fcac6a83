"""Files that people add: told apart by what they hold, looked at by a process of its own, named safely, scanned.

What is hostile, or not what it says, is refused with a sentence that says what to do. Nothing here knows whose it is.
"""
