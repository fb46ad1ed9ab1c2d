"""The Bot API over HTTP: its methods, its limits, its refusals, its faults."""
