"""Addresses of beginning and planning a closer look."""

from django.urls import URLPattern, path

from speir.web.looks import describing, lines, moving, new, plan

NEW: list[URLPattern] = [
    path("new/", new.new, name="new"),
]
PATTERNS: list[URLPattern] = [
    path("<str:look_id>/describe/", describing.describe, name="describe"),
    path("<str:look_id>/describe/<str:aside_id>/", describing.aside, name="describe_aside"),
    path("<str:look_id>/themes/", describing.themes, name="themes"),
    path("<str:look_id>/discard/", describing.discard, name="discard"),
    path("<str:look_id>/plan/", plan.plan, name="plan"),
    path("<str:look_id>/plan/new/<str:column>/<str:number>/<str:key>/", lines.new, name="line_new"),
    path("<str:look_id>/plan/from/<str:number>/<str:key>/", lines.made, name="line_from"),
    path("<str:look_id>/plan/<str:column>/<str:line_id>/", lines.line, name="line"),
    path("<str:look_id>/plan/<str:column>/<str:line_id>/<str:act>/", moving.act, name="line_act"),
]
