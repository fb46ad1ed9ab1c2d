"""The tables.

    users ── chats, one_time_links, linked_accounts ── accounts ── invoices ── payments, concepts
                                                          ├── instalments, subscriptions
                                                          └── vouchers ── sent_vouchers
    claims · asked_mails · rates · wrong_pairs · wrong_passwords · inbox · dialogues · documents
    outbox · program_versions · imports · heartbeats · alerts

Money is DECIMAL on PostgreSQL and its digits as text on SQLite: exact on both, so it is summed in
Python and never by SQLite. Structures that are only read whole are JSON text.

The first line under a class becomes its table's comment; Tortoise's SQLite migrations break on a
semicolon in it.
"""

from typing import Any

from pypika_tortoise.terms import Term
from tortoise import fields
from tortoise.expressions import Expression
from tortoise.indexes import Index
from tortoise.models import Model

from storage.engine.moments import MomentField


class PartialIndex(Index):
    """An index of the rows for which a condition holds; queries must repeat its words.

    It stays small however long the ledger grows.
    """

    rows = ""

    def __init__(
        self,
        *expressions: Term | Expression,
        fields: tuple[str, ...] | list[str] | None = None,
        name: str | None = None,
        where: str = "",
    ) -> None:
        super().__init__(*expressions, fields=fields, name=name)
        self.where = where or self.rows
        self.extra = f" WHERE {self.where}"

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Tortoise's hook for writing a migration."""
        path, arguments, named = super().deconstruct()
        return path, arguments, named | ({} if self.rows else {"where": self.where})


class OwedIndex(PartialIndex):
    """An index of the rows that are still owed."""

    rows = "due_at IS NOT NULL"


class FailedIndex(PartialIndex):
    """An index of the rows that were given up."""

    rows = "failed_at IS NOT NULL"


COUNTED = "period IS NOT NULL"
UNCOUNTED = "period IS NULL AND bulk"
LATE = "failed_at IS NULL AND (sent_at IS NULL OR sent_at >= in_time_until)"
FINISHED_WITH_CONTENT = "due_at IS NULL AND content <> ''"
UNCONFIRMED = "confirmed_at IS NULL"
OWED_REPLIES = "next_try_at IS NOT NULL"
WAITING = "taken_at IS NULL"
TAKEN = "taken_at IS NOT NULL"  # else PostgreSQL finds one chat's waiting updates among all chats'
OF_A_CHAT = "chat_id IS NOT NULL"
ADDRESSED = "recipient IS NOT NULL"
# Planned before its address stood beside it.
UNADDRESSED_MAIL = "kind = 'mail' AND recipient IS NULL AND content <> ''"

KEY = 200  # an idempotency key's or a document key's longest form
EMAIL = 254
USERNAME = 60


class User(Model):
    """A person who registered. Without `confirmed_at` the e-mail is not proved yet."""

    id = fields.BigIntField(primary_key=True)
    first_names = fields.CharField(60)
    surnames = fields.CharField(60)
    document = fields.CharField(16)
    email = fields.CharField(EMAIL)
    email_key = fields.CharField(EMAIL, unique=True)  # case folded
    username = fields.CharField(USERNAME)
    username_key = fields.CharField(USERNAME, unique=True)  # case folded
    phone = fields.CharField(32, default="")
    password_hash = fields.CharField(255, null=True)
    registered_chat = fields.BigIntField(null=True, db_index=True)
    registered_at = MomentField()
    confirmed_at = MomentField(null=True)
    # Who asked for another e-mail is a new user in waiting, beside the one whose place it takes.
    replaces: fields.ForeignKeyNullableRelation["User"] = fields.ForeignKeyField(
        "office.User", null=True, on_delete=fields.CASCADE, related_name="successors"
    )
    replaces_id: int | None

    class Meta:
        table = "users"
        indexes = (
            ("replaces_id",),
            PartialIndex(
                fields=("registered_at",), name="idx_users_unconfirmed", where=UNCONFIRMED
            ),
        )


class Chat(Model):
    """A Telegram chat, once there is something to remember of it."""

    id = fields.BigIntField(primary_key=True, generated=False)
    user: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "office.User", null=True, on_delete=fields.SET_NULL, related_name="chats"
    )
    user_id: int | None
    blocked_at = MomentField(null=True)
    settings = fields.TextField(default="{}")
    wants_reminders = fields.BooleanField(default=False, db_default=False)
    wants_payments = fields.BooleanField(default=False, db_default=False)
    at_night_too = fields.BooleanField(default=False, db_default=False)
    last_seen_at = MomentField(null=True)

    class Meta:
        table = "chats"
        indexes = (("user_id",),)


