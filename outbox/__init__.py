"""What is owed to a person and not yet sent goes out from here, once.

What is one person's own goes before what is `bulk`. A person's answers don't come by here: they
are sent at once, and the notes make room for them in the pace. Of several replicas one sends
(`storage.engine.leadership`); should there be two for a moment, no item is claimed by both.

    sender.py     claims what is due and delivers it, as Telegram and the mail servers allow
    chat.py       a note into a chat: what each of Telegram's answers means
    mailer.py     a mail through SMTP: what became of it
    returned.py   the mailbox of mails that come back later, by IMAP
    delivery_reports.py   what such a letter says
    mail_*.py     a server's address, the meaning of its answers (and the table that decides),
                  an address in ASCII, our mails' names
    pace.py       Telegram's messages a second, and its pauses
    sent_log.py   what was sent, kept outside the database for the day it is restored

The promise, when the sender is killed at any moment (or its machine is lost) and starts again:

- Nothing is lost: what is owed stands in the database since the deed that owes it, and what was
  claimed and not settled is claimed again after `domain.outbox.CLAIM`.
- What was settled never goes out again.
- Only what was in flight can repeat, once: handed to Telegram or to the mail server and not yet
  settled. Starts are spread evenly, so that is one note as a rule while an answer takes less than
  the time between two (34 ms at 29.7 a second); over a slower line it is as many as the pace needs,
  and never more than `Sender`'s `in_flight`. With `in_flight=1` it is one note and one mail at
  most, at any speed. A chat that repeats shows one note twice, as no note is in flight twice.
- A try whose answer is lost on the way (a timeout) is made again, as nobody can tell what became
  of it. A repeated mail has the same Message-ID, by which mailboxes know it.
"""
