"""The office put together from its settings. Each part has its factory; `office` opens them all.

conversations   what a message comes to: turns, intents, endings
sending         what is owed goes out
jobs            what the leader does periodically
pages           the site
"""
