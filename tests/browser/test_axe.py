"""axe finds nothing on any kind of public screen: light and dark, at a desk and on a phone."""

import pytest

from tests.browser.axe import findings
from tests.browser.screens import SCREENS
from tests.browser.watch import DESK, PHONE


@pytest.mark.parametrize("name", SCREENS)
def test_axe_finds_nothing(name, open_browser, site):
    page = open_browser(bypass_csp=True, reduced_motion="reduce")
    SCREENS[name](page, site)
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        for size in (DESK, PHONE):
            page.set_viewport_size(size)
            found += [f"{scheme} {size['width']}: {finding}" for finding in findings(page)]
    assert not found, "\n".join(found)


def test_axe_does_find_what_is_wrong(open_browser, site):
    page = open_browser(bypass_csp=True)
    page.goto("/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"data:,\">')")
    assert any(finding.startswith("image-alt") for finding in findings(page))
