"""Settings of the running Speir: the tests', without the guard on queries, which a framework's first reading trips."""

from pathlib import Path

from tests.settings import *  # noqa: F403
from tests.settings import INSTALLED_APPS, MIDDLEWARE, STATICFILES_DIRS

INSTALLED_APPS = [app for app in INSTALLED_APPS if app != "zeal"]
MIDDLEWARE = [layer for layer in MIDDLEWARE if not layer.startswith("zeal.")]
# A file of the site's own: a browser compiles it once, where it would read it anew each time that it is handed over.
STATICFILES_DIRS = [
    *STATICFILES_DIRS,
    ("axe", Path(__file__).resolve().parents[2] / "node_modules" / "axe-core"),
]
