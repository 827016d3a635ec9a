"""Somebody is erased: nothing leads to them any more, and no figure changes."""

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import TestCase
from django_tasks_db.models import DBTaskResult

from cms.consent.models import ConsentEvent, Suppression
from cms.consent.services import current_wording, give_consent
from cms.consent.services.suppression import is_suppressed
from cms.core.management.commands import figures as _figures  # noqa: F401
from cms.core.signals import restored
from cms.people.models import Person
from cms.resources.models import DailyTally, Download, HeardPhrase, Letter
from cms.resources.services.counting import rebuild_tallies
from cms.rights.choices import How
from cms.rights.models import Erasure, RightsLetter
from cms.rights.services import erasing
from cms.rights.services.erasing import rehearse, repeat_after_restore
from cms.rights.services.ledger import entries
from tests.cms.rights.conftest import ADDRESS, NOW, at_once
from tests.factories import DownloadFactory, PersonFactory
from tests.staff import member_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def erase(**asked) -> erasing.Report:
    """Erase, and let happen what happens once the transaction is sure to last."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return erasing.erase(**asked)


def figures() -> dict:
    """Every number a figure may be made of: by day, guide, outcome, role, region, source, person."""
    rows = Download.objects.order_by("pk").values_list(
        "pk", "downloader", "resource", "day", "outcome", "first_ever", "first_of_resource", "role",
        "organisation_type", "country", "region", "authority", "place_method", "heard_source", "heard_phrase",
        "channel", "language", "completed_at",
    )  # fmt: skip
    out = io.StringIO()
    call_command("figures", "downloads", "--by", "month", "--format", "json", stdout=out)
    return {
        "rows": list(rows),
        "tallies": list(DailyTally.objects.order_by("pk").values()),
        "phrases": list(HeardPhrase.objects.order_by("pk").values_list("pk", "source")),
        "published": out.getvalue(),
    }


def everywhere(words: str) -> list[str]:
    """Each table and column of the database, and each file, in which the words stand. It asks no model."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = [
                column.name for column in connection.introspection.get_table_description(cursor, table)
            ]
            for column in columns:
                sql = f'SELECT COUNT(*) FROM "{table}" WHERE LOWER(CAST("{column}" AS TEXT)) LIKE %s'
                cursor.execute(sql, [f"%{words.lower()}%"])
                if cursor.fetchone()[0]:
                    found.append(f"{table}.{column}")
    found += [
        f"session {session.session_key}"
        for session in Session.objects.all()
        if words in json.dumps(session.get_decoded())
    ]
    return found + files_with(words)


def files_with(words: str) -> list[str]:
    """Files under the media and private folders and the outbox, also inside zips and Word files."""
    from django.conf import settings

    found = []
    for folder in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT, settings.EMAIL_FILE_PATH):
        for path in Path(folder).rglob("*"):
            if not path.is_file():
                continue
            pieces = [path.read_bytes(), path.name.encode()]
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    pieces += [archive.read(name) for name in archive.namelist()]
            if any(words.encode() in piece.lower() for piece in pieces):
                found.append(str(path))
    return found


def test_nothing_is_left_and_no_figure_changes(everything, run_jobs):
    before = figures()
    assert len(everywhere(ADDRESS)) >= 10, "the search finds what stands there before"
    report = erase(email=f"  {ADDRESS.upper()} ", how=How.ADMIN, now=NOW)
    assert report.known
    assert report.lines
    assert everywhere(ADDRESS) == []
    assert figures() == before
    rebuild_tallies()
    assert [row | {"id": 0} for row in figures()["tallies"]] == [row | {"id": 0} for row in before["tallies"]]
    assert not Person.objects.filter(key=everything.key).exists()
    assert is_suppressed(ADDRESS)
    run_jobs()
    assert everywhere(ADDRESS) == []


def test_the_name_goes_from_what_people_typed(everything):
    erase(email=ADDRESS, how=How.ADMIN, now=NOW)
    assert everywhere("Wilhelmina") == []


def test_words_that_name_nobody_stay(everything):
    harmless = DownloadFactory(person=everything, heard_words="a talk at nasen Live", first_ever=False,
                               resource__slug="third")  # fmt: skip
    erase(email=ADDRESS, how=How.ADMIN, now=NOW)
    harmless.refresh_from_db()
    assert harmless.heard_words == "a talk at nasen Live"
    assert harmless.person is None


