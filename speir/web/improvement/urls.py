"""Addresses of improvement. Those that begin with a word come first: all others begin with a unit's id."""

from django.urls import URLPattern

from speir.web.improvement import (
    urls_boards,
    urls_choosing,
    urls_doing,
    urls_heard,
    urls_keeping,
    urls_letters,
    urls_meetings,
    urls_priorities,
    urls_tracked,
)

AREAS = (
    *(urls_doing, urls_boards, urls_priorities, urls_choosing, urls_meetings),
    *(urls_tracked, urls_heard, urls_letters, urls_keeping),
)

app_name = "improvement"
urlpatterns: list[URLPattern] = [
    *(one for area in AREAS for one in area.FIXED),
    *(one for area in AREAS for one in area.OF_UNIT),
]
