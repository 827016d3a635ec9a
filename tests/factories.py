"""Records for tests, with made-up facts. Each app's are together; add yours at the end."""

from datetime import UTC, date, datetime

import factory
from django.core.files.base import ContentFile

from cms.people.models import Person
from cms.places.choices import Method, Region
from cms.resources.choices import Channel, Format, Outcome
from cms.resources.models import Download, Edition, File, HeardPhrase, HeardSource, Resource
from cms.resources.rules import fold_words, london_day

LONG_AGO = datetime(2016, 7, 19, 11, 0, tzinfo=UTC)


class PersonFactory(factory.django.DjangoModelFactory):
    """Somebody with an address and nothing else."""

    class Meta:
        model = Person

    email = factory.Sequence(lambda number: f"person{number}@example.org")
    created_at = LONG_AGO


class ResourceFactory(factory.django.DjangoModelFactory):
    """A guide."""

    class Meta:
        model = Resource
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda number: f"guide-{number}")
    title = factory.LazyAttribute(lambda guide: guide.slug.replace("-", " ").capitalize())
    launched_on = date(2016, 7, 19)


class EditionFactory(factory.django.DjangoModelFactory):
    """A current standard edition in English."""

    class Meta:
        model = Edition

    resource = factory.SubFactory(ResourceFactory)
    version = factory.Sequence(lambda number: f"{number + 1}")
    published_on = date(2016, 7, 19)


class FileFactory(factory.django.DjangoModelFactory):
    """A PDF of a few bytes in the private storage."""

    class Meta:
        model = File

    edition = factory.SubFactory(EditionFactory)
    format = Format.PDF
    file = factory.LazyFunction(lambda: ContentFile(b"%PDF-1.7\n%%EOF\n", name="guide.pdf"))
    size = 15
    sha256 = "0" * 64


class HeardSourceFactory(factory.django.DjangoModelFactory):
    """A source the form offers."""

    class Meta:
        model = HeardSource
        django_get_or_create = ("code",)

    code = factory.Sequence(lambda number: f"source-{number}")
    name = factory.LazyAttribute(lambda source: source.code.replace("-", " ").capitalize())


class HeardPhraseFactory(factory.django.DjangoModelFactory):
    """Words somebody typed, not yet sorted."""

    class Meta:
        model = HeardPhrase
        django_get_or_create = ("folded",)

    example = factory.Sequence(lambda number: f"A talk {number}")
    folded = factory.LazyAttribute(lambda phrase: fold_words(phrase.example))


class DownloadFactory(factory.django.DjangoModelFactory):
    """A counted download from Leeds, on the day of `completed_at` in London; it is nobody's first."""

    class Meta:
        model = Download

    person = factory.SubFactory(PersonFactory)
    downloader = factory.SelfAttribute("person.key")
    resource = factory.SubFactory(ResourceFactory)
    completed_at = LONG_AGO
    asked_at = factory.LazyAttribute(lambda download: download.completed_at or LONG_AGO)
    day = factory.LazyAttribute(lambda download: london_day(download.asked_at))
    outcome = Outcome.COUNTED
    channel = Channel.FORM
    country = "GB-ENG"
    outcode = "LS1"
    region = Region.YORKSHIRE
    authority = "383"
    place_method = Method.OUTCODE
