"""The broad view: judgements of every indicator, their citations of evidence, what was found, sealed editions.

A judgement is one row per indicator, so that people working on different indicators never meet. No level is
computed here, and none is added to another: a level is what people chose.

And the own reflection: one theme, three texts, no level, for its writers alone until they share it.
"""
