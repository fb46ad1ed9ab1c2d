"""Words of getting in: register, log in, recover, change the e-mail."""
