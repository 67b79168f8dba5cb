"""XML files, written by the standard library: declared, indented, the same bytes every time."""

from __future__ import annotations

import re
from typing import Final
from xml.etree import ElementTree as ET

_NOT_IN_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    """Add an element to another one and return it; control characters, which XML cannot hold, are dropped."""
    element = ET.SubElement(parent, name, attributes)
    element.text = _NOT_IN_XML.sub("", text) if text is not None else None
    return element


def escaped(text: str) -> bytes:
    """Return a text as it stands in an XML file; control characters, which XML cannot hold, are dropped."""
    text = _NOT_IN_XML.sub("", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").encode()


def xml_file(root: ET.Element) -> bytes:
    """Return a document as the bytes of its file."""
    ET.indent(root)
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
