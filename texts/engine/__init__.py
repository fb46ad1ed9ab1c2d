"""Words of the conversation itself: back, cancel, pauses, stale buttons."""
