"""Registers the app, so that the task that runs every job can be found by the worker."""

from django.apps import AppConfig


class CoreConfig(AppConfig):
    """The lowest floor as a Django app."""

    name = "speir.core"
    label = "core"
