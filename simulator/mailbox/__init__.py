"""A mail server that delivers to nobody, and its mails over HTTP."""