class Link(Model):
    """A one-time link. Of its token only the SHA-256 is kept."""

    token_hash = fields.CharField(64, primary_key=True)
    purpose = fields.CharField(16)
    chat_id = fields.BigIntField()
    user: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "office.User", null=True, on_delete=fields.CASCADE, related_name="links"
    )
    user_id: int | None
    key = fields.CharField(KEY, unique=True)
    expires_at = MomentField()
    used_at = MomentField(null=True)

    class Meta:
        table = "one_time_links"
        indexes = (("user_id",), ("chat_id", "purpose"), ("expires_at",))


class Account(Model):
    """A supply account, imported (`cuentas`)."""

    number = fields.CharField(32, primary_key=True)
    holder = fields.CharField(200)
    document = fields.CharField(32)
    address = fields.CharField(200)
    payment_code = fields.CharField(19)

    class Meta:
        table = "accounts"


class Invoice(Model):
    """An invoice, imported (`facturas`)."""

    receipt = fields.CharField(32, primary_key=True)
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "office.Account", on_delete=fields.RESTRICT, related_name="invoices"
    )
    account_id: str
    year = fields.SmallIntField()
    bimester = fields.SmallIntField()
    part = fields.SmallIntField()
    parts = fields.SmallIntField()
    issued = fields.DateField()
    due = fields.DateField()
    amount = fields.DecimalField(14, 2)
    # What is printed besides; the billing may give any of it, or none.
    tariff = fields.CharField(60, null=True)
    meter = fields.CharField(32, null=True)
    previous_reading = fields.DecimalField(14, 4, null=True)
    previous_read_on = fields.DateField(null=True)
    current_reading = fields.DecimalField(14, 4, null=True)
    current_read_on = fields.DateField(null=True)
    consumption = fields.DecimalField(14, 4, null=True)
    second_due = fields.DateField(null=True)
    second_amount = fields.DecimalField(14, 2, null=True)
    vat = fields.DecimalField(14, 2, null=True)
    other_national = fields.DecimalField(14, 2, null=True)
    authorisation = fields.CharField(4, null=True)
    authorisation_code = fields.CharField(14, null=True)
    authorisation_expires = fields.DateField(null=True)
    issuer_cuit = fields.CharField(11, null=True)
    point_of_sale = fields.IntField(null=True)
    receipt_type = fields.IntField(null=True)
    receipt_number = fields.IntField(null=True)
    customer_document_type = fields.IntField(null=True)
    customer_document = fields.CharField(20, null=True)

    class Meta:
        table = "invoices"
        indexes = (("account_id",),)


class Concept(Model):
    """A line of an invoice, imported (`conceptos`)."""

    id = fields.BigIntField(primary_key=True)
    invoice: fields.ForeignKeyRelation[Invoice] = fields.ForeignKeyField(
        "office.Invoice", on_delete=fields.CASCADE, related_name="concepts", db_index=False
    )
    invoice_id: str
    position = fields.IntField()
    name = fields.CharField(200)
    amount = fields.DecimalField(14, 2)
    kind = fields.CharField(8)
    quantity = fields.DecimalField(14, 4, null=True)
    unit_price = fields.DecimalField(14, 4, null=True)

    class Meta:
        table = "concepts"
        unique_together = (("invoice", "position"),)


class Payment(Model):
    """A payment of an invoice, imported (`pagos`). All its columns together are its identity.

    `storage.imports.payments` tells two of them apart. One with a day in `reversed_on` was taken
    back then, and doesn't count.
    """

    id = fields.BigIntField(primary_key=True)
    invoice: fields.ForeignKeyRelation[Invoice] = fields.ForeignKeyField(
        "office.Invoice", on_delete=fields.RESTRICT, related_name="payments", db_index=False
    )
    invoice_id: str
    paid_on = fields.DateField()
    amount = fields.DecimalField(14, 2)
    means = fields.CharField(60)
    operation = fields.CharField(60, default="")
    reversed_on = fields.DateField(null=True)

    class Meta:
        table = "payments"
        unique_together = (("invoice", "paid_on", "amount", "means", "operation"),)


class Rate(Model):
    """Yearly rates in percent from a day on, imported (`tasas`)."""

    since = fields.DateField(primary_key=True)
    yearly = fields.DecimalField(9, 4)
    bna_passive = fields.DecimalField(9, 4)

    class Meta:
        table = "rates"


