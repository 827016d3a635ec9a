"""What happens here that a higher room may want to hear of."""

from django.dispatch import Signal

# A file was served. Sent once the transaction is committed, with `download` (the row that stands for this
# serving, whatever became of it). Nobody who listens can undo or delay the serving.
download_completed = Signal()
