"""The conversations' rows: any replica may take a chat's next update, one of them wins."""

import json
from dataclasses import replace

from domain.dialogues import Dialogue
from storage import tables
from storage.engine.codec import read_thread, write_thread
from storage.engine.database import run
from storage.engine.moments import stored

_INSERT = """
    INSERT INTO dialogues (
        thread, asking, view, misses, message_id, set_aside, seen, replied, touched_at,
        chat_id, version
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1)
    ON CONFLICT (chat_id) DO NOTHING RETURNING chat_id
"""
_UPDATE = """
    UPDATE dialogues SET
        thread = ?, asking = ?, view = ?, misses = ?, message_id = ?, set_aside = ?,
        seen = ?, replied = ?, touched_at = ?, version = version + 1
    WHERE chat_id = ? AND version = ? RETURNING chat_id
"""


class StoredDialogues:
    """`domain.dialogues.Dialogues` in the database."""

    async def load(self, chat_id: int) -> Dialogue:
        """The chat's row; a fresh one of version 0 where there is none."""
        row = await tables.Dialogue.get_or_none(chat_id=chat_id)
        if row is None:
            return Dialogue(chat_id)
        return Dialogue(
            chat_id=chat_id,
            thread=read_thread(row.thread),
            asking=row.asking,
            view=row.view,
            misses=row.misses,
            message_id=row.message_id,
            set_aside=read_thread(row.set_aside),
            seen=tuple(json.loads(row.seen)),
            replied=row.replied,
            touched_at=row.touched_at,
            version=row.version,
        )

    async def save(self, dialogue: Dialogue) -> Dialogue | None:
        """Store the row if its version is still the stored one (compare-and-swap).

        One statement decides, on either engine: of two that read the same version, one gets None.
        """
        values: list[object] = [
            write_thread(dialogue.thread),
            dialogue.asking,
            dialogue.view,
            dialogue.misses,
            dialogue.message_id,
            write_thread(dialogue.set_aside),
            json.dumps(dialogue.seen),
            dialogue.replied,
            None if dialogue.touched_at is None else stored(dialogue.touched_at),
        ]
        if dialogue.version == 0:
            saved = await run(_INSERT, [*values, dialogue.chat_id])
        else:
            saved = await run(_UPDATE, [*values, dialogue.chat_id, dialogue.version])
        return replace(dialogue, version=dialogue.version + 1) if saved else None
