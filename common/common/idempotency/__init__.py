"""Idempotency-Key: the same request twice is one effect and one answer.

Source: the contract of Stripe's API: the same key and body get the same answer for 24 hours, the
same key with another body is an error.
"""
