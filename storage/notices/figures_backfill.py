"""Says what each message to many is counted under, where its planner did not.

That was a version of the program from before these columns, perhaps still running beside this one.
"""

from storage.engine.database import run
from storage.notices.announcements import NAME, PREFIX
from storage.retention import BATCH
from storage.tables import UNCOUNTED

_COUNT = f"""
    UPDATE outbox SET
        about = COALESCE(
            (SELECT n.kind FROM notices n WHERE n.key = outbox.key),
            CASE WHEN key LIKE '{PREFIX}%' THEN SUBSTR(key, {len(PREFIX) + 1}, {NAME}) ELSE '' END
        ),
        period = COALESCE(
            (SELECT ((i.year * 10 + i.bimester) * 100 + i.part) * 100 + i.parts
             FROM notices n JOIN invoices i ON i.receipt = n.invoice_id WHERE n.key = outbox.key),
            0
        ),
        in_time_until = (SELECT n.in_time_until FROM notices n WHERE n.key = outbox.key)
    WHERE id IN (SELECT id FROM outbox WHERE {UNCOUNTED} ORDER BY id LIMIT {BATCH}) RETURNING id
"""  # noqa: S608  (only constants are put together)


async def count_batch() -> int:
    """Count a batch of those not counted yet; returns how many there were."""
    return len(await run(_COUNT))
