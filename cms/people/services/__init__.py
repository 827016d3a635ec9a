"""Every write to people and organisations that is more than one save."""

from .identify import Known, identify, identify_many

__all__ = ["Known", "identify", "identify_many"]
