"""Settings of the running Speir: the tests', without the guard on queries, which a framework's first reading trips."""

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS, MIDDLEWARE

INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "zeal"]
MIDDLEWARE = [layer for layer in MIDDLEWARE if not layer.startswith("zeal.")]
