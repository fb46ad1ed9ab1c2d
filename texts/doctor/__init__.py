"""What `oficina doctor` says: a sentence for each thing looked at, and what to do about it."""
