"""What people asked of us about their data, what we did, and whose time is up."""

from .erasures import Erasure
from .farewells import Farewell, Week
from .letters import RightsLetter
from .packages import Package
from .requests import Move, RightsRequest

__all__ = ["Erasure", "Farewell", "Move", "Package", "RightsLetter", "RightsRequest", "Week"]
