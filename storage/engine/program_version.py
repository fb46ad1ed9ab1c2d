"""The version of the program, and the version that used the tables last."""

from datetime import datetime
from importlib import metadata

from domain.clock import ZONE
from storage.tables import ProgramVersion

DISTRIBUTION = "oficina-virtual"


def _installed() -> str:
    try:
        return metadata.version(DISTRIBUTION)
    except metadata.PackageNotFoundError:  # run from its folder, without being installed
        return "0"


PROGRAM_VERSION = _installed()


async def last_version() -> ProgramVersion | None:
    """Who used the open database's tables last, and since when; None before the first."""
    return await ProgramVersion.all().order_by("-id").first()


async def stamp() -> None:
    """Keep that this program uses the open database's tables, unless it did so last."""
    last = await last_version()
    if last is None or last.version != PROGRAM_VERSION:
        await ProgramVersion.create(version=PROGRAM_VERSION, at=datetime.now(ZONE))
