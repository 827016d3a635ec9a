"""A PostgreSQL database for one measurement, where a server can be found."""

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg

USUAL = "postgres://postgres@127.0.0.1:5432/postgres"


@contextmanager
def database() -> Iterator[str]:
    """The address of an empty database, dropped afterwards; empty when no server answers.

    `TEST_POSTGRES_URL` names the server, else 127.0.0.1:5432 is tried.
    """
    server = os.environ.get("TEST_POSTGRES_URL") or USUAL
    parts = urlsplit(server)
    name = f"bench_{uuid.uuid4().hex[:12]}"
    try:
        connection = psycopg.connect(
            urlunsplit(parts._replace(scheme="postgresql")), autocommit=True, connect_timeout=5
        )
    except psycopg.OperationalError:
        yield ""
        return
    with connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield urlunsplit(parts._replace(path=f"/{name}"))
        finally:
            connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
