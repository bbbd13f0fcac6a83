"""Addresses of priorities, of closing them and of the plans that they feed.

`FIXED` begin with a word, `OF_UNIT` with a unit's id.
"""

from django.urls import URLPattern

FIXED: list[URLPattern] = []
OF_UNIT: list[URLPattern] = []
