"""What happened to places, in the past tense."""

from django.dispatch import Signal

register_loaded = Signal()
"""The register of schools was loaded, and its transaction is done. `changed` holds the URNs of those schools
that were known before and have other facts now: a name, a place, a trust, open or closed."""
