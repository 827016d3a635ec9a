"""The made-up history, written fast and by the counting rule."""

import uuid
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from django.db.models import Min

from cms.consent.choices import Act, Proof, Purpose
from cms.consent.models import ConsentEvent, SignUp, Wording
from cms.consent.services import CONFIRM_WITHIN, current_wording
from cms.core.demo import Context
from cms.people.models import Person

from ..choices import Channel, Format, Outcome, Variant
from ..models import Download, Edition, File, HeardPhrase, HeardSource, Resource
from ..rules import LONDON, fold_words, london_day
from ..services import rebuild_tallies
from .answers import heard
from .cast import Somebody
from .casting import Taking, takings
from .plan import LAUNCHES, SEED
from .words import TYPED

BATCH = 500
# When people take guides: before school, at lunch, after school, in the evening.
HOURS = {
    7: 5,
    8: 9,
    9: 8,
    10: 9,
    11: 8,
    12: 11,
    13: 9,
    14: 7,
    15: 9,
    16: 11,
    17: 6,
    18: 3,
    19: 5,
    20: 7,
    21: 6,
    22: 2,
}
# Of those who are on the list, one in so many came in with an older one, without proof.
BROUGHT_IN = 40
CONFIRMED_AFTER = timedelta(minutes=9)
STAFF = ("Marta Lindqvist", "Joel Asante", "Ffion Prys")


def load_history(context: Context) -> bool:
    """Write the people, their downloads and consents. Returns False where the history is there already."""
    if Download.objects.filter(import_key__startswith="demo-").exists():
        return False
    context.say("A made-up history of downloads")
    Writer(context).write()
    context.say("  daily tallies")
    rebuild_tallies()
    return True


