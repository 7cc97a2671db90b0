"""Readers: bytes -> Document, one module a kind; `kinds` says which of them reads what.

In go bytes that nobody vouches for, out come pages of spans: words with their boxes, style and
links, in points from the top left. Documents without pages get made-up boxes from `flow`, so that
all that follows knows one kind of document.
"""
