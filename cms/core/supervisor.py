"""Two processes side by side, started and stopped together."""

import ctypes
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field

PR_SET_PDEATHSIG = 1
STOP_SECONDS = 15


def _die_with_parent() -> None:
    """Ask Linux to end this child when the parent is killed outright, so that no port stays taken."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Child:
    """A process of ours; `restarts` says whether it is started again when it dies."""

    name: str
    command: list[str]
    restarts: bool
    process: subprocess.Popen | None = None
    started: float = 0.0
    pause: float = 1.0
    due: float = field(default=0.0)

    def start(self) -> None:
        """Start it in a session of its own, so that Ctrl-C reaches the parent alone, which stops it."""
        self.started = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603 - the command is our own
            self.command,
            env=os.environ,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - one thread
        )


def port_is_free(host: str, port: int) -> bool:
    """Tell whether a server could listen there now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def answers(host: str, port: int, path: str = "/healthz") -> bool:
    """Tell whether the site answers that it is well."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


class Supervisor:
    """Starts the children, restarts those that may die, and stops all on SIGINT, SIGTERM or SIGHUP."""

    def __init__(self, children: list[Child], say: Callable[[str], None]) -> None:
        self.children = children
        self.say = say
        self.asked_to_stop = False

    def _stop(self, *_signal: object) -> None:
        self.asked_to_stop = True

    def run(self, *, ready: Callable[[], bool], on_ready: Callable[[], None]) -> int:
        """Run until asked to stop (returns 0), or until a child that may not die has died (returns 1)."""
        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, self._stop)
        for child in self.children:
            child.start()
        waiting = True
        try:
            while not self.asked_to_stop:
                for child in self.children:
                    if not self._mind(child):
                        return 1
                if waiting and ready():
                    waiting = False
                    on_ready()
                time.sleep(0.2)
        finally:
            self._end()
        return 0

    def _mind(self, child: Child) -> bool:
        """Look after one child; false when the whole site has to stop because of it."""
        code = child.process.poll()
        if code is None:
            return True
        if not child.restarts:
            self.say(
                f"The {child.name} process ended by itself (exit code {code}). What it said stands above."
            )
            return False
        now = time.monotonic()
        if not child.due:
            child.pause = 1.0 if now - child.started > 30 else min(child.pause * 2, 30)
            child.due = now + child.pause
            self.say(f"The {child.name} process died (exit code {code}); it starts again.")
        elif now >= child.due:
            child.due = 0.0
            child.start()
        return True

    def _end(self) -> None:
        """Ask each child to stop, and make it after a while."""
        running = [child.process for child in self.children if child.process and child.process.poll() is None]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
