"""The digital invoice: subscribe, suspend, and which notices a chat wants."""

from conversations.digital_invoice import notice_settings, subscribe, suspend

ENTRIES = (
    subscribe.ENTRY,
    suspend.ENTRY,
    notice_settings.ENTRY,
)
