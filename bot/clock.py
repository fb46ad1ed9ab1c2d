"""The one clock of the running office."""

from datetime import datetime

from domain.clock import ZONE


def local_now() -> datetime:
    """The present moment in the utility's zone."""
    return datetime.now(ZONE)