class Writer:
    """Turns takings into rows. Everything random comes from one seed."""

    def __init__(self, context: Context):
        self.context = context
        self.random = Random(SEED + 1)
        self.resources = {resource.slug: resource for resource in Resource.objects.filter(slug__in=LAUNCHES)}
        self.sources = {source.code: source for source in HeardSource.objects.all()}
        self.phrases = self._phrases()
        self.files = self._files()
        self.rows: list[Download] = []
        self.people: dict[uuid.UUID, Person] = {}
        self.seen: set[tuple[uuid.UUID, str]] = set()

    def write(self) -> None:
        """Everything, in an order that leaves no reference open."""
        today = london_day(self.context.now)
        cast, found = takings(today)
        moments = [self._moment(taking) for taking in found]
        order = sorted(range(len(found)), key=lambda n: moments[n])
        self._people(cast, found, moments)
        self.context.say(f"  {len(cast):,} people")
        for n in order:
            self._counted(found[n], moments[n])
        self._not_counted([found[n] for n in order])
        self._staff(today)
        for number, row in enumerate(self.rows):
            row.import_key = f"demo-{number}"
        Download.objects.bulk_create(self.rows, batch_size=BATCH)
        self.context.say(f"  {len(self.rows):,} downloads, {len(found):,} of them counted")
        self._consents()

    def _phrases(self) -> dict[str, HeardPhrase]:
        found = {}
        for words, code in TYPED:
            found[words], _made = HeardPhrase.objects.get_or_create(
                folded=fold_words(words), defaults={"example": words, "source": self.sources.get(code)}
            )
        return found

    def _files(self) -> dict[str, list[tuple[date, dict[str, File]]]]:
        """For each guide its standard English editions, the newest first, with their files."""
        found: dict[str, list] = {}
        editions = Edition.objects.filter(language="en", variant=Variant.STANDARD).prefetch_related("files")
        for edition in editions.select_related("resource").order_by("-published_on"):
            files = {file.format: file for file in edition.files.all()}
            for file in files.values():
                file.edition = edition
            found.setdefault(edition.resource.slug, []).append((edition.published_on, files))
        return found

    def _moment(self, taking: Taking) -> datetime:
        """A moment on the day in London, in UTC."""
        hour = self.random.choices(list(HOURS), list(HOURS.values()))[0]
        if taking.day == LAUNCHES.get(taking.resource):
            hour = max(hour, 8)
        clock = time(hour, self.random.randrange(60), self.random.randrange(60))
        return datetime.combine(taking.day, clock, LONDON).astimezone(UTC)

    def _people(self, cast: list[Somebody], found: list[Taking], moments: list[datetime]) -> None:
        first: dict[uuid.UUID, datetime] = {}
        for taking, moment in zip(found, moments, strict=True):
            key = taking.person.key
            first[key] = min(first.get(key, moment), moment)
        made = Person.objects.bulk_create(
            [
                Person(
                    key=one.key,
                    email=one.email,
                    name=one.name,
                    role=one.role,
                    organisation_type=one.organisation_type,
                    organisation_name=one.organisation_name,
                    postcode=one.place.postcode,
                    is_shared_mailbox=one.shared_mailbox,
                    created_at=first[one.key],
                    **one.place.as_fields(),
                )
                for one in cast
            ],
            batch_size=BATCH,
        )
        self.people = {person.key: person for person in made}

    def _row(self, person: Person, resource: str, moment: datetime, outcome: str, answer: tuple) -> Download:
        """One row as the form would have left it. A few minutes may lie between asking and taking."""
        files = next(
            (files for since, files in self.files.get(resource, ()) if since <= london_day(moment)),
            {},
        ) or (self.files[resource][-1][1] if resource in self.files else {})
        wants_word = self.random.random() < 0.2
        file = files.get(Format.WORD if wants_word else Format.PDF) or next(iter(files.values()), None)
        code, words, seen_code = answer
        by_email = self.random.random() < 0.07
        asked = moment - timedelta(seconds=self.random.randint(2, 240 if by_email else 15))
        if london_day(asked) != london_day(moment):
            asked = moment
        return Download(
            key=uuid.UUID(int=self.random.getrandbits(128), version=4),
            person=person,
            downloader=person.key,
            resource=self.resources[resource],
            edition=file.edition if file else None,
            file=file,
            format=file.format if file else "",
            asked_at=asked,
            completed_at=moment,
            day=london_day(moment),
            outcome=outcome,
            channel=Channel.EMAIL if by_email else Channel.FORM,
            role=person.role,
            organisation_type=person.organisation_type,
            heard_source=self.sources[code],
            heard_phrase=self.phrases.get(words),
            heard_words=words,
            seen_code=seen_code,
            country=person.country,
            outcode=person.outcode,
            region=person.region,
            authority=person.authority,
            place_method=person.place_method,
        )

    def _counted(self, taking: Taking, moment: datetime) -> None:
        """A download that counts; rows come in order of moments, so a first is one not seen before."""
        person = self.people[taking.person.key]
        answer = heard(taking.resource, taking.day, self.random)
        row = self._row(person, taking.resource, moment, Outcome.COUNTED, answer)
        row.first_ever = (person.key, "") not in self.seen
        row.first_of_resource = (person.key, taking.resource) not in self.seen
        self.seen |= {(person.key, ""), (person.key, taking.resource)}
        self.rows.append(row)

    def _not_counted(self, found: list[Taking]) -> None:
        """Repeats on the same day, robots that followed a link, and forms whose file was never taken."""
        for row, taking in zip(list(self.rows), found, strict=True):
            chance = self.random.random()
            outcome = (
                Outcome.REPEAT
                if chance < 0.03
                else Outcome.ROBOT
                if chance < 0.042
                else Outcome.WAITING
                if chance < 0.055
                else None
            )
            if outcome is None:
                continue
            latest = datetime.combine(row.day, time(23, 59, 59), LONDON)
            moment = min(
                row.completed_at + timedelta(minutes=self.random.randint(1, 90)), latest.astimezone(UTC)
            )
            answer = (row.heard_source.code, row.heard_words, row.seen_code)
            extra = self._row(row.person, taking.resource, moment, outcome, answer)
            if outcome == Outcome.WAITING:
                extra.completed_at = None
            self.rows.append(extra)

    def _staff(self, today: date) -> None:
        """Our own team, checking each guide when it comes out and now and then afterwards."""
        days = [*LAUNCHES.values(), *(today - timedelta(days=back) for back in (4, 17, 45))]
        for name in STAFF:
            person, _made = Person.objects.get_or_create(
                email=f"{name.split()[0].lower()}@example.org",
                defaults={
                    "name": name,
                    "role": "charity",
                    "organisation_type": "charity",
                    "organisation_name": "Whole School SEND",
                    "created_at": datetime.combine(LAUNCHES["send-review-guide"], time(8), LONDON),
                },
            )
            for day in days:
                resource = self.random.choice([slug for slug, launch in LAUNCHES.items() if launch <= day])
                moment = datetime.combine(day, time(7, self.random.randrange(60)), LONDON).astimezone(UTC)
                self.rows.append(self._row(person, resource, moment, Outcome.STAFF, ("colleague", "", "")))

    def _consents(self) -> None:
        """A third ticked the newsletter's box with their first download; a few have left since.

        Some came in with a list from elsewhere that proves nothing, and the latest have not confirmed yet.
        """
        wording: Wording = current_wording(Purpose.NEWSLETTER, "en")
        first = dict(
            Download.objects.filter(first_ever=True).values_list("person_id").annotate(at=Min("asked_at"))
        )
        events, waiting = [], []
        for person in self.people.values():
            if self.random.random() >= 0.34 or person.pk not in first:
                continue
            at = first[person.pk]
            if at > self.context.now - CONFIRM_WITHIN:
                waiting.append(
                    SignUp(
                        email=person.email,
                        wording=wording,
                        language=person.language,
                        source="/get/",
                        asked_at=at,
                        mailed_at=at,
                    )
                )
                continue
            if len(events) % BROUGHT_IN == 0:
                events.append(self._consent(person, Act.UNKNOWN, at, "an earlier mailing list", None))
                continue
            events.append(self._consent(person, Act.GIVEN, at, "/get/", wording))
            if self.random.random() < 0.06:
                left = min(at + timedelta(days=self.random.randint(20, 400)), self.context.now)
                events.append(self._consent(person, Act.WITHDRAWN, left, "newsletter", None))
        ConsentEvent.objects.bulk_create(events, batch_size=BATCH)
        SignUp.objects.bulk_create(waiting, ignore_conflicts=True)

    def _consent(self, person: Person, act: str, at: datetime, source: str, wording) -> ConsentEvent:
        given = act == Act.GIVEN
        return ConsentEvent(
            person=person,
            purpose=Purpose.NEWSLETTER,
            act=act,
            wording=wording,
            source=source,
            at=at + CONFIRMED_AFTER if given else at,
            asked_at=at if given else None,
            proof=Proof.LETTER if given else Proof.NONE,
        )
