"""Production refuses to start when anything is missing, and tells browsers to be careful."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
COMPLETE = {
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    "SUPPRESSION_KEY": "h4Wd9sVq-Kc72LmXt0YbPz_RaUeGfNj5TiHo",
    "SECRET_KEY": "m9p2x7Qv4Lr8Zt1Kd6Wn3Bs5Yc0Hf-Jg_TaUeRoPiNlMkVbXzQwE",
    "ALLOWED_HOSTS": "guides.example.org",
    "SITE_URL": "https://guides.example.org",
    "EMAIL_URL": "smtp+tls://user:password@127.0.0.1:587",
    "DEFAULT_FROM_EMAIL": "Guides <guides@example.org>",
}
SECRETS = [*(name for name in COMPLETE if name != "DJANGO_SETTINGS_MODULE"), "DATABASE_URL", "DATA_DIR"]


@pytest.fixture
def complete(tmp_path):
    return COMPLETE | {"DATA_DIR": str(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3"}


def run(environment, *command):
    """Run Python in production's environment and nothing else of ours."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=kept | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def settings_load(environment):
    return run(environment, "-c", "from django.conf import settings; settings.DEBUG")


def test_complete_settings_load(complete):
    done = settings_load(complete)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("missing", SECRETS)
def test_each_missing_secret_is_refused_by_its_name(complete, missing):
    done = settings_load({name: value for name, value in complete.items() if name != missing})
    assert done.returncode != 0
    last = done.stderr.strip().splitlines()[-1]
    assert "ImproperlyConfigured" in last
    assert f"{missing} (" in last
    assert not any(f"{other} (" in last for other in SECRETS if other != missing)


def test_an_empty_secret_is_a_missing_one(complete):
    assert "SECRET_KEY (" in settings_load(complete | {"SECRET_KEY": "  "}).stderr


def test_all_that_is_missing_is_said_at_once_and_without_a_traceback():
    done = run({"DJANGO_SETTINGS_MODULE": "cms.settings.production"}, "manage.py", "check")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert all(f"{name} (" in done.stderr for name in SECRETS)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"SECRET_KEY": "short"}, "SECRET_KEY is too easy"),
        ({"SECRET_KEY": "a" * 60}, "SECRET_KEY is too easy"),
        ({"SUPPRESSION_KEY": "short"}, "SUPPRESSION_KEY must be"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS may not be *"),
        ({"SITE_URL": "http://guides.example.org"}, "SITE_URL must begin with https://"),
        ({"PRIVATE_DELIVERY": "carrier-pigeon"}, "PRIVATE_DELIVERY must be"),
        ({"PRIVATE_DELIVERY": "s3"}, "PRIVATE_S3_BUCKET must name a bucket"),
        ({"PRIVATE_S3_BUCKET": "guides"}, "S3_SECRET_ACCESS_KEY ("),
        ({"MEDIA_S3_BUCKET": "pictures"}, "named in MEDIA_S3_BUCKET); S3_SECRET_ACCESS_KEY ("),
    ],
)
def test_what_is_set_wrongly_is_refused(complete, wrong, said):
    done = settings_load(complete | wrong)
    assert done.returncode != 0
    assert said in done.stderr


@pytest.mark.slow
def test_the_deployment_check_finds_nothing(complete):
    done = run(
        complete,
        "-W",
        "error::DeprecationWarning",
        "manage.py",
        "check",
        "--deploy",
        "--fail-level",
        "WARNING",
    )
    assert done.returncode == 0, done.stdout + done.stderr


ASK = """
import json, django
django.setup()
from django.test import Client
answers = {}
def ask(name, path, **extra):
    extra = {"secure": True} | extra
    response = Client().get(path, headers={"host": "guides.example.org"}, **extra)
    answers[name] = {"status": response.status_code, "headers": dict(response.headers),
                     "cookies": {key: morsel.OutputString() for key, morsel in response.cookies.items()}}
ask("public", "/nothing-here/")
ask("sign-in", "/accounts/login/")
ask("admin", "/admin/", follow=False)
ask("plain", "/accounts/login/", secure=False)
ask("health", "/healthz", secure=False)
for path in ("/outbox/", "/styleguide/"):
    ask(path, path)
print(json.dumps(answers))
"""


@pytest.mark.slow
def test_what_production_tells_browsers(complete):
    for command in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"]):
        done = run(complete, "manage.py", *command)
        assert done.returncode == 0, done.stderr
    done = run(complete, "-c", ASK)
    assert done.returncode == 0, done.stderr
    answers = json.loads(done.stdout.splitlines()[-1])

    for name in ("public", "sign-in"):
        headers = answers[name]["headers"]
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["X-Frame-Options"] == "DENY"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert "camera=()" in headers["Permissions-Policy"]
    assert answers["public"]["status"] == 404
    assert answers["public"]["cookies"] == {}
    assert answers["sign-in"]["status"] == 200
    assert "'unsafe-inline'" in answers["admin"]["headers"]["Content-Security-Policy"]
    assert answers["admin"]["headers"]["Location"].startswith("/accounts/login/")
    cookie = answers["sign-in"]["cookies"]["__Host-csrf"]
    assert "Secure" in cookie
    assert "SameSite=Lax" in cookie
    assert (answers["plain"]["status"], answers["plain"]["headers"]["Location"]) == (
        301,
        "https://guides.example.org/accounts/login/",
    )
    assert answers["health"]["status"] == 200
    assert answers["/outbox/"]["status"] == answers["/styleguide/"]["status"] == 404
