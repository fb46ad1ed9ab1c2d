"""How Telegram's updates come in and are worked on, each chat's in order; and the bot's profile.

Nothing here knows what a message means: that is for `handlers`.
"""
