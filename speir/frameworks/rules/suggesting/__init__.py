"""Which themes a statement most likely bears on: an order to choose from, and never a choice.

`corpus` lays out what is known of each theme; `lexical` ranks by shared words alone; `ranking` puts words and, where
there is a local model, meaning together, and says when it is unsure. Pure: no model, no file, no clock.
"""
