"""Secrets that every replica has without being told: derived from the bot's token."""

import hashlib
import hmac


def derived_secret(token: str, purpose: str) -> str:
    """The secret for one purpose, shared by all who know the token."""
    return hmac.new(token.encode(), purpose.encode(), hashlib.sha256).hexdigest()
