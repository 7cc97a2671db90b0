"""Settings every service starts from; each is read once, here, from the environment.

A variable that is unset is looked up in ``X_FILE`` (a file that holds the value) and then in
``DATA_DIR/env/<service>.env``, which the supervisor writes. docs/settings.md lists them all.
"""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

from common.celery_settings import *
from common.celery_settings import of_broker
from common.storage import documents

#: The service whose settings these are, by the name of its settings module.
SERVICE = os.environ.get("SERVICE") or os.environ["DJANGO_SETTINGS_MODULE"].partition(".")[0]
#: The word each service has in public paths.
WORDS = {
    "user_service": "users",
    "ats_service": "ats",
    "agent_service": "agents",
    "notification_service": "notifications",
}
WORD = WORDS[SERVICE]


def prefix(service: str) -> str:
    """Return the service's prefix in names of variables: ``USER`` for ``user_service``."""
    return service.partition("_")[0].upper()


env = environ.FileAwareEnv()
TESTING = env.bool("TESTING", default=False)
DATA_DIR = Path(env.str("DATA_DIR", default=".data")).resolve()
if (_written := DATA_DIR / "env" / f"{SERVICE}.env").exists() and not TESTING:
    env.read_env(_written)

#: local: the embedded suite of one person. production: refuses anything weak.
ENVIRONMENT = env.str("ENVIRONMENT", default="local")
PRODUCTION = ENVIRONMENT == "production"
DEBUG = env.bool("DEBUG", default=False)


def secret(name: str) -> str:
    """Return a secret; only under DEBUG or TESTING does it have a default.

    Raises:
        ImproperlyConfigured: the variable is unset.
    """
    if DEBUG or TESTING:
        return env.str(name, default="unsafe-" + name.lower().replace("_", "-") * 4)
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"Set {name}, or {name}_FILE, or start with `make run`.")
    return value


#: A worker that dies with its network says no goodbye: each end finds out within two minutes and
#: lets go, so that the rows it held are free again. Seconds, but the last in milliseconds.
_KEEPALIVES = {"keepalives_idle": 30, "keepalives_interval": 10, "keepalives_count": 6}
_UNHEARD = {"tcp_user_timeout": 90_000}
_SESSION = {
    "lock_timeout": "5s",
    "idle_in_transaction_session_timeout": "120s",
    **{f"tcp_{name}": value for name, value in _KEEPALIVES.items()},
    **_UNHEARD,
}


def database(service: str) -> dict[str, Any]:
    """Return the connection of ``service``: from ``USER_DATABASE_URL`` and so on.

    Raises:
        ImproperlyConfigured: the variable is unset or does not name a Postgres.
    """
    name = f"{prefix(service)}_DATABASE_URL"
    url = env.str(name, default="")
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured(f"Set {name} to postgres://…, or start with `make run`.")
    found: dict[str, Any] = env.db_url_config(url)
    found |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True, "ATOMIC_REQUESTS": False}
    found.setdefault("OPTIONS", {}).update(
        connect_timeout=5,
        application_name=service,
        options=" ".join(f"-c {name}={value}" for name, value in _SESSION.items()),
        **_KEEPALIVES,
        **_UNHEARD,
    )
    return found


SECRET_KEY = secret("SECRET_KEY")
#: Earlier secrets, which still open what they sealed and signed.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
PUBLIC_URL = env.str("PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")
#: Where each service answers its peers; fixed, so that a call never leaves the suite.
ORIGINS = {
    name: env.str(f"{prefix(name)}_ORIGIN", default="http://127.0.0.1:1").rstrip("/")
    for name in WORDS
}
ALLOWED_HOSTS = [
    *env.list(
        "ALLOWED_HOSTS",
        default=[
            "127.0.0.1",
            "localhost",
            "[::1]",
            "testserver",
            urlsplit(PUBLIC_URL).hostname or "",
        ],
    ),
    urlsplit(ORIGINS[SERVICE]).hostname or "",
]
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
USE_X_FORWARDED_HOST = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

