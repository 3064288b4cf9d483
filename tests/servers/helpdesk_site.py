"""The settings of a django-helpdesk that keeps its data in the folder HELPDESK_DATA."""

import os
from pathlib import Path

DATA = Path(os.environ["HELPDESK_DATA"])

SECRET_KEY = "of a server that lives for a minute"
ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
ROOT_URLCONF = "helpdesk_urls"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.sites",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.admin",
    "helpdesk",
    "rest_framework",
]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
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
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": DATA / "helpdesk.db",
        # The server reads while tickets are changed beside it. Nothing has to outlive the machine.
        "OPTIONS": {"timeout": 30, "init_command": "PRAGMA synchronous = OFF"},
    }
}
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
MEDIA_ROOT = DATA / "media"
STATIC_URL = "/static/"
SITE_ID = 1
TIME_ZONE = "UTC"
USE_TZ = True
HELPDESK_ACTIVATE_API_ENDPOINT = True
HELPDESK_TEAMS_MODE_ENABLED = False
