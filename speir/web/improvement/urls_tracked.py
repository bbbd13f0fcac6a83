"""Addresses of recommendations, good practice and training needs.

`FIXED` begin with a word, `OF_UNIT` with a unit's id.
"""

from django.urls import URLPattern, path

from speir.web.improvement import taking_up, tracked

FIXED: list[URLPattern] = [
    path("tracked/<str:tracked_id>/", tracked.change, name="tracked_change"),
    path("tracked/<str:tracked_id>/read/", tracked.one, name="tracked_one"),
    path("tracked/<str:tracked_id>/remove/", tracked.remove, name="tracked_remove"),
    path("tracked/<str:tracked_id>/taken-up/new/", taking_up.new, name="taken_new"),
    path("tracked/<str:tracked_id>/taken-up/<str:taken_id>/", taking_up.change, name="taken_change"),
    path("tracked/<str:tracked_id>/taken-up/<str:taken_id>/remove/", taking_up.remove, name="taken_remove"),
]
OF_UNIT: list[URLPattern] = [
    path("<str:unit_id>/tracked/", tracked.tracked, name="tracked"),
    path("<str:unit_id>/tracked/new/", tracked.new, name="tracked_new"),
]
