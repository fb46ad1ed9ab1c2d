"""Which files were loaded or refused, and when: kept, and logged."""

import logging
from datetime import datetime

from domain.clock import ZONE
from storage import tables
from storage.imports.report import ImportReport

log = logging.getLogger(__name__)


async def keep(report: ImportReport) -> None:
    """Keep what came of a file, in the transaction under way; a dry run leaves no trace."""
    if report.dry_run:
        return
    file = report.path.name
    if report.refused:
        log.warning(
            "the file %s (%s) was refused: %d of %d lines are wrong",
            *(file, report.kind, report.refused, report.lines),
        )
    else:
        log.info("the file %s (%s) was loaded: %d lines", file, report.kind, report.lines)
    await tables.Import.create(
        kind=report.kind,
        file=file[:255],
        lines=report.lines,
        refused=report.refused,
        at=datetime.now(ZONE),
    )
