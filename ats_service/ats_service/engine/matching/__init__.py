"""Holds a résumé against what a posting asks for, row by row.

In go a résumé and the facts of a posting, out come rows with evidence on both sides, and the score
that is computed from them alone.
"""
