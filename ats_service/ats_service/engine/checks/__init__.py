"""Document checks: one rule per file, each with a ``CHECK``; `finding` runs them.

In goes a `finding.Subject` (document, layout, labelled blocks, résumé), out come findings with
severity, page and box, what a parser sees and how to mend it. A check promises nothing about any
employer's system: it tells what a plain reader of the file would get.
"""
