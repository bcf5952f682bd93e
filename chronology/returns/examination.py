"""What a file really is, whatever it is called, and whether it may be opened at all.

A name proves nothing: exports named ``.xls`` are often text or web pages, and ``.csv`` files are
sometimes workbooks. A file is read as what it is, and a note says where its name differs.
"""

from __future__ import annotations

import os
import re
import stat
import zipfile
from io import BytesIO
from pathlib import PurePath
from typing import Literal

from chronology.returns.limits import Limits
from chronology.returns.rows import Refused

Format = Literal["csv", "xlsx", "xlsm", "xls", "ods", "docx", "fhir", "pdf", "locked"]

SUFFIXES: dict[Format, tuple[str, ...]] = {
    "csv": (".csv", ".txt", ".tsv", ".tab"),
    "xlsx": (".xlsx", ".xltx"),
    "xlsm": (".xlsm", ".xltm"),
    "xls": (".xls", ".xlt"),
    "ods": (".ods",),
    "docx": (".docx", ".docm", ".dotx"),
    "fhir": (".json", ".ndjson"),
    "pdf": (".pdf",),
    "locked": (".xlsx", ".xlsm", ".xls", ".docx", ".docm"),
}
WORDS: dict[Format, str] = {
    "csv": "plain text",
    "xlsx": "an Excel workbook",
    "xlsm": "an Excel workbook with macros",
    "xls": "an Excel workbook of the kind used until 2003",
    "ods": "an OpenDocument spreadsheet",
    "docx": "a Word document",
    "fhir": "a FHIR file",
    "pdf": "a PDF",
    "locked": "an Office file that is protected by a password",
}

SAVE_AS_WORKBOOK = "Save the rows as an Excel workbook (.xlsx) or as CSV, and use that"
SEND_AGAIN = "Open it in Excel or Word and save it under a new name, or ask for it to be sent again"
WITHOUT_PASSWORD = "Ask for a copy without a password, or remove it in Office: File, Info, Protect"

ZIP, OLE2 = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PDF = b"%PDF"
OTHER_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "a rich text document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xff\xd8\xff", "a picture"),
    (b"\x89PNG", "a picture"),
    (b"GIF8", "a picture"),
    (b"II*\x00", "a picture"),
    (b"MM\x00*", "a picture"),
)
MARKUP_STARTS: tuple[tuple[bytes, str], ...] = (
    (b"<!doctype html", "a web page"),
    (b"<html", "a web page"),
    (b"<table", "a web page"),
    (b"<?xml", "an XML file"),
    (b"<bundle", "a FHIR file in XML; only FHIR in JSON is read"),
)
JSON_START = re.compile(rb"\{\s*[\"}]|\[\s*\{")
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
SCANNED_AHEAD = 4096


def take(path: str, limits: Limits) -> bytes:
    """The bytes of a file, where it is one, is not too large and is not empty.

    Raises ``Refused``.
    """
    try:
        kind = os.stat(path)
        if stat.S_ISDIR(kind.st_mode):
            raise Refused("it is a folder", "Put the files themselves into returns/")
        if not stat.S_ISREG(kind.st_mode):
            raise Refused("it is not a file", "Put a copy of the file itself into returns/")
        if kind.st_size > limits.file_bytes:
            raise too_large("the file", kind.st_size, limits.file_bytes)
        with open(path, "rb") as opened:
            data = opened.read(limits.file_bytes + 1)
    except OSError as error:
        reason = error.strerror or "unknown reason"
        raise Refused(
            f"it can't be opened ({reason})", "Close it in other programs and check who may read it"
        ) from None
    if len(data) > limits.file_bytes:
        raise too_large("the file", len(data), limits.file_bytes)
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"):
        raise Refused("the file is empty", "Ask the agency for its return again")
    return data


def too_large(what: str, bytes_seen: int, allowed: int) -> Refused:
    """The refusal of something larger than the limits."""
    return Refused(
        f"{what} is {bytes_seen / 1e6:,.0f} MB; at most {allowed / 1e6:,.0f} MB are read",
        "Remove pictures and unused sheets, or send it in parts",
    )


def identify(data: bytes) -> Format:
    """What the bytes are. Raises ``Refused`` where nothing here can read them."""
    if data.startswith(ZIP):
        return _zip_format(data)
    if data.startswith(OLE2):
        return _ole2_format(data)
    if data.startswith(PDF):
        return "pdf"
    for start, words in OTHER_STARTS:
        if data.startswith(start):
            raise Refused(f"it is {words}", SAVE_AS_WORKBOOK)
    return _text_format(data)


def name_note(name: str, found: Format) -> str | None:
    """A note where the name says something else than the bytes."""
    suffix = PurePath(name).suffix.lower()
    if suffix in SUFFIXES[found]:
        return None
    called = f"its name ends in {suffix}" if suffix else "its name has no ending"
    return f"{called}, but it is {WORDS[found]}; it was read as that"


def _zip_format(data: bytes) -> Format:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = {name.replace("\\", "/").lower() for name in archive.namelist()}
            is_ods = "mimetype" in names and b"opendocument.spreadsheet" in data[:256]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise Refused("it is damaged, or only part of it arrived", SEND_AGAIN) from None
    if "xl/workbook.xml" in names:
        return "xlsm" if "xl/vbaproject.bin" in names else "xlsx"
    if is_ods and "content.xml" in names:
        return "ods"
    if "xl/workbook.bin" in names:
        raise Refused("it is a binary Excel workbook (.xlsb)", SAVE_AS_WORKBOOK)
    if any(name.startswith("word/document") and name.endswith(".xml") for name in names):
        return "docx"
    raise Refused(
        "it is a zip archive, but neither a workbook nor a Word document",
        "Unpack it and put the files into returns/",
    )


def _ole2_format(data: bytes) -> Format:
    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage"):
        return "locked"
    if holds("WordDocument"):
        raise Refused(
            "it is a Word document of the kind used until 2003 (.doc)",
            "Open it in Word, save it as a Word document (.docx), and use that",
        )
    if holds("__substg1.0_"):
        raise Refused("it is an Outlook message", "Save its attachment into returns/ instead")
    if holds("Workbook") or holds("Book"):
        return "xls"
    raise Refused("it is not a workbook", SAVE_AS_WORKBOOK)


def _text_format(data: bytes) -> Format:
    head = data[:SCANNED_AHEAD].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    for start, words in MARKUP_STARTS:
        if head.startswith(start):
            raise Refused(f"it is {words}", "Open it in Excel and save it as a workbook (.xlsx)")
    if JSON_START.match(head):
        if b'"resourceType"' in data:
            return "fhir"
        raise Refused("it is a JSON file, but not of FHIR resources", SAVE_AS_WORKBOOK)
    if not data.startswith(UTF16_MARKS) and b"\x00" in data:
        raise Refused(
            "it is neither a workbook nor text (it has null characters)",
            "Save it in Excel as a workbook (.xlsx) or as CSV UTF-8",
        )
    return "csv"
