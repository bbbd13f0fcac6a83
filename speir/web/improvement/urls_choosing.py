"""Addresses of choosing priorities.

`FIXED` begin with a word, `OF_UNIT` with a unit's id.
"""

from django.urls import URLPattern, path

from speir.web.improvement import before

FIXED: list[URLPattern] = []
OF_UNIT: list[URLPattern] = [
    path("<str:unit_id>/before/", before.before, name="before"),
]
