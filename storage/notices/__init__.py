"""Who is told of what: planning, the ledger, announcements, subscriptions."""
