"""What we know: items of evidence, written once by a unit and cited by its judgements.

An item says what is happening, not what should be; its kind of source, its period and the themes it bears on.
Which judgement it supports is a citation, in `evaluations`.
"""
