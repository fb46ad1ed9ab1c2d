"""How long each table keeps what: one rule for every table, and the job that applies them.

Law 25.326, article 4: personal data are destroyed once they serve no more. What proves that
something was done (who was told when, what was accepted, what was claimed) stays, without texts.
Keys stay too: they are what keeps anybody from being told twice. docs/operador.md says the same in
Spanish; texts/own_data/my_data.py tells each person.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from storage.engine.database import run
from storage.engine.moments import stored
from storage.tables import FINISHED_WITH_CONTENT, UNCONFIRMED

BATCH = 500
"""Rows changed by one statement: SQLite's writers wait a few milliseconds for each."""
SENT = None
"""Stands for the age that the setting OFICINA_KEEP_SENT_DAYS gives."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A table whose rows no job prunes, and why."""

    table: str
    why: str


@dataclass(frozen=True, slots=True)
class Pruned:
    """Rows that go at an age.

    Args:
        table: the table.
        why: why then.
        since: the column whose moment begins the age.
        after: the age; SENT for the setting's.
        only: further condition, in SQL, as the index of these rows has it.
        blank: the column that is emptied; the whole row goes where there is none.
        key: the primary key.
    """

    table: str
    why: str
    since: str
    after: timedelta | None
    only: str = ""
    blank: str = ""
    key: str = "id"

    async def batch(self, now: datetime, sent: timedelta) -> int:
        """Prune up to `BATCH` rows, the oldest; returns how many."""
        age = sent if self.after is None else self.after
        more = f" AND {self.only}" if self.only else ""
        chosen = (
            f"SELECT {self.key} FROM {self.table} WHERE {self.since} < ?{more}"  # noqa: S608
            f" ORDER BY {self.since} LIMIT {BATCH}"
        )
        change = f"UPDATE {self.table} SET {self.blank} = ''" if self.blank else ""  # noqa: S608
        deed = change or f"DELETE FROM {self.table}"  # noqa: S608
        statement = f"{deed} WHERE {self.key} IN ({chosen}) RETURNING {self.key}"
        return len(await run(statement, [stored(now - age)]))


DAY, MONTH = timedelta(days=1), timedelta(days=30)
BILLING = "the utility's own, kept as its billing gives it (docs/datos.md)"
COUNTED = "a try is counted for an hour at most; the rest of the month is for complaints about it"
_LINKED = "SELECT user_id FROM one_time_links WHERE user_id IS NOT NULL"
RULES: tuple[Kept | Pruned, ...] = (
    Pruned(
        "users",
        "never confirmed, and its links are gone; others go when their person asks",
        "registered_at",
        MONTH,
        only=f"{UNCONFIRMED} AND id NOT IN ({_LINKED})",
    ),
    Kept("chats", "who is logged in where, until they log out or have their data erased"),
    Pruned("one_time_links", "opens nothing any more", "expires_at", MONTH, key="token_hash"),
    Kept("accounts", BILLING),
    Kept("invoices", BILLING),
    Kept("concepts", BILLING),
    Kept("payments", BILLING),
    Kept("rates", BILLING),
    Kept("instalments", BILLING),
    Kept("linked_accounts", "until its person or the staff takes it away"),
    Kept("subscriptions", "the proof of the terms accepted, and since when"),
    Pruned("wrong_pairs", COUNTED, "at", MONTH),
    Pruned("wrong_passwords", COUNTED, "at", MONTH),
    Pruned(
        "inbox",
        "its number keeps an update from being taken twice; Telegram repeats none after a day",
        "taken_at",
        4 * DAY,
        key="update_id",
    ),
    Pruned(
        "dialogues",
        "a conversation left alone holds what was typed, and nobody takes it up after a month",
        "touched_at",
        MONTH,
        key="chat_id",
    ),
    Kept("vouchers", "issued documents of payment; what is paid with them must be known"),
    Pruned(
        "sent_vouchers",
        "its message says by now what became of the voucher",
        "told_past_at",
        3 * MONTH,
    ),
    Pruned(
        "documents",
        "spares making a document again, some of one person's data; it is made again",
        "kept_at",
        3 * MONTH,
        key="key",
    ),
    Pruned(
        "outbox",
        "the texts of what was sent or given up; when, whereto and under which key stays as proof",
        "planned_at",
        SENT,
        only=FINISHED_WITH_CONTENT,
        blank="content",
    ),
    Kept("notices", "the ledger of term 3: which notice was owed to whom"),
    Kept("announcements", "what was announced to many, with its figures; no personal data"),
    Pruned(
        "unanswered",
        "masked before it is kept; a year on, it teaches nothing new",
        "at",
        365 * DAY,
    ),
    Kept("phrasings", "what staff taught the bot"),
    Kept("understood", "counts of a day, of nobody in particular"),
    Pruned("asked_mails", COUNTED, "at", MONTH),
    Kept("claims", "the register that Ley 24.240, article 27, has kept"),
    Kept("alerts", "what failed, when and for how long; no personal data"),
    Kept("imports", "which files were loaded or refused, and when; no personal data"),
    Kept("heartbeats", "a row for each thing that happens often"),
    Kept("refused_addresses", "why a digital invoice by mail ended (term 7); goes with its person"),
    Kept("program_versions", "the history of upgrades; no personal data"),
)

# Those of before that column; their age begins now.
_DATE_DOCUMENTS = f"""
    UPDATE documents SET kept_at = ?
    WHERE key IN (SELECT key FROM documents WHERE kept_at IS NULL LIMIT {BATCH})
"""  # noqa: S608


async def prune_batches(
    now: datetime, sent: timedelta, rules: Sequence[Kept | Pruned] = RULES
) -> dict[str, int]:
    """Prune one batch of each table; returns how many rows of which, none where none were due."""
    await run(_DATE_DOCUMENTS, [stored(now)])
    pruned = {}
    for rule in rules:
        if isinstance(rule, Pruned) and (rows := await rule.batch(now, sent)):
            pruned[rule.table] = rows
    return pruned
