"""Addresses of beginning and planning a closer look."""

from django.urls import URLPattern, path

from speir.web.looks import plan

NEW: list[URLPattern] = []
PATTERNS: list[URLPattern] = [
    path("<str:look_id>/plan/", plan.plan, name="plan"),
]
