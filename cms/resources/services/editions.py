"""Editions and their files: added, put in another's place, replaced. Each is logged with who did it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ..choices import Status
from ..models import Edition, File

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from ..uploads import Checked


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
        with transaction.atomic():
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
                _store(edition, upload, checked)
            log(instance=edition, action="wagtail.create", user=user)
            if before:
                log(instance=before, action="resources.supersede", user=user, data={"by": edition.version})
    except IntegrityError as error:
        edition.pk = None
        raise ValidationError(
            _(
                "There is already an edition %(version)s in this language and kind, or somebody else has "
                "just added one. Look at the guide’s editions, then choose another version."
            )
            % {"version": edition.version},
            code="taken",
        ) from error
    return before


def put_file(*, edition: Edition, upload: UploadedFile, checked: Checked, user) -> File:
    """Give an edition a file, in the place of the one of that format if there is one.

    The bytes of the file before stay in the storage until its row is gone, so that nobody's download breaks
    off.
    """
    with transaction.atomic():
        Edition.objects.select_for_update().get(pk=edition.pk)
        old = File.objects.filter(edition=edition, format=checked.format).first()
        if old is None:
            file = _store(edition, upload, checked)
        else:
            storage, name = old.file.storage, old.file.name
            old.size, old.sha256, old.pages = checked.size, checked.sha256, checked.pages
            old.file.save(upload.name, upload, save=False)
            old.save()
            transaction.on_commit(lambda: storage.delete(name))
            file = old
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
    return file


def _store(edition: Edition, upload: UploadedFile, checked: Checked) -> File:
    file = File(
        edition=edition,
        format=checked.format,
        size=checked.size,
        sha256=checked.sha256,
        pages=checked.pages,
    )
    file.file.save(upload.name, upload, save=False)
    file.save(force_insert=True)
    return file
