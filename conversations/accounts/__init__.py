"""Which accounts are a user's own: link, unlink, object to another's link."""

from conversations.accounts import link_account, object_link, unlink_account

ENTRIES = (
    link_account.ENTRY,
    unlink_account.ENTRY,
    object_link.ENTRY,
)
