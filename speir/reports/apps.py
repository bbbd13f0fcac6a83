"""Reports as a Django app, so that the worker finds its jobs."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Documents."""

    name = "speir.reports"
    label = "reports"
