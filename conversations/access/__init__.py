"""Getting in: create a user, log in and out, recover, change the password or the e-mail."""

from conversations.access import change_email, log_in, recover, register

ENTRIES = (
    register.ENTRY,
    log_in.LOG_IN_ENTRY,
    log_in.RESEND_CONFIRMATION_ENTRY,
    log_in.LOG_OUT_ENTRY,
    recover.RECOVER_ENTRY,
    recover.CANNOT_ENTER_ENTRY,
    recover.CHANGE_PASSWORD_ENTRY,
    change_email.ENTRY,
)
