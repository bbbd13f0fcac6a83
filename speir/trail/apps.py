"""The trail as a Django app."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    """The append-only record."""

    name = "speir.trail"
    label = "trail"
