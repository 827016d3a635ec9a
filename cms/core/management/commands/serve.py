"""Everything a newcomer needs to see the site: database, demo, log-in, web and worker."""

import os
import secrets
import subprocess
import sys
from argparse import ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from wagtail.models import Page, Site

from cms.core.supervisor import Child, Supervisor, answers, port_is_free

ADMIN_EMAIL = "admin@example.org"


def a_port(text: str) -> int:
    """Read a port number."""
    try:
        port = int(text)
    except ValueError:
        port = 0
    if not 1 <= port <= 65535:
        raise ArgumentTypeError(f"PORT must be a number from 1 to 65535, not {text!r}.")
    return port


class Command(BaseCommand):
    """Sets up what is missing, then runs web and worker together until Ctrl-C."""

    help = (
        "Migrate, load the demo once, make a log-in for this machine, and run web and worker together until "
        "Ctrl-C. For development and for trying the site; production is described in docs/deploy.md."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options; PORT in the environment is the default."""
        parser.add_argument("--port", type=a_port, default=os.environ.get("PORT") or "8000")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--no-demo", action="store_true", help="leave an empty site empty")

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, run, and leave with the supervisor's exit code."""
        host, port = options["host"], options["port"]
        self.prepare_folder()
        if not port_is_free(host, port):
            raise CommandError(
                f"Port {port} is taken by another program. "
                f"Stop that, or choose another: make run PORT={port + 1}"
            )
        address = f"http://{host}:{port}"
        os.environ["SITE_URL"] = address
        os.environ["PORT"] = str(port)
        # Who tries the site meets our error pages, as visitors do; with DEBUG=true set, Django's.
        os.environ.setdefault("DEBUG", "false")
        self.collect_styles()
        try:
            self.prepare_database()
            if not options["no_demo"]:
                self.load_demo_once()
            self.name_the_site(host, port)
            password = self.log_in()
        except DatabaseError as error:
            raise CommandError(f"The database does not work: {str(error).strip()}") from error
        connections.close_all()
        code = self.supervise(host, port, address, password)
        if code:
            sys.exit(code)
        self.say("Stopped. Everything is kept in " + str(settings.DATA_DIR))

    def say(self, text: str) -> None:
        """Print now, also into a pipe."""
        self.stdout.write(text)
        self.stdout.flush()

    def prepare_folder(self) -> None:
        """Make the data directory, readable by its owner alone."""
        folder = Path(settings.DATA_DIR)
        try:
            # For what is made from here on, in a folder that was made with other rights too.
            os.umask(0o077)
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (folder / ".writable").touch()
            (folder / ".writable").unlink()
        except OSError as error:
            raise CommandError(
                f"Nothing can be written to DATA_DIR {folder}: {error.strerror}. "
                "Choose another: make run DATA_DIR=~/site"
            ) from error

    def collect_styles(self) -> None:
        """Collect and compress styles and scripts as in production; with DEBUG they stay where they are."""
        if os.environ["DEBUG"].lower() not in ("false", "0", "no", "off"):
            # Empty: without it the server of styles warns at each start.
            Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
            return
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "collectstatic"]
        # A process of its own, because this one began with the settings of DEBUG.
        done = subprocess.run(  # noqa: S603 - the command is our own
            [*command, "--noinput", "--verbosity", "0"], capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise CommandError(f"The styles could not be collected: {done.stderr.strip().splitlines()[-1]}")

    def prepare_database(self) -> None:
        """Bring the tables up to date, when they are not."""
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say("Preparing the database …")
            call_command("migrate", verbosity=0, interactive=False)

    def load_demo_once(self) -> None:
        """Load the demo into a database that has never had it; whatever editors did since stays."""
        mark = Path(settings.DATA_DIR) / "demo-loaded"
        database = "{ENGINE} {HOST}:{PORT} {NAME}".format(**settings.DATABASES["default"])
        known = mark.read_text().splitlines() if mark.exists() else []
        if database in known or "load_demo" not in get_commands():
            return
        if not Page.objects.filter(depth__gt=2).exists():
            self.say("Loading the demo, once; this takes a minute or two …")
            call_command("load_demo", stdout=self.stdout)
        mark.write_text("\n".join([*known, database, ""]))

    def name_the_site(self, host: str, port: int) -> None:
        """Tell Wagtail the address, so that full links in letters lead here."""
        for site in Site.objects.filter(is_default_site=True).exclude(hostname=host, port=port):
            if (site.hostname, site.port) != ("localhost", 80):  # as Wagtail makes it
                self.say(
                    f"Links in letters now lead to {host}:{port}, no longer to {site.hostname}:{site.port}."
                )
            site.hostname, site.port = host, port
            site.save()

    def log_in(self) -> str:
        """Make an administrator for this machine, once; return the password while it is the one made."""
        users = get_user_model().objects
        path = Path(settings.DATA_DIR) / "log-in"
        if not path.exists():
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(f"{ADMIN_EMAIL}\n{secrets.token_urlsafe(12)}\n")
        email, password = path.read_text().split()
        user = users.filter(email=email).first() or users.create_superuser(
            email, password, name="Administrator"
        )
        return password if user.check_password(password) else ""

    def supervise(self, host: str, port: int, address: str, password: str) -> int:
        """Run both processes, and say where the site is once it answers."""
        manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
        web = [
            *(sys.executable, "-m", "gunicorn", "cms.wsgi:application", "--bind", f"{host}:{port}"),
            *("--threads", "8", "--no-control-socket", "--log-level", "warning"),
            *("--graceful-timeout", "5", "--chdir", str(settings.BASE_DIR)),
        ]
        children = [
            Child("web", web, restarts=False),
            Child("worker", [*manage, "work", "--timetable"], restarts=True),
        ]

        def tell() -> None:
            kept = Path(settings.DATA_DIR) / "log-in"
            self.say(
                f"\n  The site    {address}/\n  The admin   {address}/admin/\n"
                f"  Log-in      {ADMIN_EMAIL}\n"
                f"  Password    {password or 'the one you have chosen since'}\n"
                f"  Letters     {address}/outbox/\n\n"
                f"The log-in was made for this machine and is kept in {kept}.\nCtrl-C stops the site.\n"
            )

        return Supervisor(children, self.say).run(ready=lambda: answers(host, port), on_ready=tell)
