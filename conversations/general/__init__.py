"""What is told in passing: menu, help, settings, privacy, contact."""

from conversations.general import about

ENTRIES = (
    about.MENU_ENTRY,
    about.SETTINGS_ENTRY,
    about.HELP_ENTRY,
    about.PRIVACY_ENTRY,
    about.CONTACT_ENTRY,
)
