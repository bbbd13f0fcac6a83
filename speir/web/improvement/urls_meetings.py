"""Addresses of meetings.

`FIXED` begin with a word, `OF_UNIT` with a unit's id.
"""

from django.urls import URLPattern, path

from speir.web.improvement import agenda, changed, meeting_mode, meetings

ONE = "<str:unit_id>/meetings/<str:meeting_id>"

FIXED: list[URLPattern] = []
OF_UNIT: list[URLPattern] = [
    path("<str:unit_id>/changed/", changed.changed, name="changed"),
    path("<str:unit_id>/meetings/", meetings.meetings, name="meetings"),
    path("<str:unit_id>/meetings/new/", meetings.new, name="meeting_new"),
    path(f"{ONE}/", meetings.meeting, name="meeting"),
    path(f"{ONE}/change/", meetings.change, name="meeting_change"),
    path(f"{ONE}/remove/", meetings.remove, name="meeting_remove"),
    path(f"{ONE}/now/", meeting_mode.now, name="meeting_mode"),
    path(f"{ONE}/agenda/", agenda.agenda, name="agenda"),
    path(f"{ONE}/agenda.<str:format>", agenda.agenda_file, name="agenda_file"),
]
