"""What a closer look is made of and may be: its words, its plan, its board. Pure.

Not here: what is judged of an indicator (`rules.judging`), which a closer look shares with a broad view.
"""
