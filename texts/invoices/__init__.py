"""Words of invoices, vouchers and payment plans."""
