"""What a document may cost. A real résumé stays far below every number here.

They are what keeps a hostile file from costing more than itself: bytes, pages, paragraphs,
letters, memory, processor and wall-clock seconds. Every number says its unit.
"""

from __future__ import annotations

#: Bytes of the file as it arrives.
MAX_BYTES = 10 * 1024 * 1024
#: Pages of a paged document.
MAX_PAGES = 50
#: Characters of text over the whole document; an application of 50 pages has about 200,000.
MAX_CHARACTERS = 400_000
#: Characters of one word: longer ones are padding that blows up patterns.
MAX_WORD = 2_000
#: Members of a ZIP container (DOCX, ODT).
MAX_MEMBERS = 200
#: Bytes all members together inflate to, counted while reading.
MAX_INFLATED = 50 * 1024 * 1024
#: Bytes of one XML part: its tree takes about ten times as much memory.
MAX_XML_BYTES = 12 * 1024 * 1024
#: Elements nested in one another.
MAX_DEPTH = 200
#: Open elements of an HTML page; a bold tag that is never closed counts each time.
MAX_HTML_DEPTH = 1_500
#: Paragraphs of a document without pages.
MAX_PARAGRAPHS = 20_000
#: Text, drawing and picture objects looked at on one PDF page.
MAX_PAGE_OBJECTS = 20_000
#: Keys and items in a JSON document.
MAX_JSON_NODES = 20_000
#: Characters of one JSON string: a summary of 20,000 characters is ten pages.
MAX_JSON_STRING = 20_000
#: Levels of a JSON document.
MAX_JSON_DEPTH = 50

#: Seconds of wall clock for one file.
WALL_SECONDS = 15.0
#: Seconds of processor time for one file.
CPU_SECONDS = 10
#: Bytes of address space above what the idle child uses.
MEMORY_BYTES = 256 * 1024 * 1024
#: Seconds of wall clock for recognising the text of a scan, which takes 2 to 5 a page, and for
#: one such file as a whole.
OCR_SECONDS, OCR_WALL_SECONDS = 45.0, 60.0
#: Pages of a scan whose text is recognised; a résumé has two or three.
MAX_OCR_PAGES = 6
#: Files after which a child is replaced, so that leaks of native libraries stay small.
RECYCLE_AFTER = 50
