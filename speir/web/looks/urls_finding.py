"""Addresses of finding out."""

from django.urls import URLPattern, path

from speir.web.looks import ways

PATTERNS: list[URLPattern] = [
    path("<str:look_id>/finding-out/", ways.ways, name="ways"),
]
