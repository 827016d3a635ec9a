"""The doctor says what is wrong and how to mend it, and changes nothing."""

import datetime as dt
import io
import json

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Site

from cms.accounts.models import User
from cms.core.doctor import WRONG, examine

pytestmark = pytest.mark.django_db


def wrong():
    return {finding.what: finding for finding in examine() if finding.state == WRONG}


@pytest.fixture
def well(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    User.objects.create_superuser("a@example.org")
    site = Site.objects.get(is_default_site=True)
    site.hostname, site.port = "127.0.0.1", 8000
    site.save()


def test_a_healthy_installation(well):
    assert wrong().keys() <= {"languages", "search"}, "an empty database has no Welsh pages and no index yet"


def test_each_ailment_is_named_with_its_cure(well, settings):
    User.objects.all().delete()
    Site.objects.update(hostname="elsewhere.example", port=80)
    settings.DATA_DIR = "/nowhere/at/all"
    found = wrong()
    assert "createsuperuser" in found["administrators"].mend
    assert "elsewhere.example" in found["site"].found
    assert "DATA_DIR" in found["data folder"].mend
    assert all(finding.mend for finding in found.values())


def test_a_folder_that_everybody_may_look_into_is_told(well, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    tmp_path.chmod(0o755)
    assert any("Every account" in finding.found for finding in examine())
    tmp_path.chmod(0o750)  # a web server of the site's group reads files there
    assert not any("Every account" in finding.found for finding in examine())


def test_a_worker_that_does_not_run_is_missed(well):
    from tests.cms.core.test_services import task

    waiting = task("READY", workers=())
    type(waiting).objects.update(enqueued_at=timezone.now() - dt.timedelta(minutes=6))
    assert "no worker is running" in wrong()["worker"].found


def test_json_and_the_exit_code(well):
    User.objects.all().delete()
    out = io.StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("doctor", "--format", "json", stdout=out)
    assert left.value.code == 1
    answer = json.loads(out.getvalue())
    assert answer["well"] is False
    assert {"state", "what", "found", "mend"} == set(answer["findings"][0])