class Instalment(Model):
    """An instalment of a payment plan, imported (`cuotas`)."""

    id = fields.BigIntField(primary_key=True)
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "office.Account", on_delete=fields.RESTRICT, related_name="instalments", db_index=False
    )
    account_id: str
    plan = fields.CharField(32)
    number = fields.IntField()
    due = fields.DateField()
    amount = fields.DecimalField(14, 2)
    paid_on = fields.DateField(null=True)

    class Meta:
        table = "instalments"
        unique_together = (("account", "plan", "number"),)


class LinkedAccount(Model):
    """An account that a user linked with its two codes."""

    id = fields.BigIntField(primary_key=True)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "office.User", on_delete=fields.CASCADE, related_name="linked", db_index=False
    )
    user_id: int
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "office.Account", on_delete=fields.CASCADE, related_name="linked"
    )
    account_id: str
    linked_at = MomentField()
    last_used_at = MomentField()
    frozen_at = MomentField(null=True)  # somebody linked before objected: the staff decides

    class Meta:
        table = "linked_accounts"
        unique_together = (("user", "account"),)
        indexes = (("account_id",),)


class Subscription(Model):
    """A subscription to the digital invoice, active until `suspended_on`."""

    id = fields.BigIntField(primary_key=True)
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "office.Account", on_delete=fields.CASCADE, related_name="subscriptions"
    )
    account_id: str
    user: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "office.User", null=True, on_delete=fields.SET_NULL, related_name="subscriptions"
    )
    user_id: int | None
    accepted_at = MomentField()
    terms_version = fields.CharField(32)
    by_email = fields.BooleanField()
    by_telegram = fields.BooleanField()
    suspended_on = fields.DateField(null=True)

    class Meta:
        table = "subscriptions"
        indexes = (("account_id",), ("user_id",))


class WrongPair(Model):
    """A wrong pair of codes: whose try, and against which account's receipt."""

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(KEY, unique=True)
    chat_id = fields.BigIntField()
    account: fields.ForeignKeyNullableRelation[Account] = fields.ForeignKeyField(
        "office.Account", null=True, on_delete=fields.CASCADE, related_name="wrong_pairs"
    )
    account_id: str | None
    digest = fields.CharField(64)
    at = MomentField()

    class Meta:
        table = "wrong_pairs"
        indexes = (("account_id", "at"), ("chat_id", "at"), ("at",))


class WrongPassword(Model):
    """A failed try against a user name, known or not."""

    id = fields.BigIntField(primary_key=True)
    name_key = fields.CharField(64)  # a digest of the name, folded
    at = MomentField()

    class Meta:
        table = "wrong_passwords"
        indexes = (("name_key", "at"), ("at",))


class Dialogue(Model):
    """A chat's conversation. `thread`, `set_aside` and `seen` are JSON.

    So are `last_turn` and `owed`: the replies that are not delivered yet.
    """

    chat_id = fields.BigIntField(primary_key=True, generated=False)
    version = fields.BigIntField()
    thread = fields.TextField(null=True)
    asking = fields.TextField()
    view = fields.IntField()
    misses = fields.IntField()
    message_id = fields.BigIntField(null=True)
    set_aside = fields.TextField(null=True)
    seen = fields.TextField()  # with `replied`: of versions before the inbox
    replied = fields.BooleanField()
    touched_at = MomentField(null=True)
    album = fields.CharField(64, null=True)
    last_turn = fields.TextField(null=True)
    owed = fields.TextField(null=True)
    next_try_at = MomentField(null=True)
    leased_by = fields.CharField(32, null=True)
    leased_until = MomentField(null=True)

    class Meta:
        table = "dialogues"
        indexes = (("touched_at",), PartialIndex(fields=("next_try_at",), where=OWED_REPLIES))


class InboxItem(Model):
    """An update that Telegram delivered. Once taken it keeps its number alone."""

    update_id = fields.BigIntField(primary_key=True, generated=False)
    chat_id = fields.BigIntField(null=True)
    content = fields.TextField()
    received_at = MomentField()
    taken_at = MomentField(null=True)

    class Meta:
        table = "inbox"
        indexes = (
            PartialIndex(fields=("chat_id", "update_id"), where=WAITING),
            PartialIndex(fields=("taken_at",), where=TAKEN),
        )


class Voucher(Model):
    """An issued voucher. `fingerprint` digests its content, so that it is issued once."""

    number = fields.BigIntField(primary_key=True)
    fingerprint = fields.CharField(64, unique=True)
    kind = fields.CharField(32)
    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "office.Account", on_delete=fields.RESTRICT, related_name="vouchers"
    )
    account_id: str
    pay_on = fields.DateField(db_index=True)
    total = fields.DecimalField(14, 2)
    content = fields.TextField()  # JSON of the whole voucher
    chat_id = fields.BigIntField()
    issued_at = MomentField()

    class Meta:
        table = "vouchers"
        indexes = (("account_id",), ("chat_id",))


