"""Where the words of a DOCX lead: hyperlinks, and the fields that some programs write instead.

In go the parts of one paragraph in order, out come addresses. A field is an instruction
(``HYPERLINK "https://..."``) with the text it shows behind it, either as one element or between
three marks: its begin, the end of its instruction, and its own end.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from ats_service.engine.readers.container import Container
from ats_service.engine.readers.docx_styles import W, attribute
from ats_service.engine.readers.pdf import safe_target

_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_INSTRUCTION = re.compile(r'\s*HYPERLINK\s+"?([^"\s]+)')
_LONGEST = 4_000  # letters of an instruction


def targets_of(container: Container, part: str) -> dict[str, str]:
    """Return the addresses that a part of a document names, by the ids its hyperlinks use."""
    name = f"word/_rels/{part}.xml.rels"
    if name not in container.names():
        return {}
    return {
        relation.get("Id", ""): safe_target(relation.get("Target", ""))
        for relation in container.xml(name)
        if isinstance(relation.tag, str) and relation.get("Type", "").endswith("/hyperlink")
    }


@dataclass
class Links:
    """The links of one paragraph, whose runs are asked for in order."""

    targets: dict[str, str]
    paragraph: etree._Element
    instructions: list[str] = field(default_factory=list)  # of the fields that have begun

    def of(self, run: etree._Element) -> str:
        """Return where a run leads, or an empty string."""
        self._follow(run)
        node = run.getparent()
        while node is not None and node is not self.paragraph:
            if node.tag == f"{W}hyperlink":
                return self.targets.get(node.get(f"{_R}id", ""), "")
            if node.tag == f"{W}fldSimple":
                return _target(attribute(node, "instr"))
            node = node.getparent()
        return _target(self.instructions[-1]) if self.instructions else ""

    def _follow(self, run: etree._Element) -> None:
        for node in run:
            kind = attribute(node, "fldCharType") if node.tag == f"{W}fldChar" else ""
            if kind == "begin":
                self.instructions.append("")
            elif kind == "end":
                self.instructions = self.instructions[:-1]
            elif node.tag == f"{W}instrText" and self.instructions:
                self.instructions[-1] = (self.instructions[-1] + (node.text or ""))[:_LONGEST]


def _target(instruction: str) -> str:
    hit = _INSTRUCTION.match(instruction)
    return safe_target(hit[1]) if hit else ""
