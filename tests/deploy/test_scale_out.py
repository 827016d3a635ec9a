"""Past one machine, by settings alone: two web and two worker processes that share everything."""

import contextlib
import email
import email.policy
import http.client
import json
import os
import re
import shutil
import socket
import socketserver
import subprocess
import sys
import threading
import time
import urllib.parse
from html.parser import HTMLParser
from pathlib import Path

import boto3
import psycopg
import pytest
from moto.server import ThreadedMotoServer

ROOT = Path(__file__).resolve().parents[2]
GUIDE = "send-review-guide"
BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
POSTGRES = os.environ.get("TEST_POSTGRES_URL") or "postgres://postgres@127.0.0.1:5432/postgres"

pytestmark = [pytest.mark.slow, pytest.mark.scale, pytest.mark.xdist_group("scale")]


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=2):
        return True
    return False


def wait_until(true, seconds: float, what):
    deadline = time.monotonic() + seconds
    while not (found := true()):
        assert time.monotonic() < deadline, what()
        time.sleep(0.2)
    return found


@pytest.fixture(scope="module")
def database():
    """A PostgreSQL database of our own."""
    name = f"scale_out_{os.getpid()}"
    try:
        connection = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        pytest.skip("no PostgreSQL at TEST_POSTGRES_URL or 127.0.0.1:5432")
    with connection:
        connection.execute(f"DROP DATABASE IF EXISTS {name}")
        connection.execute(f"CREATE DATABASE {name}")
        yield urllib.parse.urlsplit(POSTGRES)._replace(path=f"/{name}").geturl()
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
    connection.close()


@pytest.fixture(scope="module")
def redis(tmp_path_factory):
    """A Redis of our own where the program is installed, else the one that runs here."""
    program = shutil.which("redis-server")
    if program is None:
        if not listens(6379):
            pytest.skip("no redis-server; type: sudo apt-get install -y redis-server")
        yield "redis://127.0.0.1:6379/13"
        return
    port = free_port()
    process = subprocess.Popen(
        [program, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
        cwd=tmp_path_factory.mktemp("redis"),
        stdout=subprocess.DEVNULL,
    )
    wait_until(lambda: listens(port), 20, lambda: "Redis did not start")
    yield f"redis://127.0.0.1:{port}/0"
    process.terminate()
    process.wait(10)


@pytest.fixture(scope="module")
def storage():
    """An S3 server inside this process, with a private bucket and one for pictures."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=free_port(), verbose=False)
    server.start()
    endpoint = "http://{}:{}".format(*server.get_host_and_port())
    client = boto3.client(
        "s3",
        endpoint_url=endpoint,
        region_name="eu-west-2",
        aws_access_key_id="key",
        aws_secret_access_key="secret",
    )
    for bucket in ("private-files", "pictures"):
        client.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": "eu-west-2"})
    yield endpoint, client
    client.close()
    server.stop()


class PostOffice(socketserver.StreamRequestHandler):
    """An SMTP server that takes every letter and keeps it."""

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.partition(" ")[0].upper()
            if word == "DATA":
                self.say("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.letters.append(
                    email.message_from_bytes(b"".join(lines), policy=email.policy.default)
                )
            self.say("221 good bye" if word == "QUIT" else "250 fine")
            if word == "QUIT":
                return

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture(scope="module")
def post_office():
    """The mail server both workers send to."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), PostOffice) as server:
        server.letters = []
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


class Answer:
    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.body = response.status, response.headers, response.read()

    @property
    def text(self) -> str:
        return self.body.decode()


def ask(port: int, path: str, data: dict | None = None, method: str = "") -> Answer:
    """Ask one web process as the proxy in front of it would, without following redirects."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    headers = {
        "User-Agent": BROWSER,
        "Host": "127.0.0.1",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-For": "192.0.2.7",
    }
    body = None
    if data is not None:
        body = urllib.parse.urlencode(data)
        headers |= {"Content-Type": "application/x-www-form-urlencoded", "Origin": "https://127.0.0.1"}
    try:
        connection.request(method or ("POST" if data is not None else "GET"), path, body, headers)
        return Answer(connection.getresponse())
    finally:
        connection.close()


def is_well(port: int) -> bool:
    """Tell whether a web process answers; one that is still starting does not."""
    try:
        return listens(port) and ask(port, "/healthz").status == 200
    except OSError:
        return False


class Form(HTMLParser):
    """What a browser would send back: hidden fields, ticked boxes, first choices."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.data: dict[str, str] = {}
        self.radios: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list) -> None:
        given = dict(attrs)
        if tag != "input" or "name" not in given:
            return
        if given.get("type") == "radio":
            if "checked" in given or given["name"] not in self.radios:
                self.radios[given["name"]] = given.get("value", "")
        elif given.get("type") == "hidden":
            self.data[given["name"]] = given.get("value") or ""


class Fleet:
    """Two web and two worker processes with production's settings."""

    def __init__(
        self, folder: Path, post_office: socketserver.TCPServer, environment: dict[str, str]
    ) -> None:
        self.folder, self.post_office = folder, post_office
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        self.environment = kept | environment
        self.ports = [free_port(), free_port()]
        self.processes: list[subprocess.Popen] = []

    def manage(self, *command: str) -> str:
        done = subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=900,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def shell(self, code: str):
        return json.loads(self.manage("shell", "--no-imports", "-c", code).splitlines()[-1])

    def start(self) -> None:
        commands = [
            [sys.executable, "-m", "gunicorn", "cms.wsgi", "--bind", f"127.0.0.1:{port}", "--threads", "4",
             "--no-control-socket", "--log-level", "warning"]
            for port in self.ports
        ] + [[sys.executable, "manage.py", "work"]] * 2  # fmt: skip
        with (self.folder / "log").open("wb") as log:
            for command in commands:
                self.processes.append(
                    subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
                )
        for port in self.ports:
            wait_until(lambda port=port: is_well(port), 240, self.said)

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(20)

    def said(self) -> str:
        return (self.folder / "log").read_text()[-3000:]

    def letters(self, to: str) -> list:
        return [letter for letter in self.post_office.letters if to in str(letter["To"])]


