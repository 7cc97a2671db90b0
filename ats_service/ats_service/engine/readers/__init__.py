"""Readers: bytes -> Document, one module a kind; `kinds` says which of them reads what."""
