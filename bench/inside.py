"""Calling the site inside this process: the same handler a web server calls, without the network."""

import io
from collections.abc import Callable
from http.cookies import SimpleCookie
from urllib.parse import urlencode

import django
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

# What `django-admin startproject` puts in front of a view: the yardstick of a bare Django view.
STARTPROJECT = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]


def set_up() -> None:
    """Start Django with the site's own settings, and the bare views in front of its addresses."""
    django.setup()
    settings.ROOT_URLCONF = "bench.bare"


def handler(middleware: list[str] | None = None) -> WSGIHandler:
    """The site's handler, or one with another list of middleware in front of the same addresses."""
    usual = settings.MIDDLEWARE
    settings.MIDDLEWARE = usual if middleware is None else middleware
    try:
        return WSGIHandler()
    finally:
        settings.MIDDLEWARE = usual


class Visitor:
    """One browser without the browser: keeps cookies, sends what a browser sends."""

    def __init__(self, application: Callable, address: str = "127.0.0.1") -> None:
        self.application = application
        self.address = address
        self.cookies: SimpleCookie = SimpleCookie()

    def ask(self, path: str, form: list[tuple[str, str]] | None = None) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body of one request; a POST when there is a form."""
        body = urlencode(form).encode() if form is not None else b""
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": "GET" if form is None else "POST",
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_TYPE": "application/x-www-form-urlencoded" if form is not None else "",
            "CONTENT_LENGTH": str(len(body)),
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": self.address,
            "HTTP_HOST": "127.0.0.1:8000",
            "HTTP_USER_AGENT": "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36",
            "HTTP_ACCEPT": "text/html,application/xhtml+xml",
            "HTTP_ACCEPT_LANGUAGE": "en-GB,en;q=0.9",
            "HTTP_ACCEPT_ENCODING": "gzip",
            "HTTP_COOKIE": "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items()),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        if form is not None:
            environ["HTTP_ORIGIN"] = "http://127.0.0.1:8000"
        told: list = []
        response = self.application(environ, lambda status, headers: told.extend((status, headers)))
        try:
            content = b"".join(response)
        finally:
            response.close()
        headers: dict[str, str] = {}
        for name, value in told[1]:
            headers[name.lower()] = value
            if name.lower() == "set-cookie":
                self.cookies.load(value)
        return int(told[0].split()[0]), headers, content
