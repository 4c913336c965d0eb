"""Settings. Everything that differs between installations comes from the environment.

| variable | default | meaning |
|---|---|---|
| `FARDPLAN_HOME` | `./var` | folder for the embedded database and the secret key |
| `DATABASE_URL` | SQLite in `FARDPLAN_HOME` | `postgres://user:password@host:port/name` in production |
| `FARDPLAN_SECRET_KEY` | made once, kept in `FARDPLAN_HOME` | signs sessions |
| `FARDPLAN_HOSTS` | `localhost,127.0.0.1` | names the service answers to |
| `FARDPLAN_DEBUG` | off | stack traces for developers |
| `FARDPLAN_HTTPS` | off | on behind TLS: secure cookies and HSTS |
"""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from fardplan.config.databases import database_from

HOME = Path(os.environ.get("FARDPLAN_HOME", "var")).resolve()
DEBUG = os.environ.get("FARDPLAN_DEBUG") == "1"
HTTPS = os.environ.get("FARDPLAN_HTTPS") == "1"


def secret_key():
    """The key from the environment, or one made at first start and kept beside the database."""
    if given := os.environ.get("FARDPLAN_SECRET_KEY"):
        return given
    file = HOME / "secret-key"
    if not file.exists():
        HOME.mkdir(parents=True, exist_ok=True)
        file.write_text(get_random_secret_key(), encoding="utf-8")
        file.chmod(0o600)
    return file.read_text(encoding="utf-8")


SECRET_KEY = secret_key()
ALLOWED_HOSTS = os.environ.get("FARDPLAN_HOSTS", "localhost,127.0.0.1").split(",")

INSTALLED_APPS = [
    "fardplan.overview",
    "fardplan.imports",
    "fardplan.reports",
    "fardplan.economy",
    "fardplan.plan",
    "fardplan.governance",
    "fardplan.portfolio",
    "fardplan.indicators",
    "fardplan.goals",
    "fardplan.parties",
    "fardplan.accounts",
    "fardplan.audit",
    "fardplan.kit",
    "fardplan.config",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "csp",
]
if os.environ.get("FARDPLAN_DEVELOPER") == "1":
    INSTALLED_APPS.append("django_linear_migrations")  # set by `./dev manage`: one line of migrations per room

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "fardplan.config.middleware.chosen_language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "fardplan.config.middleware.private_responses",
    "fardplan.config.middleware.audit_scope",
]

ROOT_URLCONF = "fardplan.config.urls"
WSGI_APPLICATION = "fardplan.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "fardplan.config.navigation.context",
            ],
            "builtins": ["django.templatetags.i18n", "fardplan.kit.templatetags.fardplan"],
        },
    }
]

DATABASES = {"default": database_from(os.environ.get("DATABASE_URL", ""), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "login"

LANGUAGE_CODE = "sv"
LANGUAGES = [("sv", _("Swedish")), ("en", _("English"))]
LANGUAGE_COOKIE_NAME = "fardplan_language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Stockholm"
# Numbers are formatted by our own filters: Django's thousand separator also lands inside ids in URLs.
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
# Finders serve the files where `collectstatic` has not been run: in tests and for developers.
WHITENOISE_USE_FINDERS = True
if DEBUG or os.environ.get("FARDPLAN_TEST") == "1":
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "fardplan.config.errors.csrf_failure"
if HTTPS:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# A form with 5 000 rows of choices is still a form; more than this is an attack.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = []
