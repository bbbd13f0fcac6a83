"""Addresses of choosing priorities.

`FIXED` begin with a word, `OF_UNIT` with a unit's id.
"""

from django.urls import URLPattern, path

from speir.web.improvement import before, choosing, deciding, own_words

_ONE = "<str:unit_id>/choosing/<str:candidate_key>/"

FIXED: list[URLPattern] = []
OF_UNIT: list[URLPattern] = [
    path("<str:unit_id>/choosing/", choosing.choosing, name="choosing"),
    path("<str:unit_id>/choosing/new/", own_words.new, name="candidate_new"),
    path("<str:unit_id>/choosing/nothing/", deciding.nothing, name="nothing"),
    path("<str:unit_id>/choosing/nothing/end/", deciding.nothing_end, name="nothing_end"),
    path(_ONE, choosing.candidate, name="candidate"),
    path(f"{_ONE}decide/", deciding.decide, name="decide"),
    path(f"{_ONE}take-back/", deciding.take_back, name="take_back"),
    path(f"{_ONE}words/", own_words.words, name="candidate_words"),
    path(f"{_ONE}out/", own_words.out, name="candidate_out"),
    path("<str:unit_id>/before/", before.before, name="before"),
]
