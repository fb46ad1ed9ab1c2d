"""Every Spanish sentence a customer reads, one module per script, and the one way to write money,
dates and periods. Only words: what to say when is decided elsewhere.
"""
