"""Questions that scripts of several topics ask, and reading dates."""
