"""Nothing has to be scrolled sideways at 320 px, which is also 1280 px at 400 % (WCAG 1.4.10)."""

import pytest

from tests.browser.screens import SCREENS
from tests.browser.watch import PHONE

# The rightmost edge of whatever sticks out and is not inside a box that scrolls by itself.
STICKING_OUT = """() => {
  const wide = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= wide) return [];
  const own = ['auto', 'scroll', 'hidden', 'clip'];
  const scrolls = e => { for (; e; e = e.parentElement) {
    if (own.includes(getComputedStyle(e).overflowX)) return true; } return false; };
  return [...document.body.querySelectorAll('*')]
    .filter(e => e.getBoundingClientRect().right > wide + 1 && !scrolls(e))
    .map(e => e.tagName + '.' + e.className + ' reaches ' + Math.round(e.getBoundingClientRect().right))
    .slice(0, 5).concat('the page is ' + document.documentElement.scrollWidth + ' wide');
}"""

# Targets of at least 24 by 24 px, or with as much room around them (WCAG 2.5.8); not links within a sentence.
SMALL_TARGETS = """() => {
  const inline = e => e.tagName === 'A' && getComputedStyle(e).display === 'inline'
    && [...e.parentElement.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
  const targets = 'a[href], button, input:not([type=hidden]), select, summary, textarea';
  const seen = [...document.querySelectorAll(targets)]
    .filter(e => e.checkVisibility({visibilityProperty: true, opacityProperty: true}) && !inline(e)
      && !e.closest('.visually-hidden') && !e.matches('.skip-link'));
  const box = e => (['radio', 'checkbox'].includes(e.type) && e.labels[0]
    ? union(e.getBoundingClientRect(), e.labels[0].getBoundingClientRect()) : e.getBoundingClientRect());
  const union = (a, b) => ({left: Math.min(a.left, b.left), top: Math.min(a.top, b.top),
    width: Math.max(a.right, b.right) - Math.min(a.left, b.left),
    height: Math.max(a.bottom, b.bottom) - Math.min(a.top, b.top)});
  const boxes = seen.map(e => [e, box(e)]).filter(([, r]) => r.width > 1 && r.height > 1);
  const middle = r => [r.left + r.width / 2, r.top + r.height / 2];
  const tooClose = (r, other) => { const [x, y] = middle(r);
    const dx = Math.max(other.left - x, 0, x - other.left - other.width);
    const dy = Math.max(other.top - y, 0, y - other.top - other.height);
    return Math.hypot(dx, dy) < 12; };
  return boxes.filter(([e, r]) => (r.width < 23.5 || r.height < 23.5)
      && boxes.some(([f, s]) => f !== e && !f.contains(e) && !e.contains(f) && tooClose(r, s)))
    .map(([e, r]) => `${e.tagName} "${(e.textContent || e.name || '').trim().slice(0, 30)}" is `
      + `${Math.round(r.width)} by ${Math.round(r.height)}`);
}"""


@pytest.mark.parametrize("name", SCREENS)
def test_nothing_sticks_out_and_targets_are_large_enough(name, open_browser, site):
    page = open_browser(viewport=PHONE, has_touch=True)
    SCREENS[name](page, site)
    assert page.evaluate(STICKING_OUT) == []
    assert page.evaluate(SMALL_TARGETS) == []
    # Text spacing that readers may set for themselves (WCAG 1.4.12) must not push anything out either.
    page.evaluate(
        "() => { const sheet = new CSSStyleSheet(); sheet.replaceSync('* { line-height: 1.5 !important;"
        " letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }"
        " p { margin-bottom: 2em !important; }'); document.adoptedStyleSheets.push(sheet); }"
    )
    assert page.evaluate(STICKING_OUT) == []


def test_a_desk_at_400_percent_is_as_wide_as_a_phone(open_browser, site):
    """Zooming a 1280 px window to 400 % leaves 320 CSS pixels, each four device pixels wide."""
    page = open_browser(viewport={"width": 320, "height": 225}, device_scale_factor=4)
    SCREENS["form"](page, site)
    assert page.evaluate(STICKING_OUT) == []
    page.get_by_label("Email address").focus()
    assert page.get_by_label("Email address").bounding_box()["width"] <= 320
