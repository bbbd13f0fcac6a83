"""Evaluations as a Django app."""

from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    """Broad views."""

    name = "speir.evaluations"
    label = "evaluations"
