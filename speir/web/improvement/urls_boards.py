"""Addresses of boards and of the timeline.

`FIXED` begin with a word, `OF_UNIT` with a unit's id.
"""

from django.urls import URLPattern, path

from speir.web.improvement import boards, mine, timeline

FIXED: list[URLPattern] = [
    path("", mine.mine, name="mine"),
]
OF_UNIT: list[URLPattern] = [
    path("<str:unit_id>/", boards.board, name="board"),
    path("<str:unit_id>/timeline/", timeline.timeline, name="timeline"),
]
