"""Addresses of finding out."""

from django.urls import URLPattern, path

from speir.web.looks import notes, sittings, ways

_WAY = "<str:look_id>/finding-out/<str:way_id>/"
_SITTING = f"{_WAY}<str:sitting_id>/"
_NOTE = f"{_SITTING}notes/<str:noted_id>/"
PATTERNS: list[URLPattern] = [
    path("<str:look_id>/finding-out/", ways.ways, name="ways"),
    path(_WAY, ways.way, name="way"),
    path(f"{_WAY}done/", ways.done, name="way_done"),
    path(_SITTING, sittings.sitting, name="sitting"),
    path(f"{_SITTING}about/", sittings.about, name="sitting_about"),
    path(f"{_SITTING}out/", sittings.out, name="sitting_out"),
    path(f"{_SITTING}set-aside/<str:aside>/", notes.aside, name="note_aside"),
    path(f"{_SITTING}notes/", notes.save, name="note"),
    path(f"{_NOTE}out/", notes.out, name="note_out"),
    path(f"{_NOTE}evidence/", notes.evidence, name="note_evidence"),
]
