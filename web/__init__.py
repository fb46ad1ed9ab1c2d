"""The site, and its pages reached by a one-time link: plain HTML without scripts.

site.py             the aiohttp application: error pages, headers, /salud, styles
pages.py            /confirmar, /ingresar and /clave with their forms
log_in.py           whether a name and a password may enter, and when tries must rest
links.py            one-time tokens and the addresses that carry them
passwords.py        Argon2, away from the event loop
password_rules.py   what a new password must be
forms.py            a form's fields, its limits and its guard against forged posts
rendering.py        templates and the headers of a page
access_log.py       an access log that tells no token
"""
