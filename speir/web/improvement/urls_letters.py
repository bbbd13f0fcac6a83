"""Addresses of letters.

`FIXED` begin with a word, `OF_UNIT` with a unit's id.
"""

from django.urls import URLPattern, path

from speir.web.improvement import letters

FIXED: list[URLPattern] = [
    path("letters/", letters.letters, name="letters"),
]
OF_UNIT: list[URLPattern] = []
