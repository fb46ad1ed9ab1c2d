"""What the running office does periodically: plan notices, follow vouchers up, read returned mail.

A job decides when; what it does lives in handlers, outbox or storage. It may run at any time, and
twice.
"""
