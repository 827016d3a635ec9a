"""What a first visit costs and leaves: weight, third parties, cookies, policy."""

import pytest

from tests.browser.screens import SCREENS, page_types
from tests.browser.steps import GUIDE, answer, new_address, send
from tests.browser.watch import DESK, PHONE

MOST_BYTES = 60_000


def over_the_wire(page, path: str) -> dict[str, int]:
    """Bytes of every answer on a first visit, headers included, by address, as Chromium counted them."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    names, weights = {}, {}
    session.on("Network.requestWillBeSent", lambda e: names.update({e["requestId"]: e["request"]["url"]}))
    session.on(
        "Network.loadingFinished", lambda e: weights.update({e["requestId"]: int(e["encodedDataLength"])})
    )
    answer = page.goto(path, wait_until="networkidle")
    assert answer.status == 200, f"{path} answers {answer.status}"
    return {names[key]: weight for key, weight in weights.items() if not names[key].startswith("data:")}


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("prefix", ["", "/cy"], ids=["en", "cy"])
def test_a_resource_page_weighs_at_most_60_kilobytes(open_browser, site, size, prefix):
    page = open_browser(viewport=size)
    weights = over_the_wire(page, f"{prefix}/guides/{GUIDE}/")
    assert any(".woff2" in name for name in weights), "the font is part of the weight"
    assert sum(weights.values()) <= MOST_BYTES, weights


@pytest.mark.parametrize("name", page_types())
def test_reading_leaves_no_cookie(name, page, site):
    SCREENS[name](page, site)
    assert page.context.cookies() == []
    assert page.evaluate("() => localStorage.length + sessionStorage.length") == 0


def test_a_guide_can_be_got_without_any_cookie(page, site):
    page.goto(f"/get/{GUIDE}/")
    answer(page, new_address("cookieless"))
    send(page)
    page.wait_for_url("**/ready/**")
    assert page.context.cookies() == []


def test_the_watch_sees_a_third_party_and_a_breach_of_the_policy(chromium, site):
    """The control: what every other test would fail on is really seen."""
    from tests.browser.watch import Watch

    context = chromium.new_context(base_url=site.url)
    watch = Watch(context, site.url)
    page = context.new_page()
    page.goto("/")
    page.evaluate(
        "() => { const i = new Image(); i.src = 'https://tracker.example/pixel.gif'; document.body.append(i);"
        " const s = document.createElement('script'); s.textContent = 'bad = 1'; document.body.append(s); }"
    )
    page.wait_for_timeout(500)
    context.close()
    assert any("Content Security Policy" in fault for fault in watch.faults), watch.faults