COMMON_APPS = [
    "unfold",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "rest_framework",
    "django_filters",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "django_celery_results",
    "common.auth",
    "common.outbox",
    "common.idempotency",
]
MIDDLEWARE = [
    "common.observability.RequestIdMiddleware",
    "common.bodies.DrainMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
CELERY_APP = f"{SERVICE}.celery"
WSGI_APPLICATION = f"{SERVICE}.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
LANGUAGE_CODE = "en"
TIME_ZONE = "UTC"
USE_TZ = True

# Admin sites: one a service on its own path, so cookies are named and scoped per service.
ADMIN_PATH = f"/admin/{WORD}/"
STATIC_URL = f"{ADMIN_PATH}static/"
SESSION_COOKIE_NAME = f"session_{WORD}"
SESSION_COOKIE_PATH = ADMIN_PATH
CSRF_COOKIE_NAME = f"csrf_{WORD}"
CSRF_COOKIE_PATH = ADMIN_PATH
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https://")
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
UNFOLD = {"SITE_TITLE": f"Job Applier · {WORD}", "SITE_HEADER": f"Job Applier · {WORD}"}

# Bytes and mail.
STORAGE_URL = env.str("STORAGE_URL", default=(DATA_DIR / "files" / SERVICE).as_uri())
STORAGES: dict[str, Any] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "documents": documents(STORAGE_URL),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 2**20
MAIL_URL = env.str("MAIL_URL", default="")
if MAIL_URL:
    vars().update(environ.Env.email_url_config(MAIL_URL))
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = str(DATA_DIR / "mail")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("MAIL_FROM", default="Job Applier <agent@localhost>")

# Cache and broker: doorbells and counters, never the truth.
CACHE_URL = env.str("CACHE_URL", default="redis://127.0.0.1:1/1")
CACHES = {
    "default": {
        "BACKEND": "common.caching.KeptRedisCache",
        "LOCATION": CACHE_URL,
        "KEY_PREFIX": "jobapplier",
        "OPTIONS": {"socket_timeout": 2, "socket_connect_timeout": 1},
    }
}
CELERY_BROKER_URL = env.str("BROKER_URL", default="redis://127.0.0.1:1/0")
CELERY_TASK_DEFAULT_QUEUE = SERVICE
vars().update(of_broker(CELERY_BROKER_URL))


def ticks(*, of: str = SERVICE, **seconds: float) -> dict[str, dict[str, Any]]:
    """Return a static beat schedule: task ``<of>.<name>`` every so many seconds."""
    return {
        f"{of}.{name}": {
            "task": f"{of}.{name}",
            "schedule": every,
            "options": {"expires": every, "confirm_timeout": CONFIRM_SECONDS},
        }
        for name, every in seconds.items()
    }


#: Ticks only ring: each is safe to double. Services add theirs with ``ticks``.
CELERY_BEAT_SCHEDULE = ticks(of="outbox", watch=300.0, compare=60.0, sweep=30.0, purge=3600.0)

# The API.
#: How often one may call, by scope; counted over all processes.
THROTTLE_RATES = {
    "anonymous": env.str("THROTTLE_ANONYMOUS", default="60/min"),
    "writes": env.str("THROTTLE_WRITES", default="300/min"),
    "sign_in": env.str("THROTTLE_SIGN_IN", default="10/min"),
    "sign_in_account": env.str("THROTTLE_SIGN_IN_ACCOUNT", default="5/min"),
}
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["common.auth.authentication.TokenAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["common.auth.permissions.IsPerson"],
    "DEFAULT_RENDERER_CLASSES": ["common.views.OrjsonRenderer"],
    "DEFAULT_PARSER_CLASSES": ["common.parsers.StrictJSONParser"],
    "DEFAULT_PAGINATION_CLASS": "common.pagination.KeysetPagination",
    "DEFAULT_FILTER_BACKENDS": ["django_filters.rest_framework.DjangoFilterBackend"],
    "DEFAULT_SCHEMA_CLASS": "common.openapi.Schema",
    "DEFAULT_THROTTLE_CLASSES": ["common.throttles.Everyone", "common.throttles.Writes"],
    "EXCEPTION_HANDLER": "common.errors.handler",
    "UNAUTHENTICATED_USER": None,
    "NUM_PROXIES": env.int("NUM_PROXIES", default=1),
    "TEST_REQUEST_DEFAULT_FORMAT": "json",
    "TEST_REQUEST_RENDERER_CLASSES": [
        "rest_framework.renderers.JSONRenderer",
        "rest_framework.renderers.MultiPartRenderer",
    ],
}
SPECTACULAR_SETTINGS = {
    "TITLE": f"Job Applier Agent: {WORD}",
    "VERSION": "1.0.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_AUTHENTICATION": [],
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "common.openapi.describe_problems",
        "common.openapi.describe_places",
    ],
}

# Tokens.
#: Own key for calls to peers: base64 of a 32-byte Ed25519 seed.
SERVICE_KEY = secret("SERVICE_KEY")
ACCESS_TOKEN_LIFETIME = timedelta(minutes=10)
REFRESH_TOKEN_LIFETIME = timedelta(days=14)
#: host[:port] of a LAN or this machine that outbound calls may reach all the same.
OPERATOR_ALLOWED_HOSTS = env.list("OPERATOR_ALLOWED_HOSTS", default=[])

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "common.observability.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {"httpx2": {"level": "WARNING"}, "httpcore2": {"level": "WARNING"}},
}
