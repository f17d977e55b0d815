"""Peers of the exchange, in environments of their own."""
