"""Telegram in, Telegram out: every turn of a conversation and what its ending does."""