class SentVoucher(Model):
    """A message that carries a voucher, until it says what became of it."""

    id = fields.BigIntField(primary_key=True)
    voucher: fields.ForeignKeyRelation[Voucher] = fields.ForeignKeyField(
        "office.Voucher", on_delete=fields.CASCADE, related_name="sent", to_field="number"
    )
    voucher_id: int
    chat_id = fields.BigIntField()
    message_id = fields.BigIntField()
    sent_at = MomentField()
    said_paid_at = MomentField(null=True)
    told_past_at = MomentField(null=True)

    class Meta:
        table = "sent_vouchers"
        unique_together = (("chat_id", "message_id"),)
        indexes = (("voucher_id",), ("told_past_at",))


class Document(Model):
    """Telegram's file_id of a document sent before."""

    key = fields.CharField(KEY, primary_key=True)
    file_id = fields.TextField()
    kept_at = MomentField(null=True)

    class Meta:
        table = "documents"
        indexes = (("kept_at",),)


class OutboxItem(Model):
    """A mail or note planned, and the ledger of what became of it."""

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(KEY, unique=True)
    kind = fields.CharField(8)
    chat_id = fields.BigIntField(null=True)
    content = fields.TextField()  # JSON, '' once it is pruned (storage.retention)
    planned_at = MomentField()
    # Goes after everything that is one person's own.
    bulk = fields.BooleanField(default=False, db_default=False)
    # Not sent to a chat in the quiet hours.
    by_day = fields.BooleanField(default=False, db_default=False)
    due_at = MomentField(null=True)  # null once it is sent or given up
    claimed_until = MomentField(null=True)
    sent_at = MomentField(null=True)
    failed_at = MomentField(null=True)
    attempts = fields.IntField(default=0)
    last_error = fields.TextField(default="")
    # What it is counted under: a notice's kind and its invoice's period (`codec.write_period`) at
    # the time, or an announcement's name and period 0. They stand here, so that the figures come
    # from one index.
    about = fields.CharField(24, null=True)
    period = fields.IntField(null=True)
    in_time_until = MomentField(null=True)  # a notice sent from then on is late
    # What proves the sending; it outlives the content.
    recipient = fields.TextField(null=True)  # the address that a mail was written to
    handed_at = MomentField(null=True)  # to the carrier; its reply came at `sent_at`
    carrier = fields.TextField(null=True)  # the bot, or the mail server
    message_id = fields.TextField(null=True)  # Telegram's, or the mail's Message-ID
    reply = fields.TextField(null=True)  # of the carrier

    class Meta:
        table = "outbox"
        indexes = (
            OwedIndex(fields=("bulk", "due_at", "id"), name="idx_outbox_owed"),
            FailedIndex(fields=("failed_at", "kind"), name="idx_outbox_failed"),
            PartialIndex(
                fields=("period", "about", "kind", "sent_at", "failed_at", "in_time_until"),
                name="idx_outbox_figures",
                where=COUNTED,
            ),
            PartialIndex(fields=("in_time_until",), name="idx_outbox_late", where=LATE),
            PartialIndex(fields=("id",), name="idx_outbox_uncounted", where=UNCOUNTED),
            PartialIndex(
                fields=("planned_at",), name="idx_outbox_content", where=FINISHED_WITH_CONTENT
            ),
            PartialIndex(fields=("chat_id",), name="idx_outbox_chat", where=OF_A_CHAT),
            PartialIndex(fields=("recipient",), name="idx_outbox_recipient", where=ADDRESSED),
            PartialIndex(fields=("kind",), name="idx_outbox_unaddressed", where=UNADDRESSED_MAIL),
        )


class Notice(Model):
    """A notice of an invoice: how and when it was planned, and for whom. The ledger of term 3.

    What became of it stands in the outbox, under `key`.
    """

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(KEY, unique=True)
    kind = fields.CharField(16)
    invoice: fields.ForeignKeyRelation[Invoice] = fields.ForeignKeyField(
        "office.Invoice", on_delete=fields.CASCADE, related_name="notices"
    )
    invoice_id: str
    user: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "office.User", null=True, on_delete=fields.SET_NULL, related_name="notices"
    )
    user_id: int | None
    channel = fields.CharField(8)
    planned_at = MomentField()
    in_time_until = MomentField(null=True)  # sent from then on it is late

    class Meta:
        table = "notices"
        indexes = (("invoice_id",), ("user_id",))


