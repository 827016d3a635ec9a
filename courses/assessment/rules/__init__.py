"""Choosing people for a programme's places. Pure: values in, values out, the seed included."""

from .pool import Candidate, PoolError, Quota
from .proposing import Price, Proposal, Relaxation, propose

__all__ = ["Candidate", "PoolError", "Price", "Proposal", "Quota", "Relaxation", "propose"]
