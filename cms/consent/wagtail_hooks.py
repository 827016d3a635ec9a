"""Registers consent in the admin, and hangs a person's consents into their page."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from cms.accounts.policies import RecordPolicy
from cms.core.todo import ToDo
from cms.people.views.narrowing import AmongFilter, offer_filter

from . import viewsets
from .choices import Purpose
from .models import ConsentEvent, ConsentLetter, SignUp, Suppression, Wording
from .panels import ConsentPanel
from .permissions import may_look
from .reports import standing, uncertain_letters
from .services.mailing import with_consent

# Written by what people do: never by hand, and never changed.
for model in (ConsentEvent, ConsentLetter, SignUp, Suppression):
    register_permission_policy(model, RecordPolicy(model, never=("add", "change", "delete")))
register_permission_policy(Wording, RecordPolicy(Wording, never=("change", "delete")))


offer_filter(
    "newsletter",
    AmongFilter(
        label=_("Agreed to the newsletter"), among=lambda people: with_consent(people, Purpose.NEWSLETTER)
    ),
)


@hooks.register("register_admin_viewset")
def register_consent():
    """The ledger, the words, and who is never mailed."""
    return list(viewsets.ALL)


@hooks.register("register_person_panels")
def register_consent_panel(request, person):
    """For those who may read the ledger."""
    return [ConsentPanel(person, request.user)] if may_look(request.user) else []


@hooks.register("register_to_do")
def register_to_do(request):
    """Letters of this room that may or may not have gone out. One query."""
    if not may_look(request.user):
        return []
    number = uncertain_letters()
    words = ngettext(
        "%(count)s e-mail about consent may or may not have gone out: look before you write again",
        "%(count)s e-mails about consent may or may not have gone out: look before you write again",
        number,
    )
    url = f"{reverse('consents:letters')}?state=uncertain"
    return [ToDo(words % {"count": number}, url, number, 12)]


@hooks.register("register_log_actions")
def register_log_actions(actions):
    """What is written down when somebody of the team says it for somebody else."""
    actions.register_action(
        "consent.record", _("Write down a consent"), _("What somebody said about consent was written down")
    )
    actions.register_action(
        "consent.import", _("Bring a mailing list in"), _("A mailing list was brought in from elsewhere")
    )


@hooks.register("register_person_lines")
def register_consent_lines(request, person):
    """How each purpose stands, in a word, where two people are laid side by side. One query."""
    if not may_look(request.user):
        return []
    found: dict[str, list[str]] = {}
    for line in standing(person):
        said = _("never asked") if line.at is None else _("yes") if line.given else _("no")
        found.setdefault(str(line.purpose.label), []).append(str(said))
    return [(label, ", ".join(words)) for label, words in found.items()]
