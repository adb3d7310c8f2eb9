"""Receipts of what was done under an idempotency key, so that a repeated request has one effect."""
