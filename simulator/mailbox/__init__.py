"""simulator/mailbox: what lives here."""