class Announcement(Model):
    """What was announced. Its messages stand in the outbox, under keys that begin with its name."""

    name = fields.CharField(24, primary_key=True)  # a digest of its words
    title = fields.TextField()
    text = fields.TextField()
    begun_at = MomentField()

    class Meta:
        table = "announcements"


class Unanswered(Model):
    """A message that the bot did not understand, without personal data."""

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(KEY, unique=True)
    masked = fields.TextField()
    guess = fields.CharField(64, default="")
    at = MomentField(db_index=True)
    settled_at = MomentField(null=True)

    class Meta:
        table = "unanswered"


class Phrasing(Model):
    """A way of asking that staff added to an answer."""

    id = fields.BigIntField(primary_key=True)
    label = fields.CharField(64)
    phrasing = fields.CharField(400, unique=True)
    added_at = MomentField()

    class Meta:
        table = "phrasings"


class Understood(Model):
    """How often an answer was given on a day, and whether it helped."""

    id = fields.BigIntField(primary_key=True)
    label = fields.CharField(64)
    on = fields.DateField()
    asked = fields.IntField(default=0)
    helped = fields.IntField(default=0)
    did_not_help = fields.IntField(default=0)

    class Meta:
        table = "understood"
        unique_together = (("label", "on"),)


class AskedMail(Model):
    """A mail that a chat had sent to an address: counted, so that nobody is flooded."""

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(KEY, unique=True)
    chat_id = fields.BigIntField()
    address = fields.CharField(64)  # a digest of the address, folded
    at = MomentField()

    class Meta:
        table = "asked_mails"
        indexes = (("address", "at"), ("chat_id", "at"), ("at",))


class Claim(Model):
    """A message left for the staff (Ley 24.240, art. 27). Its number is its receipt."""

    number = fields.BigIntField(primary_key=True)
    key = fields.CharField(KEY, unique=True)
    chat_id = fields.BigIntField()
    user: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "office.User", null=True, on_delete=fields.SET_NULL, related_name="claims"
    )
    user_id: int | None
    topic = fields.CharField(32)
    text = fields.TextField()
    name = fields.CharField(200)
    reach = fields.CharField(300)
    opened_at = MomentField()
    answer = fields.TextField(default="")
    answered_at = MomentField(null=True)
    closed_at = MomentField(null=True)

    class Meta:
        table = "claims"
        indexes = (("user_id",), ("closed_at",))


class ProgramVersion(Model):
    """A version of the program that used these tables first at `at`. The newest row is the last."""

    id = fields.BigIntField(primary_key=True)
    version = fields.CharField(32)
    at = MomentField()

    class Meta:
        table = "program_versions"


class Import(Model):
    """A file that was loaded, or refused whole. A dry run leaves no row."""

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(32)
    file = fields.CharField(255)
    lines = fields.IntField()
    refused = fields.IntField()
    at = MomentField()

    class Meta:
        table = "imports"
        indexes = (("kind", "id"),)


class Heartbeat(Model):
    """When something last happened that happens often."""

    name = fields.CharField(32, primary_key=True)
    at = MomentField()

    class Meta:
        table = "heartbeats"


class Alert(Model):
    """A time that something was wrong. `open_key` is unique while it lasts, and null once over."""

    id = fields.BigIntField(primary_key=True)
    kind = fields.CharField(32)
    about = fields.CharField(64, default="", db_default="")
    open_key = fields.CharField(100, null=True, unique=True)
    detail = fields.TextField()
    since = MomentField()
    seen_at = MomentField()
    told_at = MomentField(null=True)
    clear_since = MomentField(null=True)
    ended_at = MomentField(null=True)

    class Meta:
        table = "alerts"
        indexes = (("told_at",),)


class RefusedAddress(Model):
    """A subscriber's address that a server says is no more. Pending until it ends the digital invoice or is kept."""  # noqa: E501

    id = fields.BigIntField(primary_key=True)
    key = fields.CharField(KEY, unique=True)  # the mail's, in the outbox
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField(
        "office.User", on_delete=fields.CASCADE, related_name="refusals"
    )
    user_id: int
    domain = fields.CharField(EMAIL)
    reason = fields.TextField()
    refused_at = MomentField()
    held_at = MomentField(null=True)  # it was one of too many: the staff decides
    outcome = fields.CharField(8, default="", db_default="")  # pending, "ended" or "kept"
    decided_at = MomentField(null=True)

    class Meta:
        table = "refused_addresses"
        indexes = (("user_id",), ("outcome", "refused_at"))
