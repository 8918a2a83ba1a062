"""Settings of every installation. What an installation can change is read in one place: environment.py."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from weerbaar.config import environment, single_sign_on
from weerbaar.config.environment import variable

PACKAGE = Path(__file__).resolve().parent.parent

DATA_FOLDER = Path(
    variable("WEERBAAR_DATA", "data", "Folder with the database, keys and large arrays").read()
).resolve()
DEBUG = variable("WEERBAAR_DEBUG", "0", "1 shows details of errors: for developers only").flag()
SITE_URL = (
    variable("WEERBAAR_SITE_URL", "http://127.0.0.1:8000", "Address at which people reach this installation")
    .read()
    .rstrip("/")
)
ALLOWED_HOSTS = variable(
    "WEERBAAR_ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]", "Host names that are answered, with commas between"
).words()
DATABASES = {
    "default": environment.database(
        variable(
            "WEERBAAR_DATABASE_URL",
            "",
            "postgresql://user:password@host/name; empty: SQLite in the data folder",
        ).read(),
        DATA_FOLDER,
    )
}
SECRET_KEY = variable(
    "WEERBAAR_SECRET_KEY", "", "Signing key; empty: made at the first start and kept in the data folder"
).read() or environment.secret_key(DATA_FOLDER)
BACKGROUND_MAP_URL = variable(
    "WEERBAAR_BACKGROUND_MAP",
    "",
    "Address of background map tiles with {z}, {x} and {y}, for example those of PDOK; empty: none",
).read()
OFFICIAL_SERVICES = {  # where `weerbaar import territory --online` downloads from
    "pdok": variable("WEERBAAR_PDOK_URL", "https://api.pdok.nl", "Address of PDOK, or of a mirror").read(),
    "cbs": variable(
        "WEERBAAR_CBS_URL", "https://opendata.cbs.nl/ODataApi/odata", "Address of the tables of CBS"
    ).read(),
    "rivm": variable(
        "WEERBAAR_RIVM_URL", "https://dataderden.cbs.nl/ODataApi/odata", "Address of the tables of RIVM"
    ).read(),
    "osm": variable(
        "WEERBAAR_OSM_URL", "https://download.geofabrik.de", "Address of the OpenStreetMap extracts"
    ).read(),
}
BACKGROUND_MAP_ATTRIBUTION = variable(
    "WEERBAAR_BACKGROUND_MAP_ATTRIBUTION", "", "Credit line of the background map"
).read()
BACKGROUND_MAP_ORIGIN = environment.origin(BACKGROUND_MAP_URL)
DEMO_SIGN_INS = variable(
    "WEERBAAR_DEMO", "0", "1: a demonstration, in which demo accounts may sign in without a second factor"
).flag()

HTTPS = SITE_URL.startswith("https://")
# `weerbaar serve` speaks plain HTTP, so an https address means that a reverse proxy stands in front
PROXIES = int(
    variable(
        "WEERBAAR_PROXIES",
        "",
        "Number of reverse proxies in front, whose X-Forwarded-For and -Proto are believed; "
        "empty: 1 with an https address, else 0",
    ).read()
    or HTTPS
)
SECURITY_CONTACT = variable(
    "WEERBAAR_SECURITY_CONTACT",
    "",
    "Where a leak can be reported (https: or mailto:), shown in /.well-known/security.txt; empty: no file",
).read()

INSTALLED_APPS = [
    "weerbaar.portal",
    "weerbaar.supportpoints",
    "weerbaar.continuity",
    "weerbaar.territory",
    "weerbaar.accounts",
    "weerbaar.interface",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "axes",
    "csp",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "weerbaar.interface.headers.SafetyHeadersMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "weerbaar.accounts.middleware.SignedInMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "weerbaar.config.urls"
WSGI_APPLICATION = "weerbaar.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "weerbaar.interface.context.page",
            ],
        },
    }
]

# People and sign-in
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:start"
PASSWORD_RESET_TIMEOUT = 60 * 60
INVITATION_DAYS = 7

ACCOUNT_ADAPTER = "weerbaar.accounts.adapters.AccountAdapter"
ACCOUNT_FORMS = {"login": "weerbaar.accounts.sign_in_forms.LoginForm"}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Weerbaar: "
ACCOUNT_LOGOUT_REDIRECT_URL = "portal:home"
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if HTTPS else "http"
# wide per address and per account, because the lockout below is the narrow one
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "20/m/ip,30/h/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = PROXIES

MFA_ADAPTER = "weerbaar.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Weerbaar"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = False  # it would skip the check of the origin altogether

OIDC = single_sign_on.read()
SOCIALACCOUNT_ADAPTER = "weerbaar.accounts.adapters.SingleSignOnAdapter"
SOCIALACCOUNT_PROVIDERS = single_sign_on.providers(OIDC)
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 10
OPENID_CONNECT_URL_PREFIX = "oidc"

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_DISABLE_ACCESS_LOG = True  # nothing is kept of people who sign in as they should
AXES_USERNAME_CALLABLE = "weerbaar.accounts.lockout.name_tried"
AXES_CLIENT_IP_CALLABLE = "weerbaar.interface.ratelimit.client_address"
AXES_LOCKOUT_CALLABLE = "weerbaar.accounts.lockout.refuse"
AXES_ENABLE_ADMIN = False

# E-mail
_MAIL = environment.mail(
    variable(
        "WEERBAAR_EMAIL_URL",
        "",
        "Mail server: smtp+tls://user:password@host:587 or smtps://…:465; empty: no mail is sent "
        "(printed in the terminal while the address is not https)",
    ).read()
)
HAS_MAIL_SERVER = bool(_MAIL)
SENDS_MAIL = HAS_MAIL_SERVER or not HTTPS  # without https the terminal stands in for a mail server
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if _MAIL
    else f"django.core.mail.backends.{'dummy' if HTTPS else 'console'}.EmailBackend"
)
EMAIL_HOST, EMAIL_PORT = str(_MAIL.get("host", "localhost")), int(_MAIL.get("port", 25))
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = str(_MAIL.get("user", "")), str(_MAIL.get("password", ""))
EMAIL_USE_TLS, EMAIL_USE_SSL = _MAIL.get("security") == "tls", _MAIL.get("security") == "ssl"
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = variable(
    "WEERBAAR_EMAIL_FROM", "weerbaar@localhost", "Sender of the mail about accounts"
).read()
ACCOUNT_EMAIL_NOTIFICATIONS = SENDS_MAIL

# Language and time
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
USE_TZ = True
TIME_ZONE = "Europe/Amsterdam"

# Files
STATIC_URL = "/static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True  # files are served from the package: nothing is collected
# what the front-end build left carries a hash in its name: a browser may keep it for good
WHITENOISE_IMMUTABLE_FILE_TEST = r"^/static/built/.+-[\w-]{8}\.\w+$"

# Background work
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Safety
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:", "blob:", *BACKGROUND_MAP_ORIGIN],
        "font-src": [SELF],
        "connect-src": [SELF, *BACKGROUND_MAP_ORIGIN],
        "worker-src": [SELF],
        "manifest-src": [SELF],
        # browsers hold a redirect after a form to this too, so single sign-on needs its provider here
        "form-action": [SELF, *single_sign_on.origins(OIDC)],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_NAME = "__Host-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "weerbaar.accounts.views.expired.form_expired"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # the watchdog asks on this machine itself, without TLS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PROXIES else None
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
