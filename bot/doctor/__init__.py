"""`oficina doctor`: looks whether everything the office needs is there and works.

examination   runs the checks side by side, each guarded and bounded in time
report        how the findings are shown
findings      what a check says
settings      which settings are missing or wrong, and what can be looked at all the same
data, chat, mail, mail_domain, pages, paper, machine: the checks
"""
