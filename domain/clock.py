"""The one time zone and the shape of the clock that is passed around."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("America/Argentina/Catamarca")

Clock = Callable[[], datetime]
"""Returns the present moment, aware, in `ZONE`: 'today' is `clock().date()`."""
