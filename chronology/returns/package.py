"""A workbook's or Word document's zip archive, looked through before anything else reads it.

Only what was looked through goes on: the parts with text in them are unpacked here within the
limits, and handed on as a new archive that is not packed. So a part whose size is a lie, a hidden
second part of the same name, or a picture that unpacks to gigabytes never reaches the reader.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO

from chronology.returns.examination import SEND_AGAIN, WITHOUT_PASSWORD, too_large
from chronology.returns.limits import Limits
from chronology.returns.rows import Refused

RATIO_FROM = 10_000_000
ENCRYPTED = 0x1
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
READ_PARTS = (".xml", ".rels", "mimetype")
"""The endings of parts that hold text. Macros, pictures and embedded files are left out."""

ENCODING = re.compile(rb"""^<\?xml[^>]*\sencoding\s*=\s*["']([^"']*)["']""")
PLAIN_ENCODINGS = (b"utf-8", b"us-ascii", b"ascii")


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a file that are read, and the names of those that aren't."""

    parts: dict[str, bytes]
    left_out: tuple[str, ...]

    def repacked(self) -> BytesIO:
        """The parts as an archive of their own. Empties ``parts`` on the way, to spare memory."""
        archive = BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_STORED) as packing:
            for name in list(self.parts):
                packing.writestr(name, self.parts.pop(name))
        archive.seek(0)
        return archive


def unpack(data: bytes, limits: Limits) -> Package:
    """Look through a zip archive and unpack what is read of it. Raises ``Refused``."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = [member for member in archive.infolist() if not member.is_dir()]
            _check_members(members, limits)
            parts: dict[str, bytes] = {}
            for member in members:
                name = _plain(member.filename)
                if name.lower().endswith(READ_PARTS):
                    parts[name] = archive.read(member)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError):
        raise Refused("it is damaged, or only part of it arrived", SEND_AGAIN) from None
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise Refused("it is protected by a password", WITHOUT_PASSWORD)
    for part in parts.values():
        _check_markup(part)
    left_out = tuple(name for name in map(_name, members) if name not in parts)
    return Package(parts, left_out)


def _name(member: zipfile.ZipInfo) -> str:
    return _plain(member.filename)


def _plain(name: str) -> str:
    return name.replace("\\", "/")


def _check_members(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(members) > limits.parts:
        raise Refused(
            f"it has {len(members):,} parts; at most {limits.parts:,} are read", SEND_AGAIN
        )
    names = [_name(member) for member in members]
    if len({name.lower() for name in names}) < len(names):
        raise Refused("two of its parts have the same name, as no Office file has", SEND_AGAIN)
    if any(name.startswith("/") or ":" in name or ".." in name.split("/") for name in names):
        raise Refused("a part of it points outside the file", SEND_AGAIN)
    if any(member.flag_bits & ENCRYPTED for member in members):
        raise Refused("it is protected by a password", WITHOUT_PASSWORD)
    if any(member.compress_type not in PACKINGS for member in members):
        raise Refused("it is packed in a way that no Office file is", SEND_AGAIN)
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked_bytes:
        raise too_large("the file, unpacked,", unpacked, limits.unpacked_bytes)
    for member in members:
        packed = max(member.compress_size, 1)
        if member.file_size > RATIO_FROM and member.file_size / packed > limits.unpacked_ratio:
            raise Refused(
                f"a part of it unpacks to more than {limits.unpacked_ratio} times its size",
                SEND_AGAIN,
            )


def _check_markup(part: bytes) -> None:
    """Refuse document type definitions and entities, and what would hide them from a search."""
    start = part.removeprefix(b"\xef\xbb\xbf")
    encoding = ENCODING.match(start[:200])
    if b"\x00" in start[:200] or (encoding and encoding[1].lower() not in PLAIN_ENCODINGS):
        raise Refused("its text is in an encoding that Office doesn't write", SEND_AGAIN)
    if b"<!" in part and (b"<!DOCTYPE" in part or b"<!ENTITY" in part):
        raise Refused("it defines entities, as nothing that Office writes does", SEND_AGAIN)
