"""A real Chromium in front of a real site. Every visit is watched: third parties, errors, broken parts."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.watch import DESK, Watch
from tests.live_site import Site

# The distribution's own Chromium, as `make test` finds or installs it.
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "chromium"
)
# Nothing but the loopback resolves, so that a stray third-party request fails instead of leaving.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1 , EXCLUDE localhost",
]
# A headless Chromium says so, and what says so is a robot: it would not be counted.
PERSON = (
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"
)
PATIENCE = 15_000  # milliseconds


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep browser tests on one xdist worker: they share one site."""
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.xdist_group("browser"))
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The site, prepared once for all browser tests. `BROWSER_DATA_DIR` keeps it from run to run."""
    kept = os.environ.get("BROWSER_DATA_DIR")
    folder = Path(kept) if kept else tmp_path_factory.mktemp("browser-site")
    folder.mkdir(parents=True, exist_ok=True)
    running = Site(folder)
    running.prepare()
    try:
        running.start()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for a module, no longer: Playwright's event loop must not outlive it into other tests."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_browser(chromium: Browser, site: Site) -> Iterator[Callable[..., Page]]:
    """Open a fresh browser profile; options as of Playwright's `new_context`. Faults fail the test."""
    opened: list[tuple[BrowserContext, Watch]] = []

    def open_page(**options) -> Page:
        options.setdefault("viewport", DESK)
        options.setdefault("locale", "en-GB")
        options.setdefault("user_agent", PERSON)
        context = chromium.new_context(base_url=site.url, **options)
        context.set_default_timeout(PATIENCE)
        opened.append((context, Watch(context, site.url)))
        return context.new_page()

    yield open_page
    faults = []
    for context, watch in opened:
        context.close()
        faults += watch.faults
    assert not faults, "\n".join(faults)


@pytest.fixture
def page(open_browser: Callable[..., Page]) -> Page:
    """A visitor at a desk who has never been here."""
    return open_browser()
