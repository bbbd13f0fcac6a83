"""Published frameworks: scale, levels, key questions, indicators, themes and illustrations, as data.

What a framework says stands in `published/<key>.yaml`, never in code. Structure is immutable per version; wording
is versioned apart, by source (ours, official) and language, so that a mended typo splits no trend. No judgement
is kept here: that is `evaluations`, two floors up.
"""
