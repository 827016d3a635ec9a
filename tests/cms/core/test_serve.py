"""`make run` without make: it prepares, tells where the site is, and stops cleanly."""

import os
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from cms.core.supervisor import Child, Supervisor

ROOT = Path(__file__).resolve().parents[3]


def environment(folder: Path, **more: str) -> dict[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return kept | {"DATA_DIR": str(folder)} | more


def serve(folder: Path, port: int, **more: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "manage.py", "serve", "--no-demo", "--port", str(port)],
        cwd=ROOT,
        env=environment(folder, **more),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def read_until(process: subprocess.Popen, words: str) -> str:
    said = ""
    while words not in said:
        line = process.stdout.readline()
        assert line, said
        said += line
    return said


@pytest.mark.slow
@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_it_starts_says_where_and_stops_with_nothing_left_behind(tmp_path, by):
    folder, port = tmp_path / "site", free_port()
    passwords = []
    for _run in ("first", "second"):
        with serve(folder, port) as process:
            said = read_until(process, "Ctrl-C stops the site.")
            assert f"http://127.0.0.1:{port}/admin/" in said
            password = next(
                line.split()[1] for line in said.splitlines() if line.strip().startswith("Password")
            )
            passwords.append(password)
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/outbox/", timeout=30) as answer:
                assert answer.status == 200
            process.send_signal(by)
            rest = process.stdout.read()
            assert process.wait(30) == 0, rest
        assert "Traceback" not in said + rest
        assert "Stopped. Everything is kept" in rest
        with socket.create_server(("127.0.0.1", port)):
            pass  # the port is free again, so the web process is gone
    assert passwords[0] == passwords[1] == (folder / "log-in").read_text().split()[1]
    assert stat.S_IMODE((folder / "log-in").stat().st_mode) == 0o600
    assert stat.S_IMODE((folder / "secret-key").stat().st_mode) == 0o600


def run(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        [sys.executable, "manage.py", "serve", *arguments],
        cwd=ROOT,
        env=environment(folder, **more),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.slow
def test_what_stands_in_the_way_gets_a_sentence(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        taken = run(tmp_path, PORT=port)
    (tmp_path / "file").write_text("")
    wrong = [
        (taken, f"Port {port} is taken"),
        (run(tmp_path, PORT="many"), "PORT must be a number"),
        (run(tmp_path / "file" / "below"), "DATA_DIR"),
        (
            run(tmp_path, PORT=str(free_port()), DATABASE_URL="postgres://x@127.0.0.1:1/x"),
            "database does not work",
        ),
    ]
    for done, said in wrong:
        assert done.returncode == 1 or done.returncode == 2, done.stderr
        assert said in done.stderr
        assert "Traceback" not in done.stderr


def test_a_worker_that_dies_is_started_again_and_a_web_process_stops_all(tmp_path):
    mark = tmp_path / "starts"
    flaky = [sys.executable, "-c", f"open({str(mark)!r}, 'a').write('x')"]
    said = []
    worker = Child("worker", flaky, restarts=True)
    web = Child("web", [sys.executable, "-c", "import time; time.sleep(6)"], restarts=False)
    begun = time.monotonic()
    handlers = {name: signal.getsignal(name) for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    try:
        assert Supervisor([worker, web], said.append).run(ready=lambda: True, on_ready=lambda: None) == 1
    finally:
        for name, handler in handlers.items():
            signal.signal(name, handler)
    assert time.monotonic() - begun < 30
    assert len(mark.read_text()) >= 2
    assert any("worker process died" in line for line in said)
    assert "web process ended by itself" in said[-1]
