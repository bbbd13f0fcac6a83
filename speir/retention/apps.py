"""Retention as a Django app."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    """Holds, reviews and the log of disposals."""

    name = "speir.retention"
    label = "retention"
