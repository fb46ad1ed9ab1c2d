"""What runs the scripts: questions, the talk, a turn, interruptions, replies, the catalogue.

No script lives here, and nothing here knows Telegram, a database or the clock.

    talk           a script is run again over the answers given so far
    turn           what follows from a message, for the chat's row as it is
    script_run     how a conversation goes on: its question is put, or its end reached
    interruptions  answers to questions asked in passing
    inbound        what came from a chat, and the words that always work
    replies        what goes back
    entry          what a script declares of itself
    catalogue      every script, by name, command and intent
"""
