"""What the site writes down: never an address, a token or what somebody searched for."""

import datetime as dt
import json
import logging
import re

# What follows a question mark; addresses of people; what follows a word that announces a secret;
# a long piece of a path that looks like a signature, a key or a uuid.
_ADDRESS = re.compile(r"[\w.!#$&'*+=?^`{|}~%-]{1,64}(?:@|%40)[\w-]+(?:\.[\w-]+)+")
_QUERY = re.compile(r"(?<=[\w/])\?[\w%.~+-]+=\S*")
_ANNOUNCED = re.compile(
    r"(?i)\b(authorization|cookie|password|secret|token|(?:sessionid|csrftoken|remembered)(?:_\d+)?)(['\"]?\s*[=:]\s*)\S+"
)
_PIECE = re.compile(r"(?<=/)(?=[\w:.%=-]{20,}(?:[/\s\"',)\]]|$))(?=[^/\s]*(?:\d|:))[\w:.%=-]{20,}")


def scrub(text: str) -> str:
    """Return the text without addresses of people, query strings and tokens."""
    text = _QUERY.sub("?[query]", text)
    text = _ADDRESS.sub("[address]", text)
    text = _ANNOUNCED.sub(r"\1\2[secret]", text)
    return _PIECE.sub("[token]", text)


class PlainFormatter(logging.Formatter):
    """One line for people: time, level, name, message."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(message)s", "%Y-%m-%d %H:%M:%S")

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, scrubbed as a whole so that a traceback is too."""
        return scrub(super().format(record))


class JSONFormatter(logging.Formatter):
    """One JSON object a line, for a log collector: time (UTC), level, name, message, traceback."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the object as one line."""
        entry = {
            "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "name": record.name,
            "message": scrub(record.getMessage()),
        }
        if record.exc_info:
            entry["traceback"] = scrub(self.formatException(record.exc_info))
        return json.dumps(entry, ensure_ascii=False)
