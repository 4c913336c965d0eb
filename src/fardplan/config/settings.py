"""Settings. Everything that differs between installations comes from the environment.

| variable | default | meaning |
|---|---|---|
| `FARDPLAN_HOME` | `./var` | folder for the embedded database and the secret key |
| `DATABASE_URL` | SQLite in `FARDPLAN_HOME` | `postgres://user:password@host:port/name` in production |
| `FARDPLAN_SECRET_KEY` | made once, kept in `FARDPLAN_HOME` | signs sessions |
| `FARDPLAN_HOSTS` | `localhost,127.0.0.1` | names the service answers to |
| `FARDPLAN_DEBUG` | off | stack traces for developers |
| `FARDPLAN_HTTPS` | off | on behind TLS: secure cookies and HSTS |
| `FARDPLAN_URL` | `http://localhost:8000` | how the links in letters begin |
| `FARDPLAN_FILE_MB` | `25` | the largest file that can be attached, in MB |
| `FARDPLAN_MAIL` | `file` | how letters go out: `smtp://user:password@host:587`, `smtps://…:465`, `file` (FARDPLAN_HOME/mail) or `console` |
| `FARDPLAN_PROXIES` | `0` | how many proxies of ours add to X-Forwarded-For; 0: the header is not believed |
| `FARDPLAN_MFA_ROLES` | none | roles that must switch on codes from an app: `lead,office,operator` |
| `FARDPLAN_MFA_GRACE_DAYS` | `14` | days from the first time it is asked for |
| `FARDPLAN_OIDC` | none | YAML file with identity providers and what their claims give |
| `FARDPLAN_LOCAL_LOGIN` | on | `0`: log-in through an identity provider only |
| `FARDPLAN_BREAK_GLASS` | none | user names whose password still opens when `FARDPLAN_LOCAL_LOGIN=0`; each use is logged |
| `FARDPLAN_MAIL_FROM` | `fardplan@` and the host of `FARDPLAN_URL` | the letters' sender |
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.management.utils import get_random_secret_key
from django.utils.translation import gettext_lazy as _

from fardplan.config.databases import database_from
from fardplan.config.letters import mail_from
from fardplan.config.oidc import providers_from

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
    "fardplan.guide",
    "fardplan.workflows",
    "fardplan.reminders",
    "fardplan.reports",
    "fardplan.benefits",
    "fardplan.economy",
    "fardplan.selfassessment",
    "fardplan.effects",
    "fardplan.followup",
    "fardplan.reviews",
    "fardplan.spread",
    "fardplan.plan",
    "fardplan.status",
    "fardplan.consultations",
    "fardplan.governance",
    "fardplan.portfolio",
    "fardplan.indicators",
    "fardplan.goals",
    "fardplan.looks",
    "fardplan.attachments",
    "fardplan.search",
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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "django_tasks",
    "django_tasks_db",
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
    "fardplan.config.sessions.session_limits",
    "fardplan.config.sessions.second_factor",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "fardplan.config.middleware.private_responses",
    "fardplan.config.middleware.waiting_counted",
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

# Counts that hold for all processes and nodes, such as tries to log in. Room for so many that nobody pushes others' out.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "fardplan_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

BASE_URL = os.environ.get("FARDPLAN_URL", "http://localhost:8000").rstrip("/")
MAIL_DOMAIN = urlsplit(BASE_URL).hostname or "localhost"
# The guide is read from the folder of documents beside the code.
DOCS_FOLDER = Path(os.environ.get("FARDPLAN_DOCS") or Path(__file__).resolve().parents[3] / "docs")
GLOSSARY_FILE = DOCS_FOLDER.parent / "GLOSSARY.md"
MAIL_FOLDER = HOME / "mail"
ATTACHMENT_FOLDER = HOME / "files"
ATTACHMENT_MOST_BYTES = int(os.environ.get("FARDPLAN_FILE_MB", "25")) * 1_000_000
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("FARDPLAN_MAIL_FROM", f"fardplan@{MAIL_DOMAIN}")
globals().update(mail_from(os.environ.get("FARDPLAN_MAIL", "file")))

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
AUTHENTICATION_BACKENDS = ["fardplan.accounts.backends.Backend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "account_login"
PASSWORD_RESET_TIMEOUT = 3_600
SESSION_COOKIE_AGE = 12 * 3_600
SESSION_IDLE = 3_600

ACCOUNT_ADAPTER = "fardplan.accounts.adapter.Adapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_AUTHENTICATED_LOGIN_REDIRECTS = False  # a link to the log-in page shows it, as somebody else too
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105  a class, not a secret
ACCOUNT_FORMS = {
    "login": "fardplan.accounts.forms.LogInForm",
    "reauthenticate": "fardplan.accounts.forms.ReauthenticateForm",
    "reset_password": "fardplan.accounts.forms.AskForPasswordForm",
    "reset_password_from_key": "fardplan.accounts.forms.NewPasswordForm",
}
# Those that fail: at most ten in five minutes reach the hasher, per account and per address. A right password is not counted, so
# that a whole county behind one address can log in at eight.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "10/5m/key,10/5m/ip",
    "reauthenticate": "10/5m/user",
    "reset_password": "20/5m/ip,3/5m/key",
    "reset_password_from_key": "20/5m/ip",
}
# How many proxies of ours stand in front and add to X-Forwarded-For. 0: the header is not believed.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("FARDPLAN_PROXIES", "0"))
MFA_ADAPTER = "fardplan.accounts.adapter.SecondFactorAdapter"
# The code before and after counts too: a person takes time to type, and clocks differ (RFC 6238, 5.2 recommends one step).
MFA_TOTP_TOLERANCE = 1
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_FORMS = {
    "authenticate": "fardplan.accounts.forms.CodeForm",
    "reauthenticate": "fardplan.accounts.forms.CodeAgainForm",
    "activate_totp": "fardplan.accounts.forms.SwitchOnForm",
    "deactivate_totp": "fardplan.accounts.forms.SwitchOffForm",
    "generate_recovery_codes": "fardplan.accounts.forms.NewCodesForm",
}
SECOND_FACTOR_ROLES = frozenset(filter(None, os.environ.get("FARDPLAN_MFA_ROLES", "").replace(" ", "").split(",")))
SECOND_FACTOR_GRACE_DAYS = int(os.environ.get("FARDPLAN_MFA_GRACE_DAYS", "14"))
LOCAL_LOGIN = os.environ.get("FARDPLAN_LOCAL_LOGIN", "1") == "1"
BREAK_GLASS = frozenset(filter(None, os.environ.get("FARDPLAN_BREAK_GLASS", "").lower().replace(" ", "").split(",")))
OIDC_PROVIDERS = providers_from(os.environ.get("FARDPLAN_OIDC", ""))
SOCIALACCOUNT_ADAPTER = "fardplan.config.sso.SocialAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
# A link and not a form: the content policy lets no form lead to another site.
SOCIALACCOUNT_LOGIN_ON_GET = True

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
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    # The browser itself refuses such a name for another host, another path or without TLS.
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-session", "__Host-csrf"
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Ten texts of 300 000 letters, sent as browsers send them (one emoji is twelve signs). Files are counted by FARDPLAN_FILE_MB.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12_000_000
# A form with 5 000 rows of choices is still a form; more than this is an attack.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
SILENCED_SYSTEM_CHECKS = []
