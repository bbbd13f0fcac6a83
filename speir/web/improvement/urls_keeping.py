"""Addresses of who can read a priority, removing words and holds.

`FIXED` begin with a word, `OF_UNIT` with a unit's id.
"""

from django.urls import URLPattern, path

from speir.web.improvement import holding, removing, sharing

PRIORITY, TRACKED, HEARD = (
    "priorities/<str:priority_id>/",
    "tracked/<str:tracked_id>/",
    "heard/<str:answering_id>/",
)
FIXED: list[URLPattern] = [
    path(f"{PRIORITY}sharing/", sharing.priority, name="sharing"),
    path(f"{PRIORITY}sharing/<str:act_id>/end/", sharing.end_priority, name="sharing_end"),
    path(f"{PRIORITY}remove/", removing.view, name="remove"),
    path(f"{PRIORITY}hold/", holding.view, name="hold"),
    path(f"{TRACKED}sharing/", sharing.tracked, name="tracked_sharing"),
    path(f"{TRACKED}sharing/<str:act_id>/end/", sharing.end_tracked, name="tracked_sharing_end"),
    path(f"{HEARD}sharing/", sharing.answering, name="heard_sharing"),
    path(f"{HEARD}sharing/<str:act_id>/end/", sharing.end_answering, name="heard_sharing_end"),
]
OF_UNIT: list[URLPattern] = [path("<str:unit_id>/remove/", removing.unit, name="remove_words")]
