"""Invoices and payments: what is owed, copies, vouchers, instalments of plans."""

from conversations.invoices import (
    account_statement,
    overdue_voucher,
    paid_already,
    plan_instalment,
    print_invoice,
)

ENTRIES = (
    account_statement.ENTRY,
    print_invoice.ENTRY,
    overdue_voucher.ENTRY,
    plan_instalment.ENTRY,
    paid_already.ENTRY,
)
