"""axe-core on a page, with no rule switched off."""

from pathlib import Path

from playwright.sync_api import Page

SOURCE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()

# Findings of Wagtail's own markup, as known for Wagtail 8: allowed by rule and selector, never by rule alone.
WAGTAIL = {
    # The search of a list and the search of the menu have the same role and no names.
    "landmark-unique": ("form[role=search]",),
    "aria-input-field-name": ("[role=combobox]", ".Draftail-Editor [role=textbox]"),
    "page-has-heading-one": ("html",),
    # How many a narrowed list has.
    "aria-allowed-role": ("h2[role=alert]",),
}


def findings(page: Page, allowed: dict[str, tuple[str, ...]] | None = None) -> list[str]:
    """What axe finds on the page as it stands: `rule: selector: summary`, one for each element.

    The page must belong to a context made with `bypass_csp=True`. `allowed` maps a rule to selectors; a
    finding is left out only when its own element matches one of them.
    """
    page.evaluate(SOURCE)
    result = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    found = []
    for violation in result["violations"]:
        for node in violation["nodes"]:
            selectors = (allowed or {}).get(violation["id"], ())
            target = node["target"][-1]
            target = target[-1] if isinstance(target, list) else target
            matches = selectors and page.evaluate(
                "([target, selectors]) => { const e = document.querySelector(target);"
                " return !!e && selectors.some(s => e.matches(s)); }",
                [target, list(selectors)],
            )
            if not matches:
                summary = " ".join((node.get("failureSummary") or "").split())[:200]
                found.append(f"{violation['id']}: {target}: {summary}")
    return found