def test_others_are_left_alone(everything):
    other = DownloadFactory(person=PersonFactory(email="else@example.org"), resource__slug="second")
    Letter.objects.create(download=other, created_at=NOW, changed_at=NOW)
    give_consent(
        person=other.person,
        purpose="newsletter",
        wording=current_wording("newsletter"),
        source="a form",
        now=NOW,
    )
    erase(email=ADDRESS, how=How.ADMIN, now=NOW)
    other.refresh_from_db()
    assert other.person.email == "else@example.org"
    assert Letter.objects.filter(download=other).count() == 1
    assert ConsentEvent.objects.filter(person=other.person).count() == 1
    assert not ConsentEvent.objects.filter(person__email=ADDRESS).exists()
    assert not is_suppressed("else@example.org")


def test_everybody_who_is_the_same_person_goes(everything):
    other = PersonFactory(email="w.second@example.org", merged_into=everything)
    third = PersonFactory(email="w.third@example.org", merged_into=other)
    DownloadFactory(person=other, resource__slug="elsewhere")
    erase(email=third.email, how=How.ADMIN, now=NOW)
    assert Person.objects.filter(pk__in=[everything.pk, other.pk, third.pk]).count() == 0
    for address in (ADDRESS, other.email, third.email):
        assert everywhere(address) == []
        assert is_suppressed(address)
    assert Erasure.objects.count() == 3


def test_a_rehearsal_says_the_same_and_changes_nothing(everything):
    before = everywhere(ADDRESS), figures(), Erasure.objects.count()
    told = rehearse(email=ADDRESS, now=NOW)
    assert (everywhere(ADDRESS), figures(), Erasure.objects.count()) == before
    assert list(entries()) == []
    assert told.lines == erase(email=ADDRESS, how=How.ADMIN, now=NOW).lines


def test_twice_is_once(everything):
    erase(email=ADDRESS, how=How.ADMIN, now=NOW)
    again = erase(email=ADDRESS, how=How.ADMIN, now=NOW)
    assert not again.known
    erase(email=ADDRESS, how=How.ADMIN, now=NOW)
    assert Suppression.objects.count() == 1
    assert Erasure.objects.count() == 2  # one for the person, one for the address nobody was known by


def test_who_comes_back_is_somebody_new_and_is_not_mailed(everything):
    old = everything.key
    erase(email=ADDRESS, how=How.ADMIN, now=NOW)
    new = PersonFactory(email=ADDRESS, created_at=NOW)
    assert new.key != old
    assert not new.downloads.exists()
    assert is_suppressed(ADDRESS)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_no_harm(everything):
    results = at_once([lambda: erasing.erase(email=ADDRESS, how=How.ADMIN, now=NOW)] * 3)
    assert not [result for result in results if isinstance(result, Exception)]
    assert sum(result.known for result in results) == 1
    assert everywhere(ADDRESS) == []


def test_without_a_ledger_nothing_is_erased(everything, monkeypatch):
    def full(_entry):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(erasing, "write_entry", full)
    with pytest.raises(OSError, match="No space"):
        erase(email=ADDRESS, how=How.ADMIN, now=NOW)
    assert Person.objects.filter(key=everything.key).exists()
    assert not is_suppressed(ADDRESS)


def test_the_ledger_names_nobody(everything):
    erase(email=ADDRESS, how=How.ADMIN, now=NOW)
    (entry,) = entries()
    with storages["private"].open(f"erasures/{entry.key}.json") as file:
        raw = file.read().decode()
    assert ADDRESS not in raw
    assert str(everything.key) not in raw
    assert entry.erased_at == NOW


def bring_back(person: Person) -> Person:
    """As a restore does: the row with its old key."""
    return Person.objects.create(email=person.email, key=person.key, created_at=person.created_at)


def test_a_restore_that_brings_somebody_back_erases_them_again(everything):
    erase(email=ADDRESS, how=How.ADMIN, now=NOW)
    Erasure.objects.all().delete()
    Suppression.objects.all().delete()
    back = bring_back(everything)
    download = DownloadFactory(person=back, heard_words=f"from {ADDRESS}", resource__slug="again")
    said = []
    restored.send(sender=None, made_at=NOW - timedelta(days=1), say=said.append)
    assert everywhere(ADDRESS) == []
    assert Download.objects.get(pk=download.pk).person is None
    assert is_suppressed(ADDRESS)
    assert Erasure.objects.count() == 1
    assert "1 people erased again" in said[0]
    restored.send(sender=None, made_at=NOW - timedelta(days=1), say=said.append)
    assert Erasure.objects.count() == 1
    assert len(list(entries())) == 1


