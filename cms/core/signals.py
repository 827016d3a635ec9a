"""What happens to the site as a whole that a higher room may want to hear of."""

from django.dispatch import Signal

# A backup was put back. Sent by `manage.py restore` once database and files stand as they did at `made_at`
# (an aware moment, UTC: when the backup was begun), all migrations are applied, and before the restore is
# declared done. `say` takes one line of text for the person at the command line.
#
# What was erased since `made_at` is here again, so the room that keeps the ledger of erasures repeats it now.
# That ledger outlives a restore, because it is no part of the database: it is a folder of the *private*
# storage, on disk or in S3 alike, whose name is `settings.ERASURE_LEDGER`, with one small file for each entry
# and a name that is never used twice:
#
#     storages["private"].save(f"{settings.ERASURE_LEDGER}/{uuid4()}.json", ContentFile(…))
#
# A backup takes the entries along; a restore adds those it does not find and never changes or removes one,
# `--replace` or not. An entry should hold keyed hashes, never an address.
#
# A receiver may be called twice for one backup. If it raises, the restore fails, says why, and puts the site
# back as it was; so finish the work or raise, and enqueue nothing that matters.
restored = Signal()
