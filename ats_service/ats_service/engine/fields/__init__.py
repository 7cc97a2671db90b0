"""Fields of a résumé: each module turns labelled lines into values with their evidence.

In go blocks of lines, out come trees of values; each value knows the words it was read from and
how sure the reading is, and one without words does not exist.
"""
