"""Frameworks as a Django app."""

from django.apps import AppConfig


class FrameworksConfig(AppConfig):
    """Published frameworks."""

    name = "speir.frameworks"
    label = "frameworks"
