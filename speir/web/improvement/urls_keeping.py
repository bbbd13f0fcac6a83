"""Addresses of who can read a priority, removing words and holds.

`FIXED` begin with a word, `OF_UNIT` with a unit's id.
"""

from django.urls import URLPattern

FIXED: list[URLPattern] = []
OF_UNIT: list[URLPattern] = []
