"""An account's invoices, instalments and vouchers, what invoices print, vouchers that were sent."""
