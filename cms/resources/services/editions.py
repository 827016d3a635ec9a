"""Editions and their files: added, put in another's place, corrected, taken back. Each is logged with who
did it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ..choices import Status
from ..models import Download, Edition, File

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.files.storage import Storage
    from django.core.files.uploadedfile import UploadedFile

    from ..uploads import Checked

Stored = list[tuple["Storage", str]]


@contextmanager
def _all_or_nothing() -> Iterator[Stored]:
    """A transaction whose files are taken out of the storage again when it fails.

    The database forgets by itself; a storage does not, and nobody would ever find those bytes.
    """
    stored: Stored = []
    try:
        with transaction.atomic():
            yield stored
    except BaseException:
        for storage, name in stored:
            storage.delete(name)
        raise


def _taken(edition: Edition) -> ValidationError:
    return ValidationError(
        _(
            "There is already an edition %(version)s in this language and kind, or somebody else has "
            "just added one. Look at the guide’s editions, then choose another version."
        )
        % {"version": edition.version},
        code="taken",
    )


def add_edition(*, edition: Edition, files: list[tuple[UploadedFile, Checked]], user) -> Edition | None:
    """Save a new edition as the current one, in one step with the end of the one before it.

    Args:
        edition: not yet saved; its resource, language and variant say which edition it follows.
        files: what was uploaded, each with what the check found out about it.
        user: who does it.

    Returns:
        The edition that was superseded, if there was one.

    Raises:
        ValidationError: there is an edition of this version already, or somebody else added one meanwhile.
    """
    try:
        with _all_or_nothing() as stored:
            before = (
                Edition.objects.select_for_update()
                .filter(
                    resource=edition.resource,
                    language=edition.language,
                    variant=edition.variant,
                    status=Status.CURRENT,
                )
                .first()
            )
            if before:
                before.status = Status.SUPERSEDED
                before.save(update_fields=["status"])
            edition.status = Status.CURRENT
            edition.save(force_insert=True)
            for upload, checked in files:
                _store(edition, upload, checked, stored)
            log(instance=edition, action="wagtail.create", user=user)
            if before:
                log(instance=before, action="resources.supersede", user=user, data={"by": edition.version})
    except IntegrityError as error:
        edition.pk = None
        raise _taken(edition) from error
    return before


def correct_edition(
    *, edition: Edition, changed: list[str], files: list[tuple[UploadedFile, Checked]], user
) -> None:
    """Save what was corrected about an edition, and put each file in the place of the one of its format.

    Args:
        edition: with its corrected values, not yet saved.
        changed: the names of the fields that were corrected.
        files: what was uploaded, each with what the check found out about it.
        user: who does it.

    Raises:
        ValidationError: there is an edition of this version already.
    """
    try:
        with _all_or_nothing() as stored:
            Edition.objects.select_for_update().get(pk=edition.pk)
            if changed:
                edition.save(update_fields=changed)
                log(instance=edition, action="wagtail.edit", user=user, data={"fields": changed})
            for upload, checked in files:
                _put_file(edition, upload, checked, user, stored)
    except IntegrityError as error:
        raise _taken(edition) from error


def is_untouched(edition: Edition) -> bool:
    """Whether nobody has taken, or asked for, a file of this edition."""
    return not Download.objects.filter(edition=edition).exists()


def delete_edition(*, edition: Edition, user) -> Edition | None:
    """Take back an edition that was added by mistake, with its stored files.

    The edition it took the place of can be taken again.

    Returns:
        That edition, if there is one.

    Raises:
        ValidationError: somebody has taken it or asked for it, so figures and letters stand on it.
    """
    with transaction.atomic():
        edition = Edition.objects.select_for_update().get(pk=edition.pk)
        if not is_untouched(edition):
            raise ValidationError(
                _(
                    "Somebody has already asked for edition %(version)s, so it stays on record. "
                    "Add a newer edition to take its place, or put a corrected file in it."
                )
                % {"version": edition.version},
                code="taken",
            )
        for file in edition.files.all():
            transaction.on_commit(lambda file=file.file: file.storage.delete(file.name))
        was_current = edition.status == Status.CURRENT
        log(instance=edition, action="wagtail.delete", user=user, deleted=True)
        edition.delete()
        before = None
        if was_current:
            # The one added last before it is the one it superseded.
            before = (
                Edition.objects.filter(
                    resource_id=edition.resource_id, language=edition.language, variant=edition.variant
                )
                .order_by("-pk")
                .first()
            )
        if before:
            before.status = Status.CURRENT
            before.save(update_fields=["status"])
            log(instance=before, action="resources.restore", user=user, data={"instead": edition.version})
    return before


def _put_file(edition: Edition, upload: UploadedFile, checked: Checked, user, stored: Stored) -> None:
    """Give an edition a file, in the place of the one of that format if there is one.

    The bytes of the file before stay in the storage until its row is gone, so that nobody's download breaks
    off.
    """
    old = File.objects.filter(edition=edition, format=checked.format).first()
    if old is None:
        _store(edition, upload, checked, stored)
    else:
        storage, name = old.file.storage, old.file.name
        old.size, old.sha256, old.pages = checked.size, checked.sha256, checked.pages
        old.file.save(upload.name, upload, save=False)
        stored.append((storage, old.file.name))
        old.save()
        transaction.on_commit(lambda: storage.delete(name))
    log(
        instance=edition,
        action="resources.file",
        user=user,
        data={
            "format": checked.format,
            "size": checked.size,
            "sha256": checked.sha256,
            "replaced": bool(old),
        },
    )


def _store(edition: Edition, upload: UploadedFile, checked: Checked, stored: Stored) -> None:
    file = File(
        edition=edition,
        format=checked.format,
        size=checked.size,
        sha256=checked.sha256,
        pages=checked.pages,
    )
    file.file.save(upload.name, upload, save=False)
    stored.append((file.file.storage, file.file.name))
    file.save(force_insert=True)
