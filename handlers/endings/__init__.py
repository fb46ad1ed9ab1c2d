"""What each outcome of a conversation does, once, and what is said of it.

A module a topic: a class whose methods are the endings, registered by the outcome's type
(`registry`). Here deeds are done and mails are planned; no question is asked and no text is
written here.
"""
