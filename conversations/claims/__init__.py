"""Messages and claims left for the staff."""

from conversations.claims import claim

ENTRIES = (claim.ENTRY,)
