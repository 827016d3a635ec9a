"""Making organisations once each, correcting them, and merging two that are one.

A school, a trust and an authority are rows of a register and are made here from it; constraints keep each
once, also when two people make it at the same moment. Others are known by kind, name and town.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.places.choices import Method
from cms.places.services import locate

from ..choices import OrganisationKind, StepKind
from ..models import Organisation, OrganisationStep, Person
from ..rules import clean_words
from ..rules.names import fold, name_key

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from cms.places.models import LocalAuthority, School, SchoolGroup

FREE_KINDS = (OrganisationKind.CHARITY, OrganisationKind.UNIVERSITY, OrganisationKind.OTHER)


def organisation_for_school(*, school: School) -> Organisation:
    """Find the organisation that is this row of the register, or make it."""
    found, _made = Organisation.objects.get_or_create(
        school=school,
        defaults={"kind": OrganisationKind.SCHOOL, **_facts_of(school)},
    )
    return found


def follow_register(*, urns: Iterable[int]) -> int:
    """Take over name and place of these schools where they are organisations. Returns how many changed."""
    done, wanted = 0, sorted(urns)
    for start in range(0, len(wanted), 500):
        found = Organisation.objects.filter(school__in=wanted[start : start + 500]).select_related("school")
        for organisation in found:
            new = _facts_of(organisation.school)
            if any(getattr(organisation, field) != value for field, value in new.items()):
                Organisation.objects.filter(pk=organisation.pk).update(**new)
                done += 1
    return done


def organisation_for_trust(*, trust: SchoolGroup) -> Organisation:
    """Find the organisation that is this group of schools, or make it."""
    found, _made = Organisation.objects.get_or_create(
        trust=trust,
        defaults={
            "kind": OrganisationKind.TRUST,
            "name": trust.name,
            "town": trust.town,
            "postcode": trust.postcode,
            **(locate(postcode=trust.postcode).as_fields() if trust.postcode else {}),
        },
    )
    return found


def organisation_for_authority(*, authority: LocalAuthority) -> Organisation:
    """Find the organisation that is this local authority, or make it."""
    found, _made = Organisation.objects.get_or_create(
        local_authority=authority,
        defaults={
            "kind": OrganisationKind.AUTHORITY,
            "name": authority.name,
            "country": "GB-ENG",
            "region": authority.region,
            "authority": authority.code,
            "place_method": Method.FULL,
        },
    )
    return found


def make_organisation(
    *, kind: str, name: str, town: str = "", country: str = "", user=None
) -> tuple[Organisation, bool]:
    """Find an organisation outside the registers by kind, name and town, or make it.

    A name that was merged into another leads to the one that stands for it.

    Returns the organisation and whether it is new. Raises `ValidationError` when the name says nothing or the
    kind is one that registers hold.
    """
    name, town = clean_words(name), clean_words(town, 100)
    if kind not in FREE_KINDS:
        raise ValidationError({"kind": _("Schools, trusts and authorities are found in their registers.")})
    if not fold(name):
        raise ValidationError({"name": _("Write the name of the organisation in letters.")})
    with transaction.atomic():
        found, made = Organisation.objects.select_related("merged_into").get_or_create(
            name_key=name_key(kind, name, town),
            defaults={"kind": kind, "name": name, "town": town, "country": country},
        )
        if made:
            log(instance=found, action="wagtail.create", user=user)
    return stands_for(found), made


def stands_for(organisation: Organisation) -> Organisation:
    """The organisation itself, or the one it was merged into."""
    seen = set()
    while organisation.merged_into_id and organisation.pk not in seen:
        seen.add(organisation.pk)
        organisation = organisation.merged_into
    return organisation


def change_organisation(*, organisation: Organisation, kind: str, name: str, town: str, user) -> bool:
    """Correct an organisation that no register holds.

    Returns whether anything changed. Raises `ValidationError` for one of a register, for a name that says
    nothing, and when there is another of that kind, name and town: those two are merged instead.
    """
    if organisation.is_official:
        raise ValidationError(_("A register says what this is called. It is corrected there."))
    if kind not in FREE_KINDS:
        raise ValidationError({"kind": _("Schools, trusts and authorities are found in their registers.")})
    name, town = clean_words(name), clean_words(town, 100)
    if not fold(name):
        raise ValidationError({"name": _("Write the name of the organisation in letters.")})
    new = {"kind": kind, "name": name, "town": town}
    changed = [field for field, value in new.items() if getattr(organisation, field) != value]
    if not changed:
        return False
    before = {field: getattr(organisation, field) for field in changed}
    for field in changed:
        setattr(organisation, field, new[field])
    try:
        with transaction.atomic():
            organisation.save(update_fields=changed)
            log(instance=organisation, action="wagtail.edit", user=user, data={"fields": changed})
    except IntegrityError as error:
        for field, value in before.items():
            setattr(organisation, field, value)
        raise ValidationError(
            {"name": _("There is one of that kind, name and town. Merge the two instead.")}
        ) from error
    return True


def merge_organisations(*, kept: Organisation, gone: Organisation, user, now: datetime) -> OrganisationStep:
    """Say that two are one: the people of `gone` come to `kept`, and its name leads there from now on.

    Returns the step, by which it can be taken back. Raises `ValidationError` when `gone` is a row of a
    register, when it was merged before, or when both are the same.
    """
    with transaction.atomic():
        # In one order, so that two people who merge crosswise wait for each other and do not lock up.
        rows = {
            row.pk: row
            for row in Organisation.objects.select_for_update()
            .filter(pk__in={kept.pk, gone.pk})
            .order_by("pk")
        }
        kept, gone = rows.get(kept.pk), rows.get(gone.pk)
        if kept is None or gone is None or kept.merged_into_id or gone.merged_into_id:
            raise ValidationError(_("Somebody else has just merged one of the two. Look again."))
        if kept.pk == gone.pk:
            raise ValidationError(_("Choose another organisation than this one."))
        if gone.is_official:
            raise ValidationError(_("A row of a register stays. Merge the other one into it instead."))
        people = list(Person.objects.filter(organisation=gone).order_by("pk").values_list("pk", flat=True))
        Person.objects.filter(pk__in=people).update(organisation=kept)
        names = list(gone.other_names.order_by("pk").values_list("pk", flat=True))
        Organisation.objects.filter(pk__in=[gone.pk, *names]).update(merged_into=kept)
        step = OrganisationStep.objects.create(
            kind=StepKind.MERGE,
            at=now,
            by=user,
            organisation=kept,
            names=1,
            people=len(people),
            record={"gone": gone.pk, "people": people, "names": names},
        )
        log(
            instance=gone,
            action="people.organisation_merge",
            user=user,
            data={"into": kept.pk, "people": len(people), "step": step.pk},
        )
    return step


def delete_organisation(*, organisation: Organisation, user) -> None:
    """Delete an organisation that nobody belongs to and no name leads to; otherwise `ValidationError`."""
    with transaction.atomic():
        row = Organisation.objects.select_for_update().get(pk=organisation.pk)
        if row.people.exists() or row.other_names.exists():
            raise ValidationError(
                _("People belong to this organisation. Match them elsewhere or merge it, then delete it.")
            )
        log(instance=row, action="wagtail.delete", user=user)
        row.delete()


def _facts_of(school: School) -> dict[str, str]:
    """What an organisation takes over from its row of the register."""
    names = ("name", "town", "postcode", "country", "outcode", "region", "authority", "place_method")
    return {name: getattr(school, name) for name in names}
