"""Addresses of what follows from a closer look."""

from django.urls import URLPattern, path

from speir.web.looks import follow

PATTERNS: list[URLPattern] = [
    path("<str:look_id>/follows/", follow.follow, name="follow"),
]