@pytest.fixture(scope="module")
def fleet(database, redis, storage, post_office, tmp_path_factory):
    folder = tmp_path_factory.mktemp("fleet")
    fleet = Fleet(
        folder,
        post_office,
        {
            "DJANGO_SETTINGS_MODULE": "cms.settings.production",
            "SUPPRESSION_KEY": "h4Wd9sVq-Kc72LmXt0YbPz_RaUeGfNj5TiHo",
            "SECRET_KEY": "m9p2x7Qv4Lr8Zt1Kd6Wn3Bs5Yc0Hf-Jg_TaUeRoPiNlMkVbXzQwE",
            "ALLOWED_HOSTS": "127.0.0.1",
            "SITE_URL": "https://127.0.0.1",
            "DATABASE_URL": database,
            "REDIS_URL": redis,
            "DATA_DIR": str(folder / "data"),
            "EMAIL_URL": "smtp://{}:{}".format(*post_office.server_address),
            "DEFAULT_FROM_EMAIL": "Guides <guides@example.org>",
            "TRUSTED_PROXIES": "1",
            "PRIVATE_S3_BUCKET": "private-files",
            "MEDIA_S3_BUCKET": "pictures",
            "S3_ENDPOINT_URL": storage[0],
            "S3_REGION": "eu-west-2",
            "S3_ACCESS_KEY_ID": "key",
            "S3_SECRET_ACCESS_KEY": "secret",
            "S3_ADDRESSING_STYLE": "path",
        },
    )
    fleet.manage("migrate", "-v0")
    fleet.manage("load_demo", "--without-history")
    fleet.manage("collectstatic", "--noinput", "-v0")
    try:
        fleet.start()
        yield fleet
    finally:
        fleet.stop()


def answers(page: str, address: str) -> dict[str, str]:
    form = Form(page)
    return form.data | form.radios | {
        "email": address,
        "role": "senco",
        "organisation_type": "primary",
        "postcode": "LS1 4AP",
        "country": "GB",
    }  # fmt: skip


def fetch(address: str) -> tuple[int, bytes]:
    """Follow a signed address to the storage, as the reader's browser would."""
    parts = urllib.parse.urlsplit(address)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=30)
    try:
        connection.request("GET", f"{parts.path}?{parts.query}")
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()


def test_the_download_journey_across_two_web_and_two_worker_processes(fleet, storage):
    one, other = fleet.ports
    teacher = "teacher@example.org"

    page = ask(one, f"/get/{GUIDE}/")
    assert page.status == 200, page.text
    time.sleep(1.2)  # nobody answers five questions in a second
    sent = ask(one, f"/get/{GUIDE}/", answers(page.text, teacher))
    assert sent.status == 303, sent.text

    ready = ask(other, sent.headers["Location"])
    assert ready.status == 200
    assert "no-store" in ready.headers["Cache-Control"]
    href = re.search(r'href="([^"]*/files/[^"]+)"', ready.text)[1]
    path = urllib.parse.urlsplit(href).path
    for _twice in range(2):
        served = ask(other, path)
        assert served.status == 302, served.text
        assert served.headers["Location"].startswith(storage[0])
        status, body = fetch(served.headers["Location"])
        assert status == 200
        assert body.startswith((b"%PDF", b"PK"))

    letters = wait_until(lambda: fleet.letters(teacher), 60, fleet.said)
    time.sleep(3)  # time enough for the other worker to send it as well
    assert len(fleet.letters(teacher)) == 1
    link = re.search(
        r"https://127\.0\.0\.1(/\S*from-email/[^\s/]+/)", letters[0].get_body(("plain",)).get_content()
    )
    assert ask(other, link[1]).status == 200

    counted = fleet.shell(
        "import json; from cms.resources.models import Download;"
        "rows = Download.objects.filter(person__email='teacher@example.org').exclude(outcome='waiting');"
        "print(json.dumps(sorted(rows.values_list('outcome', flat=True))))"
    )
    assert counted.count("counted") == 1
    assert set(counted) <= {"counted", "repeat"}


def test_a_private_file_is_had_from_the_storage_by_nobody_without_a_signature(fleet, storage):
    _endpoint, client = storage
    keys = [item["Key"] for item in client.list_objects_v2(Bucket="private-files").get("Contents", [])]
    assert keys, "the demo's guides are in the private bucket"
    assert client.list_objects_v2(Bucket="pictures").get("KeyCount") == len(
        [
            1
            for item in client.list_objects_v2(Bucket="pictures").get("Contents", [])
            if item["Key"] not in keys
        ]
    )
    for port in fleet.ports:
        for path in (f"/{keys[0]}", f"/media/{keys[0]}", f"/static/{keys[0]}", f"/files/{keys[0]}"):
            assert ask(port, path).status == 404


def test_a_change_is_seen_at_once_by_both_web_processes(fleet):
    for port in fleet.ports:
        assert "Changed everywhere" not in ask(port, "/").text
    fleet.shell(
        "import json; from wagtail.models import Site;"
        "page = Site.objects.get(is_default_site=True).root_page.specific;"
        "page.title = 'Changed everywhere'; page.seo_title = 'Changed everywhere';"
        "page.save_revision().publish(); print(json.dumps(1))"
    )
    for port in fleet.ports:
        assert "Changed everywhere" in ask(port, "/").text
