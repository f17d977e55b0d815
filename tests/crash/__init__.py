"""Crash points on the real driver: killed, torn, failing and unflushed writes; docs/reliability.md has the figures."""
