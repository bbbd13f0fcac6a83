"""Improvement as a Django app."""

from django.apps import AppConfig


class ImprovementConfig(AppConfig):
    """Priorities and actions."""

    name = "speir.improvement"
    label = "improvement"
