"""The web chat: one page, and things to send from it."""
