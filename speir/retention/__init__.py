"""How long things are kept, and how words leave them: classes, reviews, legal holds, and the log of disposals.

It knows no evaluation and no evidence: it is told of things by a word (`about`) and an id, and of rows by their table.
What words a thing has, and putting something in their place, is for the apps above; they come here to have the gate of
an append-only table opened for one row, to have it written down, and to ask whether a legal hold stands against it.
"""
