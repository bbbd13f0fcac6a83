"""Who may see a thing: where it was written, with whom it was shared, why, until when, and when that was ended.

It knows no evaluation and no evidence: they are told apart by a word (`about`) and an id, and lend their rows the three
fields of `models.Kept`. What a role may do to what it sees stands in `access`.
"""
