"""One real site on a temporary data directory, spoken to over HTTP as a visitor would.

Nothing here touches Django in this process: the site is migrated, filled and served by the same
commands a newcomer types, so that what the browser meets is what they would meet.
"""

import email
import email.policy
import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from email.message import EmailMessage
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
READY_WITHIN = 60  # seconds
# Answers questions put to it line by line, so that Django is started once and not for each of them.
ASKER = """
import contextlib, io, json, sys
import django
django.setup()
from django.db import connections
for line in sys.stdin:
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(json.loads(line), {})
    connections.close_all()
    print(json.dumps(said.getvalue().strip().splitlines()[-1]), flush=True)
"""


def free_port() -> int:
    """A port of the loopback nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Site:
    """A running site: web and worker processes, its database and its outbox in one folder."""

    def __init__(self, folder: Path, *, database_url: str = "", workers: int = 1, threads: int = 8) -> None:
        self.folder = folder
        self.workers, self.threads = workers, threads
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.processes: list[subprocess.Popen] = []
        self.asker: subprocess.Popen | None = None
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE"}
        } | {
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "DEBUG": "false",
            "SITE_URL": self.url,
            "PYTHONUNBUFFERED": "1",
        }
        if database_url:
            self.environment["DATABASE_URL"] = database_url

    def manage(self, *arguments: str) -> str:
        """Run one management command; its standard output. Raises with everything it said if it fails."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"manage.py {' '.join(arguments)}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def ask(self, code: str):
        """Run Python beside the site, on its database; the JSON value of the last line it prints."""
        if self.asker is None:
            self.asker = subprocess.Popen(
                [sys.executable, "-c", ASKER],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        self.asker.stdin.write(json.dumps(code) + "\n")
        self.asker.stdin.flush()
        answer = self.asker.stdout.readline()
        if not answer:
            # It has died of this question; the next one gets another.
            self.asker = None
        assert answer, f"this could not be asked, see above why:\n{code}"
        return json.loads(json.loads(answer))

    def prepare(self) -> None:
        """Make database, files and pages; once for a folder."""
        if (self.folder / "prepared").exists():
            return
        self.manage("migrate", "--verbosity", "0")
        self.manage("load_demo", "--without-history")
        self.manage("collectstatic", "--noinput", "--verbosity", "0")
        (self.folder / "prepared").touch()

    def start(self) -> None:
        """Start web and worker processes and wait until the site answers."""
        commands = (
            [sys.executable, "-m", "gunicorn", "cms.wsgi", "--bind", f"127.0.0.1:{self.port}",
             f"--workers={self.workers}", f"--threads={self.threads}", "--no-control-socket",
             "--log-level=warning"],
            [sys.executable, "manage.py", "work"],
        )  # fmt: skip
        with (self.folder / "processes.log").open("ab") as log:
            self.processes += [
                subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
                for command in commands
            ]
        deadline = time.monotonic() + READY_WITHIN
        while True:
            try:
                with urllib.request.urlopen(self.url + "/robots.txt", timeout=10):
                    return
            except urllib.error.HTTPError:
                return
            except OSError:
                alive = all(process.poll() is None for process in self.processes)
                if not alive or time.monotonic() > deadline:
                    raise AssertionError((self.folder / "processes.log").read_text()) from None
                time.sleep(0.2)

    def stop(self) -> None:
        """Stop what was started, politely first."""
        if self.asker is not None:
            self.asker.communicate()
            self.asker = None
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            try:
                process.wait(15)
            except subprocess.TimeoutExpired:
                process.kill()

    def letters(self, to: str) -> list[EmailMessage]:
        """Every letter in the outbox to this address, oldest first."""
        found = []
        for path in sorted((self.folder / "outbox").glob("*"), key=lambda p: p.stat().st_mtime):
            for part in path.read_bytes().split(b"-" * 79):
                letter = email.message_from_bytes(part.lstrip(), policy=email.policy.default)
                if to in str(letter["To"] or ""):
                    found.append(letter)
        return found

    def wait_for_letter(self, to: str, number: int = 1, within: float = 20) -> EmailMessage:
        """The `number`-th letter to this address, once the worker has sent it."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            letters = self.letters(to)
            if len(letters) >= number:
                return letters[number - 1]
            time.sleep(0.2)
        raise AssertionError(
            f"no letter {number} to {to}: {(self.folder / 'processes.log').read_text()[-3000:]}"
        )


def link_in(letter: EmailMessage, containing: str) -> str:
    """The first address in the plain part of a letter with these words in it."""
    plain = letter.get_body(("plain",)).get_content()
    links = [link for link in re.findall(r"https?://\S+", plain) if containing in link]
    assert links, f"no link with {containing!r} in:\n{plain}"
    return links[0].rstrip(".,;)")
