"""Words of the digital invoice: subscription, terms, notices."""
