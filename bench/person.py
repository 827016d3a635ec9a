"""The page of somebody with 500 events, and what joining two such people costs: queries and milliseconds.

Run with the settings of the site that is measured, as `inside` does; prints one line of JSON.
"""

import json
import statistics
import time
import uuid
from datetime import UTC, datetime, timedelta

from bench.inside import set_up

EVENTS = 500
TIMES = 30
SINCE = datetime(2016, 7, 19, 9, tzinfo=UTC)


def somebody(email: str, events: int):
    """A person with that many events: mostly downloads over the years, some consents, two other addresses."""
    from django.db import transaction

    from cms.consent.models import ConsentEvent
    from cms.people.models import Person, Tag
    from cms.resources.models import Download, HeardSource, Resource
    from cms.resources.rules import london_day

    with transaction.atomic():
        person = Person.objects.create(email=email, name="Ann Lee", created_at=SINCE)
        person.tags.add(Tag.objects.get_or_create(name="measured")[0])
        for number in range(2):
            Person.objects.create(email=f"{number}-{email}", created_at=SINCE, merged_into=person)
        guides = list(Resource.objects.order_by("pk"))
        source = HeardSource.objects.order_by("pk").first()
        consents = events // 25
        for number in range(consents):
            ConsentEvent.objects.create(
                person=person,
                purpose="newsletter",
                act="given",
                source="bench",
                at=SINCE + timedelta(days=number),
            )
        Download.objects.bulk_create(
            Download(
                key=uuid.uuid4(),
                person=person,
                downloader=person.key,
                resource=guides[number % len(guides)],
                asked_at=SINCE + timedelta(days=number),
                completed_at=SINCE + timedelta(days=number),
                day=london_day(SINCE + timedelta(days=number)),
                outcome="counted",
                channel="form",
                heard_source=source,
                first_ever=number == 0,
                first_of_resource=number < len(guides),
            )
            for number in range(events - consents - 1)
        )
    return person


def measure() -> dict:
    """The page, another page of its timeline, and joining two such people and taking it back."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client
    from django.utils import timezone

    from cms.people.services import merge_people, unmerge_people
    from cms.people.timeline import timeline_of
    from cms.resources.services import rebuild_tallies

    mark = uuid.uuid4().hex[:8]
    person, other, few = (
        somebody(f"{name}-{mark}@example.org", events)
        for name, events in (("ann", EVENTS), ("bob", EVENTS), ("few", 5))
    )
    rebuild_tallies()
    client = Client()
    user = get_user_model().objects.create_superuser(f"bench-{mark}@example.org", name="Bench")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")

    def page(who, query: str = "") -> tuple[int, list[float], float]:
        url = f"/admin/people/inspect/{who.pk}/{query}"
        assert client.get(url).status_code == 200
        asked: list[str] = []

        def count(execute, sql, params, many, context):
            asked.append(sql)
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            client.get(url)
        taken, work = [], time.process_time()
        for _ in range(TIMES):
            began = time.perf_counter()
            client.get(url)
            taken.append((time.perf_counter() - began) * 1000)
        return len(asked), sorted(taken), (time.process_time() - work) * 1000 / TIMES

    queries, taken, work = page(person)
    later, _taken, _work = page(person, "?p=9")
    few_queries, few_taken, few_work = page(few)
    began = time.process_time()
    merge = merge_people(kept=person, gone=other, user=user, now=timezone.now())
    joined = time.process_time()
    unmerge_people(merge=merge, user=user, now=timezone.now())
    parted = time.process_time()
    return {
        "events": len(timeline_of(person)),
        "queries": queries,
        "queries_on_page_nine": later,
        "queries_with_5_events": few_queries,
        "more_queries_than_with_5_events": max(queries, later) - few_queries,
        "cpu_milliseconds": round(work, 1),
        "cpu_milliseconds_with_5_events": round(few_work, 1),
        "milliseconds": round(statistics.median(taken), 1),
        "milliseconds_p95": round(taken[int(TIMES * 0.95)], 1),
        "milliseconds_with_5_events": round(statistics.median(few_taken), 1),
        "joining_cpu_milliseconds": round((joined - began) * 1000, 1),
        "parting_cpu_milliseconds": round((parted - joined) * 1000, 1),
    }


if __name__ == "__main__":
    set_up()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["*"]
    settings.ROOT_URLCONF = "cms.urls"
    print(json.dumps(measure()))
