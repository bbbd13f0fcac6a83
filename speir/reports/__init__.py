"""What leaves Speir as a document: the grid, blank or filled, as Word, Excel or PDF.

Three steps that never mix. `content` says in frozen dataclasses what a document holds, and knows no Django;
`builders` turn what the apps below tell them into that content; `renderers` turn content into bytes and know nothing
else. It is not where judgements are made, nor where it is decided who may download: a door asks `policy` first.
Levels are drawn as words with a six-step mark; no renderer prints, adds up or hides a numeral for one.

Floor: above improvement, below the doors (web, api, cli).
"""
