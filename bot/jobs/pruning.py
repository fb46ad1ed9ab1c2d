"""The leader's hourly job on the tables: what is kept too long goes, what isn't counted is."""

import asyncio
import logging
from dataclasses import dataclass
from datetime import timedelta

from bot.jobs.periodic import run_periodically
from domain.clock import Clock
from storage.notices.figures_backfill import count_batch
from storage.retention import BATCH, prune_batches

EVERY = 3600.0  # seconds
PAUSE = 0.2  # seconds between two batches, for whoever else writes
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Pruning:
    """Prunes in small batches; `keep_sent` is for how long the texts of what was sent are kept."""

    keep_sent: timedelta
    clock: Clock

    async def run(self, over: asyncio.Event, every: float = EVERY) -> None:
        """Prune every so many seconds until `over`."""
        await run_periodically(self.run_once, "what is kept too long", over, every)

    async def run_once(self) -> bool:
        """Prune a batch of each table; returns whether there may be more."""
        counted = await count_batch()
        pruned = await prune_batches(self.clock(), self.keep_sent)
        if pruned:
            each = ", ".join(f"{rows} of {table}" for table, rows in pruned.items())
            log.info("pruned: %s", each)
        await asyncio.sleep(PAUSE)
        return BATCH in (counted, *pruned.values())
