"""Every conversation that can be begun, in the order of Telegram's list of commands."""

from conversations import access, accounts, claims, digital_invoice, general, invoices, own_data

ENTRIES = (
    *general.ENTRIES[:1],
    *accounts.ENTRIES,
    *invoices.ENTRIES,
    *digital_invoice.ENTRIES,
    *access.ENTRIES,
    *claims.ENTRIES,
    *own_data.ENTRIES,
    *general.ENTRIES[1:],
)

BY_NAME = {entry.name: entry for entry in ENTRIES}
BY_COMMAND = {command: entry for entry in ENTRIES for command in entry.commands}
BY_INTENT = {entry.intent: entry for entry in ENTRIES if entry.intent}
