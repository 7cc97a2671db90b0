"""Document checks: one rule per file, each with a ``CHECK``; `finding` runs them."""
