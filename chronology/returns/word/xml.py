"""A Word document's parts: which is which, and the names of what stands in them.

The strict and the transitional kind of document differ in the names of their namespaces only; both
are read as transitional.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import basename, dirname, join, normpath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from chronology.returns.package import Package
from chronology.returns.rows import Refused

SAVE_AGAIN = "Open it in Word and save it under a new name, or ask for it to be sent again"

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT_HOST = b"//purl.oclc.org/"
STRICT = re.compile(rb"""(=\s*["'])http://purl\.oclc\.org/ooxml/wordprocessingml/main(?=["'])""")
TRANSITIONAL = rb"\1" + W.strip("{}").encode()
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"

BODY, TABLE, ROW, CELL = W + "body", W + "tbl", W + "tr", W + "tc"
PARAGRAPH, RUN_PROPERTIES, PARAGRAPH_PROPERTIES = W + "p", W + "rPr", W + "pPr"
ROW_PROPERTIES, CELL_PROPERTIES = W + "trPr", W + "tcPr"
CONTROL, CONTROL_PROPERTIES, CONTROL_CONTENT = W + "sdt", W + "sdtPr", W + "sdtContent"
CUSTOM = W + "customXml"
CHOICES, CHOICE, FALLBACK = MC + "AlternateContent", MC + "Choice", MC + "Fallback"
INSERTED, DELETED, MOVED_HERE, MOVED_AWAY = W + "ins", W + "del", W + "moveTo", W + "moveFrom"
PLACEHOLDER_SHOWN = W + "showingPlcHdr"
VALUE, ID, TYPE = W + "val", W + "id", W + "type"

STORIES = ("header", "footer", "footnotes", "endnotes", "comments")
"""What is read beside the main part, as the relationships call it."""


@dataclass(frozen=True, slots=True)
class Document:
    """The body of a document, and the roots of its other stories by kind."""

    body: Element
    stories: dict[str, list[Element]] = field(default_factory=dict)


def open_document(package: Package) -> Document:
    """Find the main part by the package's relationships, and what belongs to it.

    Raises ``Refused`` where the main part is missing or a part is not XML.
    """
    parts = {name.lower(): part for name, part in package.parts.items()}
    main = next((path for kind, path in _links(parts, "") if kind == "officeDocument"), "")
    if main not in parts:
        main = "word/document.xml"
    if main not in parts:
        raise Refused("it is damaged: the part with its text is missing", SAVE_AGAIN)
    body = _parsed(parts[main]).find(BODY)
    if body is None:
        raise Refused("it is damaged: the part with its text holds none", SAVE_AGAIN)
    if b"LibreOffice" in parts.get("docprops/app.xml", b""):
        _distrust_placeholders(body)
    stories: dict[str, list[Element]] = {}
    for kind, path in dict.fromkeys(_links(parts, main)):
        if kind in STORIES and path in parts:
            stories.setdefault(kind, []).append(_parsed(parts[path]))
    return Document(body, stories)


def _distrust_placeholders(body: Element) -> None:
    """LibreOffice goes on saying that a control shows its placeholder once somebody has typed in
    it. An answer must not be lost, so what it says is not believed."""
    for properties in body.iter(CONTROL_PROPERTIES):
        for shown in properties.findall(PLACEHOLDER_SHOWN):
            properties.remove(shown)


def _parsed(part: bytes) -> Element:
    if STRICT_HOST in part:
        part = STRICT.sub(TRANSITIONAL, part)
    try:
        return ElementTree.fromstring(part)
    except ElementTree.ParseError:
        raise Refused("it is damaged: a part of it is not written as XML", SAVE_AGAIN) from None


def _links(parts: Mapping[str, bytes], source: str) -> Iterator[tuple[str, str]]:
    """What a part refers to: kinds such as ``footnotes``, and paths in small letters."""
    folder = dirname(source)
    links = parts.get(join(folder, "_rels", f"{basename(source)}.rels"))
    for link in _parsed(links) if links is not None else ():
        target = link.get("Target", "").lower()
        if link.get("TargetMode") != "External":
            path = target.lstrip("/") if target.startswith("/") else join(folder, target)
            yield link.get("Type", "").rpartition("/")[2], normpath(path)


def within(parent: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, also those in content controls.

    A cell in a content control that shows its placeholder comes without its text. Walks without
    recursion, however deep the controls are nested.
    """
    waiting = list(parent)[::-1]
    while waiting:
        element = waiting.pop()
        if element.tag == wanted:
            yield element
        elif element.tag in (CONTROL, CUSTOM, CHOICES):
            inside = content(element)
            if wanted == CELL and unanswered(element):
                _empty_cells(inside)
            waiting += list(inside)[::-1] if inside is not None else []


def _empty_cells(inside: Element | None) -> None:
    for cell in inside.iter(CELL) if inside is not None else ():
        cell[:] = [child for child in cell if child.tag == CELL_PROPERTIES]


def content(wrapper: Element) -> Element | None:
    """What a wrapper stands around: of alternatives, the first that is offered."""
    if wrapper.tag == CONTROL:
        return wrapper.find(CONTROL_CONTENT)
    if wrapper.tag == CHOICES:
        choice = wrapper.find(CHOICE)
        return choice if choice is not None else wrapper.find(FALLBACK)
    return wrapper


def unanswered(control: Element) -> bool:
    """Whether a content control shows its placeholder: nobody has filled it in."""
    properties = control.find(CONTROL_PROPERTIES) if control.tag == CONTROL else None
    return properties is not None and is_on(properties.find(PLACEHOLDER_SHOWN))


def is_on(switch: Element | None, attribute: str = VALUE) -> bool:
    """Whether a switch such as ``<w:cantSplit/>`` is there and not turned off."""
    return switch is not None and switch.get(attribute, "1") not in ("0", "false", "off")
