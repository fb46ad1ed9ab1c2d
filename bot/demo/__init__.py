"""`oficina demo`: the whole office on invented data, and conversations played from a script."""
