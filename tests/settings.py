"""Speir's settings for tests: nothing from the machine's environment but DATABASE_URL, nothing kept afterwards."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

for name in [
    name
    for name in os.environ
    if name.startswith("SPEIR_") and name not in {"SPEIR_CHROMIUM", "SPEIR_PUBLICATION"}
]:
    del os.environ[name]
# In memory where the machine offers that, since each test's writes go all the way to the disk.
made = tempfile.mkdtemp(prefix="speir-test-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None)
atexit.register(shutil.rmtree, made, ignore_errors=True)
os.environ["SPEIR_VAR"] = made
os.environ["SPEIR_SECRET_KEY"] = "for tests alone, " * 4
os.environ["SPEIR_FACTOR_KEYS"] = "for-tests-alone-" * 4
os.environ["SPEIR_TRAIL_KEYS"] = "for-tests-alone-" * 4

from speir.config.settings import *  # noqa: E402, F403
from speir.config.settings import DATABASES, INSTALLED_APPS, MIDDLEWARE, STORAGES, VAR_DIR  # noqa: E402

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in use: a database in memory would share one connection between the threads of a live server.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR_DIR / "test.sqlite3")}

# A page that asks the database again for each row fails its test.
INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
ZEAL_RAISE = True
# Signing in and out looks for a session, and for a key that is free.
ZEAL_ALLOWLIST = [{"model": "sessions.Session"}]

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MAIL_FROM = "Speir <speir@example.scot>"
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
STATIC_ROOT = VAR_DIR / "static"
STATIC_ROOT.mkdir()
WHITENOISE_USE_FINDERS = True
