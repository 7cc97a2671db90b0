"""Holds a résumé against what a posting asks for, row by row."""
