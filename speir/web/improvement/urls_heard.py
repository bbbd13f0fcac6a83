"""Addresses of you said, we did.

`FIXED` begin with a word, `OF_UNIT` with a unit's id.
"""

from django.urls import URLPattern, path

from speir.web.improvement import heard, heard_sheets

FIXED: list[URLPattern] = [
    path("heard/<str:answering_id>/", heard.change, name="heard_change"),
    path("heard/<str:answering_id>/read/", heard.one, name="heard_one"),
    path("heard/<str:answering_id>/remove/", heard.remove, name="heard_remove"),
    path("heard/<str:answering_id>/ready/", heard.ready, name="heard_ready"),
]
OF_UNIT: list[URLPattern] = [
    path("<str:unit_id>/heard/", heard.heard, name="heard"),
    path("<str:unit_id>/heard/new/", heard.new, name="heard_new"),
    path("<str:unit_id>/heard/sheets/<str:sheet>/", heard_sheets.sheet, name="heard_sheet"),
    path("<str:unit_id>/heard/sheets/<str:sheet>.<str:format>", heard_sheets.sheet_file, name="heard_file"),
]
