"""The browser's door as a Django app: templates and static files."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages."""

    name = "speir.web"
    label = "web"
