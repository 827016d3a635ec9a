"""Hangs a person's consents into their page."""

from wagtail import hooks

from .panels import ConsentPanel


@hooks.register("register_person_panels")
def register_consent_panel(request, person):
    """For those who may read the ledger."""
    return [ConsentPanel(person)] if request.user.has_perm("consent.view_consentevent") else []
