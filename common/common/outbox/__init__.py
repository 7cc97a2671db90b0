"""The outbox: what is said is said with the change it is about, once and for certain.

``emit`` and ``send`` write a row in the caller's transaction; the relay publishes it with
confirmation; the receiver's inbox row stops repeats in the same transaction as the effect. What
the broker lost all the same, the receiver finds by comparing its inbox with the peers' outboxes.
"""
