"""A small world with one of everything a URL may name, and somebody of each role."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone
from wagtail.models import Locale, Page

from cms.accounts.models import User
from cms.people.models import Merge, Organisation, Person
from cms.people.reports.typed import key_of
from cms.people.services.files import keep_file
from cms.places.models import Area, AreaScheme, Holiday, School, SchoolGroup
from cms.resources.models import (
    Download,
    Edition,
    File,
    HeardPhrase,
    HeardSource,
    Resource,
    ResourceIndexPage,
    ResourcePage,
)
from cms.rights.models import Farewell, Package
from cms.rights.services.requests import take_request

from .roles import ANONYMOUS, ROLES

NOW = datetime.datetime(2017, 11, 22, 12, tzinfo=datetime.UTC)


@pytest.fixture
def world(db):
    """The keys that rows name in their paths."""
    resource = Resource.objects.create(slug="a-guide", title="A guide", launched_on=NOW.date())
    edition = Edition.objects.create(resource=resource, version="1", published_on=NOW.date())
    file = File(edition=edition, format="pdf", size=5, sha256="0" * 64, pages=1)
    file.file.save("a.pdf", ContentFile(b"%PDF-"), save=False)
    file.save()
    person = Person.objects.create(email="ann@example.org", created_at=NOW, organisation_name="Elm School")
    other_person = Person.objects.create(email="bob@example.org", created_at=NOW)
    former = Person.objects.create(email="cat@example.org", created_at=NOW, merged_into=person)
    merge = Merge.objects.create(kept=person, gone=former, at=NOW)
    people_file = keep_file(content=b"email\nann@example.org\nnobody\n", mode="fill", user=None, now=NOW)
    organisation = Organisation.objects.create(kind="charity", name="A charity")
    phrase = HeardPhrase.objects.create(folded="tes forum", example="TES forum")
    source = HeardSource.objects.create(code="a-source", name="A source")
    Download.objects.create(
        person=person,
        downloader=person.key,
        resource=resource,
        edition=edition,
        file=file,
        asked_at=NOW,
        completed_at=NOW,
        day=NOW.date(),
        outcome="counted",
        heard_source=source,
        heard_phrase=phrase,
    )
    home = Page.objects.filter(depth=2, locale=Locale.get_default()).first()
    index = home.add_child(instance=ResourceIndexPage(title="Guides", slug="guides"))
    page = index.add_child(instance=ResourcePage(title="A guide", slug="a-guide", resource=resource))
    asked = take_request(kind="access", email="bee@example.org", now=NOW)
    farewell = Farewell.objects.create(
        person=person, last_heard_on=NOW.date(), told_on=NOW.date(), acts_on=datetime.date(2018, 1, 1)
    )
    copy = Package.objects.create(
        person=person,
        state="ready",
        file=ContentFile(b"PK", name="a.zip"),
        asked_at=NOW,
        expires_at=timezone.now() + datetime.timedelta(days=1),
    )
    group = SchoolGroup.objects.create(uid=900_001, name="A trust", kind="mat")
    school = School.objects.create(urn=900_001, name="Elm School", trust=group)
    return {
        "school": school.pk,
        "school_group": group.pk,
        "rights_request": asked.pk,
        "farewell": farewell.pk,
        "copy": copy.key,
        "resource": resource.pk,
        "edition": edition.pk,
        "file": file.pk,
        "person": person.pk,
        "other_person": other_person.pk,
        "merge": merge.pk,
        "people_file": people_file.pk,
        "organisation": organisation.pk,
        "typed_name": key_of("Elm School", "", ""),
        "source": source.pk,
        "scheme": AreaScheme.objects.get(code="regions").pk,
        "area": Area.objects.filter(scheme__code="regions").first().pk,
        "holiday": Holiday.objects.first().pk,
        "page": page.pk,
        "page_url": page.url,
        "user": User.objects.create_user("somebody@example.org").pk,
        "group": Group.objects.get(name="Editors").pk,
        "stored": file.file.name,
        "today": timezone.now().date().isoformat(),
    }


@pytest.fixture
def client_of(db):
    """A signed-in browser of a role."""

    def make(role: str) -> Client:
        client = Client()
        if role == ANONYMOUS:
            return client
        user = User.objects.create_user(f"{role.replace(' ', '-')}@example.org", is_staff=True)
        if ROLES[role]:
            user.groups.add(Group.objects.get(name=ROLES[role]))
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return make
