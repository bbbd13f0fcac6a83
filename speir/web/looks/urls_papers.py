"""Addresses of plans to start a closer look from, and of its papers."""

from django.urls import URLPattern, path

from speir.web.looks import papers, starting

NEW: list[URLPattern] = [
    path("starting/", starting.starting, name="starting"),
    path("starting/<str:template_id>/remove/", starting.remove, name="starting_remove"),
]
PATTERNS: list[URLPattern] = [
    path("<str:look_id>/keep/", starting.keep, name="keep"),
    path("<str:look_id>/briefing/", papers.briefing, name="briefing"),
    path("<str:look_id>/briefing.<str:format>", papers.briefing_file, name="briefing_file"),
    path("<str:look_id>/findings.<str:format>", papers.findings_file, name="findings_file"),
]
