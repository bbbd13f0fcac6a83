"""Addresses of the board and of judging."""

from django.urls import URLPattern, path

from speir.web.looks import board, judging

PATTERNS: list[URLPattern] = [
    path("<str:look_id>/board/", board.board, name="board"),
    path("<str:look_id>/judging/", judging.judging, name="judging"),
]
