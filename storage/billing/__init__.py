"""What invoices print besides their amount, and vouchers that were sent."""
