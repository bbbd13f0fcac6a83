"""Finds what could identify a child, or anybody, in a text that somebody types.

Pure: a text goes in, the places that were found come out, each with the kind of thing it is and the reason in words.
Nothing is stored, nothing is changed and no text leaves the machine; what is done about a finding (replace it, keep it
with a reason, hold the text back) is for the apps above. Numbers with check digits are found by them; names by small
lists of given names and surnames (`known/`) and by the words they stand among, so a rare name can pass. How much is
found and how often the guard is wrong is measured by `python -m bench.guarding` on statements of our own.

It stands beside `access`, on the floor above `core`, and knows no Django.
"""
