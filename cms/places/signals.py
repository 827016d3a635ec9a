"""What happened to places, in the past tense."""

from django.dispatch import Signal

register_loaded = Signal()
"""The register of schools was loaded, and its transaction is done. `changed` holds the URNs of those schools
that were known before and have other facts now: a name, a place, a trust, open or closed."""

postcodes_loaded = Signal()
"""Every postcode is known, or known anew: `import_postcodes` has put a new table in the place of the old.
Sent outside any transaction, with `say`, which takes one line of text for the person at the command line.

A room that stores places with a postcode looks them up again now, in batches, with
`cms.places.services.upgrade_places`, and returns a list of pairs: the words for what it has, and an
`Upgraded`. It may be called again for the same table, after a run was broken off."""
