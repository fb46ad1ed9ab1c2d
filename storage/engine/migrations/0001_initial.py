# ruff: noqa: E501, RUF012
from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops

from storage.engine.moments import MomentField


class Migration(migrations.Migration):
    """The tables of the first version."""

    initial = True

    operations = [
        ops.CreateModel(
            name="Account",
            fields=[
                (
                    "number",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=32),
                ),
                ("holder", fields.CharField(max_length=200)),
                ("document", fields.CharField(max_length=32)),
                ("address", fields.CharField(max_length=200)),
                ("payment_code", fields.CharField(max_length=19)),
            ],
            options={
                "table": "accounts",
                "app": "office",
                "pk_attr": "number",
                "table_description": "A supply account, imported (`cuentas`).",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Dialogue",
            fields=[
                (
                    "chat_id",
                    fields.BigIntField(
                        generated=False, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("version", fields.BigIntField()),
                ("thread", fields.TextField(null=True, unique=False)),
                ("asking", fields.TextField(unique=False)),
                ("view", fields.IntField()),
                ("misses", fields.IntField()),
                ("message_id", fields.BigIntField(null=True)),
                ("set_aside", fields.TextField(null=True, unique=False)),
                ("seen", fields.TextField(unique=False)),
                ("replied", fields.BooleanField()),
                ("touched_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "dialogues",
                "app": "office",
                "pk_attr": "chat_id",
                "table_description": "A chat's conversation. `thread`, `set_aside` and `seen` are JSON.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Document",
            fields=[
                (
                    "key",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=200),
                ),
                ("file_id", fields.TextField(unique=False)),
            ],
            options={
                "table": "documents",
                "app": "office",
                "pk_attr": "key",
                "table_description": "Telegram's file_id of a document sent before.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Instalment",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "account",
                    fields.ForeignKeyField(
                        "office.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="number",
                        related_name="instalments",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("plan", fields.CharField(max_length=32)),
                ("number", fields.IntField()),
                ("due", fields.DateField()),
                ("amount", fields.DecimalField(max_digits=14, decimal_places=2)),
                ("paid_on", fields.DateField(null=True)),
            ],
            options={
                "table": "instalments",
                "app": "office",
                "unique_together": (("account", "plan", "number"),),
                "pk_attr": "id",
                "table_description": "An instalment of a payment plan, imported (`cuotas`).",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Invoice",
            fields=[
                (
                    "receipt",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=32),
                ),
                (
                    "account",
                    fields.ForeignKeyField(
                        "office.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="number",
                        related_name="invoices",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("year", fields.SmallIntField()),
                ("bimester", fields.SmallIntField()),
                ("part", fields.SmallIntField()),
                ("parts", fields.SmallIntField()),
                ("issued", fields.DateField()),
                ("due", fields.DateField()),
                ("amount", fields.DecimalField(max_digits=14, decimal_places=2)),
                ("tariff", fields.CharField(null=True, max_length=60)),
                ("meter", fields.CharField(null=True, max_length=32)),
                (
                    "previous_reading",
                    fields.DecimalField(null=True, max_digits=14, decimal_places=4),
                ),
                ("previous_read_on", fields.DateField(null=True)),
                (
                    "current_reading",
                    fields.DecimalField(null=True, max_digits=14, decimal_places=4),
                ),
                ("current_read_on", fields.DateField(null=True)),
                ("consumption", fields.DecimalField(null=True, max_digits=14, decimal_places=4)),
                ("second_due", fields.DateField(null=True)),
                ("second_amount", fields.DecimalField(null=True, max_digits=14, decimal_places=2)),
                ("vat", fields.DecimalField(null=True, max_digits=14, decimal_places=2)),
                ("other_national", fields.DecimalField(null=True, max_digits=14, decimal_places=2)),
                ("authorisation", fields.CharField(null=True, max_length=4)),
                ("authorisation_code", fields.CharField(null=True, max_length=14)),
                ("authorisation_expires", fields.DateField(null=True)),
                ("issuer_cuit", fields.CharField(null=True, max_length=11)),
                ("point_of_sale", fields.IntField(null=True)),
                ("receipt_type", fields.IntField(null=True)),
                ("receipt_number", fields.IntField(null=True)),
                ("customer_document_type", fields.IntField(null=True)),
                ("customer_document", fields.CharField(null=True, max_length=20)),
            ],
            options={
                "table": "invoices",
                "app": "office",
                "indexes": [Index(fields=["account_id"])],
                "pk_attr": "receipt",
                "table_description": "An invoice, imported (`facturas`).",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Concept",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "invoice",
                    fields.ForeignKeyField(
                        "office.Invoice",
                        source_field="invoice_id",
                        db_constraint=True,
                        to_field="receipt",
                        related_name="concepts",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("position", fields.IntField()),
                ("name", fields.CharField(max_length=200)),
                ("amount", fields.DecimalField(max_digits=14, decimal_places=2)),
                ("kind", fields.CharField(max_length=8)),
                ("quantity", fields.DecimalField(null=True, max_digits=14, decimal_places=4)),
                ("unit_price", fields.DecimalField(null=True, max_digits=14, decimal_places=4)),
            ],
            options={
                "table": "concepts",
                "app": "office",
                "unique_together": (("invoice", "position"),),
                "pk_attr": "id",
                "table_description": "A line of an invoice, imported (`conceptos`).",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="OutboxItem",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("key", fields.CharField(unique=True, max_length=200)),
                ("kind", fields.CharField(max_length=8)),
                ("chat_id", fields.BigIntField(null=True)),
                ("content", fields.TextField(unique=False)),
                ("planned_at", MomentField(auto_now=False, auto_now_add=False)),
                (
                    "due_at",
                    MomentField(null=True, db_index=True, auto_now=False, auto_now_add=False),
                ),
                ("claimed_until", MomentField(null=True, auto_now=False, auto_now_add=False)),
                ("sent_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
                ("failed_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
                ("attempts", fields.IntField(default=0)),
                ("last_error", fields.TextField(default="", unique=False)),
            ],
            options={
                "table": "outbox",
                "app": "office",
                "pk_attr": "id",
                "table_description": "A mail or note planned, and the ledger of what became of it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Payment",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "invoice",
                    fields.ForeignKeyField(
                        "office.Invoice",
                        source_field="invoice_id",
                        db_constraint=True,
                        to_field="receipt",
                        related_name="payments",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("paid_on", fields.DateField()),
                ("amount", fields.DecimalField(max_digits=14, decimal_places=2)),
                ("means", fields.CharField(max_length=60)),
                ("operation", fields.CharField(default="", max_length=60)),
            ],
            options={
                "table": "payments",
                "app": "office",
                "unique_together": (("invoice", "paid_on", "amount", "means", "operation"),),
                "pk_attr": "id",
                "table_description": "A payment of an invoice, imported (`pagos`). All its columns together are its identity.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Rate",
            fields=[
                ("since", fields.DateField(primary_key=True, unique=True, db_index=True)),
                ("yearly", fields.DecimalField(max_digits=9, decimal_places=4)),
                ("bna_passive", fields.DecimalField(max_digits=9, decimal_places=4)),
            ],
            options={
                "table": "rates",
                "app": "office",
                "pk_attr": "since",
                "table_description": "Yearly rates in percent from a day on, imported (`tasas`).",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("first_names", fields.CharField(max_length=60)),
                ("surnames", fields.CharField(max_length=60)),
                ("document", fields.CharField(max_length=16)),
                ("email", fields.CharField(max_length=254)),
                ("email_key", fields.CharField(unique=True, max_length=254)),
                ("username", fields.CharField(max_length=60)),
                ("username_key", fields.CharField(unique=True, max_length=60)),
                ("phone", fields.CharField(default="", max_length=32)),
                ("password_hash", fields.CharField(null=True, max_length=255)),
                ("registered_chat", fields.BigIntField(null=True, db_index=True)),
                ("registered_at", MomentField(auto_now=False, auto_now_add=False)),
                ("confirmed_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "users",
                "app": "office",
                "pk_attr": "id",
                "table_description": "A person who registered. Without `confirmed_at` the e-mail is not proved yet.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Chat",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=False, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "user",
                    fields.ForeignKeyField(
                        "office.User",
                        source_field="user_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="chats",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("blocked_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
                ("settings", fields.TextField(default="{}", unique=False)),
                ("last_seen_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "chats",
                "app": "office",
                "indexes": [Index(fields=["user_id"])],
                "pk_attr": "id",
                "table_description": "A Telegram chat, once there is something to remember of it.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Link",
            fields=[
                (
                    "token_hash",
                    fields.CharField(primary_key=True, unique=True, db_index=True, max_length=64),
                ),
                ("purpose", fields.CharField(max_length=16)),
                ("chat_id", fields.BigIntField()),
                (
                    "user",
                    fields.ForeignKeyField(
                        "office.User",
                        source_field="user_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="links",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("key", fields.CharField(unique=True, max_length=200)),
                ("expires_at", MomentField(auto_now=False, auto_now_add=False)),
                ("used_at", MomentField(null=True, auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "one_time_links",
                "app": "office",
                "indexes": [Index(fields=["user_id"]), Index(fields=["chat_id", "purpose"])],
                "pk_attr": "token_hash",
                "table_description": "A one-time link. Of its token only the SHA-256 is kept.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="LinkedAccount",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "user",
                    fields.ForeignKeyField(
                        "office.User",
                        source_field="user_id",
                        db_constraint=True,
                        to_field="id",
                        related_name="linked",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "account",
                    fields.ForeignKeyField(
                        "office.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="number",
                        related_name="linked",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("linked_at", MomentField(auto_now=False, auto_now_add=False)),
                ("last_used_at", MomentField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "linked_accounts",
                "app": "office",
                "unique_together": (("user", "account"),),
                "indexes": [Index(fields=["account_id"])],
                "pk_attr": "id",
                "table_description": "An account that a user linked with its two codes.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Subscription",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                (
                    "account",
                    fields.ForeignKeyField(
                        "office.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="number",
                        related_name="subscriptions",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                (
                    "user",
                    fields.ForeignKeyField(
                        "office.User",
                        source_field="user_id",
                        null=True,
                        db_constraint=True,
                        to_field="id",
                        related_name="subscriptions",
                        on_delete=OnDelete.SET_NULL,
                    ),
                ),
                ("accepted_at", MomentField(auto_now=False, auto_now_add=False)),
                ("terms_version", fields.CharField(max_length=32)),
                ("by_email", fields.BooleanField()),
                ("by_telegram", fields.BooleanField()),
                ("suspended_on", fields.DateField(null=True)),
            ],
            options={
                "table": "subscriptions",
                "app": "office",
                "indexes": [Index(fields=["account_id"])],
                "pk_attr": "id",
                "table_description": "A subscription to the digital invoice, active until `suspended_on`.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="Voucher",
            fields=[
                (
                    "number",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("fingerprint", fields.CharField(unique=True, max_length=64)),
                ("kind", fields.CharField(max_length=32)),
                (
                    "account",
                    fields.ForeignKeyField(
                        "office.Account",
                        source_field="account_id",
                        db_constraint=True,
                        to_field="number",
                        related_name="vouchers",
                        on_delete=OnDelete.RESTRICT,
                    ),
                ),
                ("pay_on", fields.DateField(db_index=True)),
                ("total", fields.DecimalField(max_digits=14, decimal_places=2)),
                ("content", fields.TextField(unique=False)),
                ("chat_id", fields.BigIntField()),
                ("issued_at", MomentField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "vouchers",
                "app": "office",
                "indexes": [Index(fields=["account_id"])],
                "pk_attr": "number",
                "table_description": "An issued voucher. `fingerprint` digests its content, so that it is issued once.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="WrongPair",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("key", fields.CharField(unique=True, max_length=200)),
                ("chat_id", fields.BigIntField()),
                (
                    "account",
                    fields.ForeignKeyField(
                        "office.Account",
                        source_field="account_id",
                        null=True,
                        db_constraint=True,
                        to_field="number",
                        related_name="wrong_pairs",
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("digest", fields.CharField(max_length=64)),
                ("at", MomentField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "wrong_pairs",
                "app": "office",
                "indexes": [Index(fields=["account_id", "at"]), Index(fields=["chat_id", "at"])],
                "pk_attr": "id",
                "table_description": "A wrong pair of codes: whose try, and against which account's receipt.",
            },
            bases=["Model"],
        ),
        ops.CreateModel(
            name="WrongPassword",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True, primary_key=True, unique=True, db_index=True
                    ),
                ),
                ("name_key", fields.CharField(max_length=64)),
                ("at", MomentField(auto_now=False, auto_now_add=False)),
            ],
            options={
                "table": "wrong_passwords",
                "app": "office",
                "indexes": [Index(fields=["name_key", "at"])],
                "pk_attr": "id",
                "table_description": "A failed try against a user name, known or not.",
            },
            bases=["Model"],
        ),
    ]
