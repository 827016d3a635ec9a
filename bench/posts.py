"""CPU of a form post against a bare view that inserts one row.

Everybody comes from an address of their own and has their own e-mail address, so each post makes a person
and a download, and enqueues a letter. Forms are fetched beforehand, unmeasured. The bare view stands behind
the middleware of `startproject`. As in a running site, somebody else has the database open: on SQLite,
whoever is the last to close it tidies up, which would be a cost of the measurement alone.
"""

import itertools
import json
import time

from bench.forms import download_form, filled
from bench.inside import STARTPROJECT, Visitor, handler, set_up
from bench.rush import FORM, READING_TIME
from bench.timing import compare

ROUNDS = 150


def main(rounds: int = ROUNDS) -> dict:
    """Measure, and say what was measured."""
    set_up()
    from django.db import connection

    from bench import bare

    bare.make_table()
    beside = connection.copy()
    beside.ensure_connection()
    application, plain = handler(), handler([m for m in STARTPROJECT if "Csrf" not in m])
    ready = []
    for number in range(rounds + 10):
        visitor = Visitor(application, f"10.1.{number // 200}.{1 + number % 200}")
        status, _, html = visitor.ask(FORM)
        assert status == 200, f"the form answers {status}"
        ready.append((visitor, filled(download_form(html.decode()), email=f"post{number}@example.org")))
    time.sleep(READING_TIME)
    people = iter(ready)
    bare_visitor = Visitor(plain)
    numbers = itertools.count()
    answers: list[tuple[int, bytes]] = []

    def post():
        visitor, fields = next(people)
        status, _, body = visitor.ask(FORM, fields)
        answers.append((status, body))

    def insert():
        status, _, _ = bare_visitor.ask("/bench/insert/", [("email", f"bare{next(numbers)}@example.org")])
        assert status == 302

    result = compare(post, insert, rounds=rounds)
    beside.close()
    refused = [body for status, body in answers if status not in (302, 303)]
    assert not refused, f"{len(refused)} posts were refused: {refused[0][:2000]!r}"
    return {"ours_ms": result["ours_ms"], "bare_ms": result["bare_ms"], "ratio": result["ratio"]}


if __name__ == "__main__":
    print(json.dumps(main()))
