"""Reads what a posting says and asks for; every fact carries the words it was read in.

In goes a text in paragraphs, out come facts of one kind a module: pay, place, years, degree,
languages, permits and so on. The cues are words beside figures and the section in which they
stand; what no sentence says is not there.
"""
