"""What every test stands on: no network beyond this machine, a fresh cache, skips that can be forbidden."""

import ipaddress
import os
import socket

import pytest

# Playwright keeps an event loop running in the thread of the test, and Django refuses its database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


class NetworkForbidden(RuntimeError):  # noqa: N818 - reads as a sentence in a traceback
    """A test tried to reach something outside this machine."""


def _is_here(host: object) -> bool:
    """Tell whether an address is this machine's own: loopback, or no address at all (a Unix socket)."""
    if host in ("", "localhost", None):
        return True
    if isinstance(host, bytes):
        host = host.decode()
    try:
        return ipaddress.ip_address(str(host)).is_loopback
    except ValueError:
        return False


def _guard(name: str):
    real = getattr(socket.socket, name)

    def guarded(self, address, *args):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
            raise NetworkForbidden(f"no test may reach {address[0]!r}: only this machine's own addresses")
        return real(self, address, *args)

    return guarded


def _guarded_getaddrinfo(host, *args, _real=socket.getaddrinfo, **kwargs):
    if not _is_here(host) and host != "0.0.0.0":
        raise NetworkForbidden(f"no test may look up {host!r}: only this machine's own addresses")
    return _real(host, *args, **kwargs)


socket.socket.connect = _guard("connect")
socket.socket.connect_ex = _guard("connect_ex")
socket.getaddrinfo = _guarded_getaddrinfo


@pytest.fixture(autouse=True)
def _fresh_cache():
    """Start each test with an empty cache, so that no test leans on another's pages or rate limits."""
    from django.core.cache import caches

    for cache in caches.all(initialized_only=True):
        cache.clear()
    yield
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(autouse=True)
def _in_english():
    """Start each test in English: a request for a Welsh page leaves its language in the thread."""
    from django.utils import translation

    with translation.override("en"):
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """With FORBID_SKIPS=1 a skip is a failure, unless the test belongs to the other database."""
    report = yield
    if report.skipped and os.environ.get("FORBID_SKIPS") == "1" and not hasattr(report, "wasxfail"):
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if "only on PostgreSQL" not in reason and "only on SQLite" not in reason:
            report.outcome = "failed"
            report.longrepr = f"skipping is forbidden here (FORBID_SKIPS=1): {reason}"
    return report
