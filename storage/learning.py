"""`domain.learning.Learning` over the tables."""

from collections.abc import Sequence
from datetime import date, datetime

from tortoise.functions import Sum
from tortoise.transactions import in_transaction

from domain.learning import Count, Question, Taught
from domain.outcomes import NotUnderstood, Understood
from storage import tables
from storage.engine.database import run
from storage.engine.moments import stored

_NOT_UNDERSTOOD = """
    INSERT INTO unanswered (key, masked, guess, at) VALUES (?, ?, ?, ?)
    ON CONFLICT (key) DO NOTHING RETURNING id
"""
_COUNT = """
    INSERT INTO understood (label, "on", asked, helped, did_not_help) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (label, "on") DO UPDATE SET
        asked = understood.asked + excluded.asked,
        helped = understood.helped + excluded.helped,
        did_not_help = understood.did_not_help + excluded.did_not_help
"""
_PHRASING = """
    INSERT INTO phrasings (label, phrasing, added_at) VALUES (?, ?, ?)
    ON CONFLICT (phrasing) DO NOTHING RETURNING id
"""


class StoredLearning:
    """The notes of what was asked, in the database."""

    async def not_understood(
        self, event: NotUnderstood, guess: str, key: str, now: datetime
    ) -> bool:
        """Keep a message, masked by the caller; a `key` is kept once."""
        return bool(await run(_NOT_UNDERSTOOD, [key, event.text, guess, stored(now)]))

    async def understood(self, event: Understood, key: str, now: datetime) -> bool:
        """Count an answer given, or a reply to 'did this help?'.

        A count is no deed: one repeated after a crash may be counted twice, whatever its `key`.
        """
        asked, helped = int(event.helped is None), int(event.helped is True)
        values = [event.label, now.date(), asked, helped, int(event.helped is False)]
        await run(_COUNT, values)
        return False

    async def questions(self, since: datetime) -> tuple[Question, ...]:
        """What is not understood yet, newest last."""
        rows = await tables.Unanswered.filter(settled_at__isnull=True, at__gte=since).order_by("id")
        return tuple(Question(row.id, row.masked, row.guess, row.at) for row in rows)

    async def settle(self, ids: Sequence[int], now: datetime) -> None:
        """These questions have been dealt with."""
        await tables.Unanswered.filter(id__in=list(ids)).update(settled_at=now)

    async def add_phrasings(self, label: str, phrasings: Sequence[str], now: datetime) -> int:
        """Add ways of asking to an answer; returns how many were new."""
        added = [await run(_PHRASING, [label, one, stored(now)]) for one in phrasings]
        return sum(1 for rows in added if rows)

    async def phrasings(self) -> tuple[tuple[str, str], ...]:
        """All phrasings that staff added, with their labels."""
        rows = await tables.Phrasing.all().order_by("id")
        return tuple((row.label, row.phrasing) for row in rows)

    async def taught(self) -> tuple[Taught, ...]:
        """All phrasings that staff added, the newest first."""
        rows = await tables.Phrasing.all().order_by("-id")
        return tuple(Taught(row.id, row.label, row.phrasing, row.added_at) for row in rows)

    async def unteach(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """Remove phrasings that staff added; the questions they came from are open again.

        Returns the numbers that there are not; if there is any, nothing is removed.
        """
        async with in_transaction():
            rows = await tables.Phrasing.filter(id__in=list(numbers))
            unknown = set(numbers) - {row.id for row in rows}
            if not unknown:
                words = [row.phrasing for row in rows]
                await tables.Unanswered.filter(masked__in=words).update(settled_at=None)
                await tables.Phrasing.filter(id__in=list(numbers)).delete()
        return tuple(sorted(unknown))

    async def counts(self, since: date) -> tuple[Count, ...]:
        """How often each answer was given since a day, the most asked first."""
        rows = (
            await tables.Understood.filter(on__gte=since)
            .annotate(all=Sum("asked"), good=Sum("helped"), bad=Sum("did_not_help"))
            .group_by("label")
            .values("label", "all", "good", "bad")
        )
        counts = [Count(row["label"], row["all"], row["good"], row["bad"]) for row in rows]
        return tuple(sorted(counts, key=lambda count: (-count.asked, count.label)))
