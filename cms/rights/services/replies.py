"""What an answer may begin with, in the language of the person. Staff change it as they need."""

from django.utils import translation
from django.utils.translation import gettext as _

from ..choices import Kind
from ..models import RightsRequest


def templates_for(request: RightsRequest) -> list[tuple[str, str, str]]:
    """`(code, name for staff, text)` of each template that fits what was asked."""
    names = {
        "copy": _("Here is your copy"),
        "nothing": _("We keep nothing"),
        "longer": _("We need longer"),
        "refuse": _("We cannot do it"),
        "sorry": _("You are right"),
        "explain": _("We see it differently"),
    }
    fitting = {
        Kind.ACCESS: ("copy", "nothing", "longer", "refuse"),
        Kind.ERASURE: ("nothing", "longer", "refuse"),
        Kind.COMPLAINT: ("sorry", "explain"),
    }[Kind(request.kind)]
    with translation.override(request.language):
        texts = {
            "copy": _(
                "You asked what we keep about you. The link below leads to all of it: open the file "
                "index.html to read it. It says what we keep, why, and for how long.\n\n"
                "If something is wrong, tell us and we will put it right."
            ),
            "nothing": _(
                "We have looked everywhere, and we keep nothing about you under this address. If you may "
                "have used another one, ask again with that."
            ),
            "longer": _(
                "Your request is a large one, so we need longer than a month. We will answer within three "
                "months of the day you confirmed it. The reason is: …"
            ),
            "refuse": _(
                "We have read your request with care, and we cannot do what you ask. The reason is: …\n\n"
                "If you think that is wrong, write to us, and somebody else will look at it."
            ),
            "sorry": _(
                "Thank you for telling us. We have looked into it, and you are right: …\n\n"
                "We are sorry. This is what we have done, so that it does not happen again: …"
            ),
            "explain": _(
                "Thank you for telling us. We have looked into it, and this is what we found: …\n\n"
                "We think that what we did was right, because …"
            ),
        }
    return [(code, names[code], texts[code]) for code in fitting]
