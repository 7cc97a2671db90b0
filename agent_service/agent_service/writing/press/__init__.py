"""Sets documents in a process of its own: PDF by typst, DOCX by python-docx, and reads them back.

Nothing here imports Django or the rest of the service, so that the process starts fast and small.
"""
