"""Django's settings. Only Django imports this module; what an operator may change is read through `env`."""

from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF

from speir.config import env
from speir.config.coming_in import *  # noqa: F403  settings, all of them
from speir.config.logs import LOGGING  # noqa: F401  Django reads it from here

BASE_DIR = Path(__file__).resolve().parents[2]
WEB_DIR = BASE_DIR / "speir" / "web"
VAR_DIR = env.folder("SPEIR_VAR", default=BASE_DIR / "var")

# --- Where Speir answers ---------------------------------------------------------------------------------------------

DEBUG = env.flag("SPEIR_DEBUG")
SECRET_KEY = env.secret_key("SPEIR_SECRET_KEY", kept_in=VAR_DIR / "secret_key")
# Seals the trail. A key of its own, so that a new signing key leaves what was sealed as it is.
TRAIL_KEYS = env.keys("SPEIR_TRAIL_KEYS", kept_in=VAR_DIR / "trail_keys")
# Keeps what second factors are checked with unreadable in the database and in its backups.
FACTOR_KEYS = env.keys("SPEIR_FACTOR_KEYS", kept_in=VAR_DIR / "factor_keys")
PUBLIC_URL = env.public_address("SPEIR_PUBLIC_URL")

ROOT_URLCONF = "speir.config.urls"
WSGI_APPLICATION = "speir.config.wsgi.application"
ALLOWED_HOSTS = list(env.LOOPBACK_HOSTS)

if PUBLIC_URL:
    ALLOWED_HOSTS.append(env.host_of(PUBLIC_URL))
    CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
    # The proxy that ends TLS must set this header itself and drop a visitor's own.
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    # Other names under this host, and browsers' preload lists, are the operator's to decide.
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
    SESSION_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-speir"
    SEEN_COOKIE_NAME = "__Host-speir-seen"
    CSRF_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-speir-form"
else:
    SESSION_COOKIE_NAME = "speir"
    SEEN_COOKIE_NAME = "speir-seen"
    CSRF_COOKIE_NAME = "speir-form"

# --- What it is made of ----------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "speir.core",
    "speir.trail",
    "speir.mentions",
    "speir.notices",
    "speir.retention",
    "speir.accounts",
    "speir.organisations",
    "speir.frameworks",
    "speir.sharing",
    "speir.evidence",
    "speir.evaluations",
    "speir.improvement",
    "speir.reports",
    "speir.web",
    "speir.cli",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "speir.web.shell.here.only_here",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "speir.web.shell.bodies.whole",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "speir.web.shell.idle.watched",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

# The partials package is used by its loader and tags alone: installed as an app, it would import Django's admin.
_file_loaders: list[Any] = [
    "django.template.loaders.filesystem.Loader",
    "django.template.loaders.app_directories.Loader",
]
_loaders = _file_loaders if DEBUG else [("django.template.loaders.cached.Loader", _file_loaders)]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WEB_DIR / "templates"],
        "OPTIONS": {
            "loaders": [("template_partials.loader.Loader", _loaders)],
            "builtins": ["template_partials.templatetags.partials"],
            "libraries": {"partials": "template_partials.templatetags.partials"},
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "speir.web.shell.context.shell",
            ],
        },
    }
]

FORM_RENDERER = "speir.web.shell.fields.Fields"

# --- What it keeps ---------------------------------------------------------------------------------------------------

DATABASES = {
    "default": env.database("DATABASE_URL", default=VAR_DIR / "speir.sqlite3"),
    "attempts": env.attempts(VAR_DIR / "attempts.sqlite3"),
}
DATABASE_ROUTERS = ["speir.config.routing.AttemptsApart"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Attempts to sign in are counted here, so limits hold across every worker, in a file of their own: a count neither
# waits for what people save nor holds it up.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "speir_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# A form's texts; what files may hold is `web.shell.uploads`' to say.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
# Files on their way in lie on our own disk, where the tick finds what a crash left behind.
FILE_UPLOAD_TEMP_DIR = str(env.below(VAR_DIR, "uploads"))
FILE_MEGABYTES = env.number("SPEIR_FILE_MB", default=25, least=1, most=200)
CLAMD = env.clamd("SPEIR_CLAMD")
# Stands on sheets for children. The number is from our own knowledge; README says so to whoever runs Speir.
CHILDRENS_HELPLINE = env.helpline("SPEIR_CHILDRENS_HELPLINE", default=("Childline", "0800 1111"))

# --- Pages' own files ------------------------------------------------------------------------------------------------

ASSETS_DIR = BASE_DIR / "var" / "assets"
STATIC_URL = "static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
STATICFILES_DIRS: list[Path | tuple[str, Path]] = [WEB_DIR / "static", ("vendor", ASSETS_DIR / "vendor")]

WHITENOISE_AUTOREFRESH = DEBUG
# Before the files are collected (a developer's first run) they are served from where they lie.
WHITENOISE_USE_FINDERS = DEBUG or not (STATIC_ROOT / "staticfiles.json").exists()
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "speir.config.static.CollectedOrPlain"},
    "evidence": env.storage("SPEIR_FILES", default=VAR_DIR / "files"),
}

# --- Who comes in ----------------------------------------------------------------------------------------------------
# What no operator changes of it stands in `coming_in`.

# An installation may relax it and every page about it says so; one that only this machine reaches begins relaxed.
SECOND_FACTOR_REQUIRED = (
    env.one_of(
        "SPEIR_SECOND_FACTOR", ("required", "optional"), default="required" if PUBLIC_URL else "optional"
    )
    == "required"
)
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("SPEIR_PROXIES", default=1 if PUBLIC_URL else 0, least=0, most=5)
# Organisations' own sign-ins.
IDENTITY_PROVIDERS = {one.key: one for one in env.identity_providers()}
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": one.key,
                "name": one.name,
                "client_id": one.client_id,
                "secret": one.secret,
                "settings": {"server_url": one.url},
            }
            for one in IDENTITY_PROVIDERS.values()
        ],
    }
}

SESSION_COOKIE_AGE = 12 * 60 * 60
# After so long without anything opened or saved; the page warns five minutes before.
IDLE_SECONDS = 60 * env.number("SPEIR_IDLE_MINUTES", default=60, least=10, most=720)
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Not closed to our own script: it puts a fresh token into a form that has been open for long.
CSRF_COOKIE_HTTPONLY = False
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "speir.web.shell.errors.csrf_failure"

# --- What a browser may do with our pages ----------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        # The design system's style sheet carries its icons as data.
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        # No worker of any kind: what waits in a browser waits in an open page alone (docs/adr/0041).
        "worker-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True

# --- Words and time --------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [BASE_DIR / "speir" / "locale"]
# Every sentence passes gettext; looking each up in catalogues waits for a second language.
USE_I18N = len(LANGUAGES) > 1
TIME_ZONE = "Europe/London"
USE_TZ = True

# --- What leaves -----------------------------------------------------------------------------------------------------

# Without a mail server people get sign-in addresses by hand, and the pages say so.
_mail = env.mail(PUBLIC_URL)
MAIL = _mail is not None
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if _mail else 'dummy'}.EmailBackend"
if _mail:
    MAIL_FROM = _mail.sender
    EMAIL_HOST, EMAIL_PORT = _mail.host, _mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail.user, _mail.password
    EMAIL_USE_TLS, EMAIL_USE_SSL = _mail.security == "starttls", _mail.security == "tls"
    EMAIL_TIMEOUT = 20
