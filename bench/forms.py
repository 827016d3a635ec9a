"""Reading the download form out of its page and filling it in, as a browser would."""

from html.parser import HTMLParser

FREE_TEXT = {"text", "email", "search", "tel"}


class _Form(HTMLParser):
    """Collects the controls of every POST form of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[dict] = []
        self._open: dict | None = None
        self._select: dict | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = {"action": given.get("action", ""), "controls": []}
            if given.get("method", "").lower() == "post":
                self.forms.append(self._open)
        elif self._open is None:
            return
        elif tag in {"input", "textarea"} and given.get("name"):
            self._open["controls"].append(
                {"name": given["name"], "type": given.get("type", "text"), "value": given.get("value", "")}
            )
        elif tag == "select" and given.get("name"):
            self._select = {"name": given["name"], "type": "select", "value": "", "options": []}
            self._open["controls"].append(self._select)
        elif tag == "option" and self._select is not None:
            self._select["options"].append(given.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "select":
            self._select = None


def download_form(html: str) -> dict:
    """The form of a page that asks for an e-mail address: its action and its controls."""
    reader = _Form()
    reader.feed(html)
    for form in reader.forms:
        if any(control["name"] == "email" for control in form["controls"]):
            return form
    raise LookupError("no form on this page asks for an e-mail address")


def filled(form: dict, *, email: str, postcode: str = "LS1 4AP") -> list[tuple[str, str]]:
    """What a browser would send: hidden values as they are, the first choice of each question."""
    sent: list[tuple[str, str]] = []
    answered: set[str] = set()
    for control in form["controls"]:
        name, kind, value = control["name"], control["type"], control["value"]
        if kind == "hidden":
            sent.append((name, value))
        elif name == "email":
            sent.append((name, email))
        elif name == "postcode":
            sent.append((name, postcode))
        elif kind == "radio" and name not in answered and value:
            sent.append((name, value))
            answered.add(name)
        elif kind == "select" and name != "country":
            sent.append((name, next((option for option in control["options"] if option), "")))
        elif kind in FREE_TEXT or kind in {"textarea", "select"}:
            sent.append((name, ""))
    return sent