def test_a_restore_leaves_who_came_back_later(everything):
    erase(email=ADDRESS, how=How.ADMIN, now=NOW)
    later = PersonFactory(email=ADDRESS, created_at=NOW + timedelta(days=3))
    assert repeat_after_restore(made_at=NOW + timedelta(days=5), now=NOW) == 0
    assert repeat_after_restore(made_at=NOW - timedelta(days=5), now=NOW) == 0
    assert Person.objects.filter(pk=later.pk).exists()


def test_a_table_imported_again_brings_nobody_back(db, tmp_path):
    from tests.factories import ResourceFactory

    ResourceFactory(slug="send-review-guide")
    table = tmp_path / "old.csv"
    table.write_text(
        f"resource,downloaded_at,email,heard_from\nsend-review-guide,2017-03-01 10:00,{ADDRESS},a colleague\n"
    )
    call_command("import_downloads", str(table), stdout=io.StringIO())
    download = Download.objects.get()
    plain = download.import_key
    erase(email=ADDRESS, how=How.ADMIN, now=NOW)
    download.refresh_from_db()
    assert download.import_key != plain
    before = figures()
    call_command("import_downloads", str(table), stdout=io.StringIO())
    assert not Person.objects.exists()
    assert figures() == before


def test_the_last_letter_goes_and_with_it_the_address(everything, run_jobs, mailoutbox):
    erase(email=ADDRESS, how=How.ADMIN, now=NOW, letter=True)
    keys = list(DBTaskResult.objects.values_list("args_kwargs", flat=True))
    assert ADDRESS not in json.dumps(keys)
    run_jobs()
    (letter,) = [mail for mail in mailoutbox if "erased" in mail.subject]
    assert letter.to == [ADDRESS]
    assert everywhere(ADDRESS) == []
    for last in RightsLetter.objects.filter(kind="goodbye"):
        from cms.rights.tasks import send_letter

        send_letter.call(key=str(last.key))
    assert len([mail for mail in mailoutbox if "erased" in mail.subject]) == 1


def test_the_command_says_what_it_would_do_and_then_does_it(everything, capsys):
    call_command("personal_data", "erase", ADDRESS)
    told = capsys.readouterr().out
    assert "Nothing has been changed" in told
    assert "downloads made anonymous: 2" in told
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("personal_data", "erase", ADDRESS, "--yes")
    told = capsys.readouterr().out
    assert "stands nowhere any more" in told
    assert ADDRESS not in told
    call_command("personal_data", "erase", ADDRESS, "--yes")
    assert "Nobody was known" in capsys.readouterr().out
    with pytest.raises(CommandError, match="email address"):
        call_command("personal_data", "erase", "no address")


def test_what_somebody_wrote_by_hand_is_told_and_left(everything, capsys):
    from wagtail.models import Page

    page = Page.objects.filter(depth=2).first()
    Page.objects.filter(pk=page.pk).update(search_description=f"Write to {ADDRESS}")
    call_command("personal_data", "erase", ADDRESS, "--yes")
    assert "Still mentioned in 1 × page, meta description" in capsys.readouterr().out


def test_a_staff_account_stays_and_is_told(everything, capsys):
    user = member_of("Editors")
    user.email = ADDRESS
    user.save()
    call_command("personal_data", "erase", ADDRESS, "--yes")
    assert "A staff account has this address" in capsys.readouterr().out
    user.refresh_from_db()
    assert user.email == ADDRESS


def test_the_doctor_sees_whether_the_ledger_is_whole(everything):
    from cms.core.doctor import OK, WRONG
    from cms.rights.health import erasures

    erase(email=ADDRESS, how=How.ADMIN, now=NOW)
    (sound,) = erasures()
    assert (sound.state, "1 entries" in sound.found) == (OK, True)
    (entry,) = entries()
    name = f"erasures/{entry.key}.json"
    storages["private"].delete(name)
    (missing,) = erasures()
    assert missing.state == WRONG
    storages["private"].save(name, ContentFile(b"{half"))
    (broken,) = erasures()
    assert (broken.state, str(entry.key) in broken.found) == (WRONG, True)
    with pytest.raises(ValueError, match="cannot be read"):
        repeat_after_restore(made_at=NOW, now=NOW)
