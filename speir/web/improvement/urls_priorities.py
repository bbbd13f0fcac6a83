"""Addresses of priorities, of closing them and of the plans that they feed.

`FIXED` begin with a word, `OF_UNIT` with a unit's id.
"""

from django.urls import URLPattern, path

from speir.web.improvement import answering, closing, plans, priorities, priority

_ONE = "priorities/<str:priority_id>/"
_FINDING = f"{_ONE}answers/<str:finding_id>/"
FIXED: list[URLPattern] = [
    path(_ONE, priority.show, name="priority"),
    path(f"{_ONE}change/", priorities.change, name="priority_change"),
    path(f"{_ONE}agree/", priority.agree, name="priority_agree"),
    path(f"{_ONE}close/", closing.close, name="priority_close"),
    path(f"{_ONE}reopen/", priority.reopen, name="priority_reopen"),
    path(f"{_ONE}move/", priorities.move, name="priority_move"),
    path(f"{_ONE}out/", priorities.out, name="priority_out"),
    path(f"{_ONE}before/", priority.before, name="priority_before"),
    path(f"{_ONE}answers/new/", answering.new, name="finding_new"),
    path(_FINDING, answering.change, name="finding"),
    path(f"{_FINDING}out/", answering.out, name="finding_out"),
]
OF_UNIT: list[URLPattern] = [
    path("<str:unit_id>/priorities/", priorities.listing, name="priorities"),
    path("<str:unit_id>/priorities/new/", priorities.new, name="priority_new"),
    path("<str:unit_id>/plans/", plans.listing, name="plans"),
    path("<str:unit_id>/part/", plans.part, name="part"),
    path("<str:unit_id>/part.<str:format>", plans.part_file, name="part_file"),
    path("<str:unit_id>/plans/<str:plan_id>/", plans.rename, name="plan"),
    path("<str:unit_id>/plans/<str:plan_id>/out/", plans.out, name="plan_out"),
]
