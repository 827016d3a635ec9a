"""What we promise, and how a measured value stands against it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Aim:
    """A bound for one value of one part. A hard one is a promise: breaking it fails the run."""

    part: str
    value: str
    words: str
    most: float
    unit: str = ""
    hard: bool = False

    def met(self, results: dict) -> bool | None:
        """Whether the value keeps the bound; `None` when it was not measured."""
        measured = results.get(self.part, {}).get(self.value)
        return None if measured is None else measured <= self.most


AIMS = (
    Aim(
        "pages",
        "cached_ratio_behind_our_middleware",
        "resource page from the cache, bare view in this site",
        1.5,
        "×",
    ),
    Aim(
        "pages",
        "cold_ratio_behind_our_middleware",
        "resource page made anew, bare view in this site",
        12,
        "×",
    ),
    Aim("pages", "cached_ratio", "resource page from the cache, bare view in an empty project", 1.5, "×"),
    Aim("pages", "cold_ratio", "resource page made anew, bare view in an empty project", 12, "×"),
    Aim("pages", "cold_ratio_in_welsh", "the same page in Welsh made anew, the same yardstick", 12, "×"),
    Aim("posts", "ratio", "form post, CPU against a bare view that inserts one row", 6, "×"),
    Aim("rush_sqlite", "errors", "200 posts at once on SQLite: errors", 0, hard=True),
    Aim("rush_sqlite", "lost", "200 posts at once on SQLite: lost rows", 0, hard=True),
    Aim("rush_postgresql", "errors", "200 posts at once on PostgreSQL: errors", 0, hard=True),
    Aim("rush_postgresql", "lost", "200 posts at once on PostgreSQL: lost rows", 0, hard=True),
    Aim("memory", "megabytes", "memory of a web worker after 2,000 requests", 200, " MB"),
    Aim("growth", "dashboard_ratio", "dashboard at 1 million downloads against 10 thousand, CPU", 1.5, "×"),
    Aim("selection", "below_the_best", "selections of small pools below the best there is", 0, hard=True),
    Aim("selection", "seconds_300_of_5000", "selecting 300 of 5,000 under 20 quotas", 30, " s"),
    Aim(
        "person",
        "more_queries_than_with_5_events",
        "page of somebody with 500 events: queries more than with 5",
        0,
        hard=True,
    ),
    Aim("person", "cpu_milliseconds", "page of somebody with 500 events, CPU", 300, " ms"),
    Aim("schools_sqlite", "seconds", "loading 50,000 schools on SQLite", 30, " s"),
    Aim("schools_sqlite", "typed_p95_ms", "type-ahead over 50,000 schools on SQLite, 95 of 100", 50, " ms"),
    Aim("schools_postgresql", "seconds", "loading 50,000 schools on PostgreSQL", 30, " s"),
    Aim(
        "schools_postgresql",
        "typed_p95_ms",
        "type-ahead over 50,000 schools on PostgreSQL, 95 of 100",
        50,
        " ms",
    ),
    *(
        aim
        for part, name in (("places_sqlite", "SQLite"), ("places_postgresql", "PostgreSQL"))
        for aim in (
            Aim(part, "seconds", f"bringing in 2.7 million postcodes on {name}", 60, " s"),
            Aim(part, "megabytes", f"memory while they are brought in on {name}", 300, " MB"),
            Aim(part, "lookup_p95_ms", f"looking a postcode up on {name}, 95 of 100", 5, " ms"),
        )
    ),
)
