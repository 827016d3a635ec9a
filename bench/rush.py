"""Two hundred people press the button at once: errors, lost rows, and how long the slowest waited.

Real web processes; each person comes from an address of their own (127.0.1.x), has fetched the form before,
and posts when everybody is ready. A row is lost when its person was told all is well and it is not there.
"""

import http.client
import statistics
import threading
import time
from http.cookies import SimpleCookie
from urllib.parse import urlencode

from bench.forms import download_form, filled
from tests.live_site import Site

PEOPLE = 200
FORM = "/get/send-review-guide/"
READING_TIME = 2  # seconds between fetching the form and sending it: the form asks for one


class Poster:
    """One person with one browser."""

    def __init__(self, port: int, number: int) -> None:
        self.port = port
        self.number = number
        self.email = f"rush{number}@example.org"
        self.source = (f"127.0.{1 + number // 200}.{1 + number % 200}", 0)
        self.cookies: SimpleCookie = SimpleCookie()
        self.fields: list[tuple[str, str]] = []
        self.status = 0
        self.seconds = 0.0
        self.fault = ""

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=60, source_address=self.source
        )
        try:
            headers = {
                "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0 Safari/537.36",
                "Cookie": "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items()),
            }
            if body is not None:
                headers["Content-Type"] = "application/x-www-form-urlencoded"
                headers["Origin"] = f"http://127.0.0.1:{self.port}"
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            for cookie in answer.headers.get_all("Set-Cookie") or []:
                self.cookies.load(cookie)
            return answer.status, answer.read().decode()
        finally:
            connection.close()

    def fetch(self) -> None:
        """Fetch the form and fill it in."""
        status, html = self._ask("GET", FORM)
        assert status == 200, f"the form answers {status}"
        self.fields = filled(download_form(html), email=self.email)

    def post(self, ready: threading.Barrier) -> None:
        """Send the form when everybody is ready."""
        ready.wait()
        begun = time.perf_counter()
        try:
            self.status, text = self._ask("POST", FORM, urlencode(self.fields))
            if self.status not in (302, 303):
                self.fault = f"{self.status}: {text[:300]}"
        except OSError as error:
            self.fault = repr(error)
        self.seconds = time.perf_counter() - begun


def count_rows(site: Site) -> int:
    """How many of the rush's downloads are in the database."""
    return site.ask(
        "from cms.resources.models import Download;"
        "print(Download.objects.filter(person__email__startswith='rush').count())"
    )


def measure(site: Site, people: int = PEOPLE) -> dict:
    """Let them all post to a running site, and count."""
    posters = [Poster(site.port, number) for number in range(people)]
    for poster in posters:
        poster.fetch()
    time.sleep(READING_TIME)
    before = count_rows(site)
    ready = threading.Barrier(people)
    threads = [threading.Thread(target=poster.post, args=(ready,)) for poster in posters]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - begun
    well = [poster for poster in posters if not poster.fault]
    rows = count_rows(site) - before
    waits = [poster.seconds for poster in posters]
    return {
        "people": people,
        "web_processes": site.workers,
        "errors": people - len(well),
        "lost": len(well) - rows,
        "rows": rows,
        "p50_s": round(statistics.median(waits), 2),
        "p95_s": round(statistics.quantiles(waits, n=20)[-1], 2),
        "posts_per_second": round(people / took, 1),
        "first_fault": next((poster.fault for poster in posters if poster.fault), ""),
    }
