"""What the public sees of their rights."""

from .asking import access, complaint, erasure, sent, your_data
from .coming import confirm, package
from .kept import what_we_keep

__all__ = ["access", "complaint", "confirm", "erasure", "package", "sent", "what_we_keep", "your_data"]
