"""Reads what a posting says and asks for; every fact carries the words it was read in."""
