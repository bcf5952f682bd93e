"""Office files that are protected by a password, opened with the one that ``case.toml`` gives.

Needs the extra ``passwords``: decrypting is msoffcrypto-tool's.
"""

from __future__ import annotations

from io import BytesIO

from chronology.returns.examination import SEND_AGAIN, WITHOUT_PASSWORD, too_large
from chronology.returns.limits import Limits
from chronology.returns.rows import Refused

PROTECTED = "it is protected by a password"


def unlocked(data: bytes, password: str | None, limits: Limits) -> bytes:
    """The file's bytes without protection. Raises ``Refused``."""
    try:
        import msoffcrypto
        from msoffcrypto.exceptions import DecryptionError, InvalidKeyError
    except ImportError:
        raise Refused(
            PROTECTED,
            f"{WITHOUT_PASSWORD}; or install case-chronology[passwords] and give the password"
            " under [passwords] in case.toml",
        ) from None
    if password is None:
        raise Refused(
            PROTECTED,
            f"{WITHOUT_PASSWORD}; or give the password under [passwords] in case.toml",
        )
    opened = BytesIO()
    try:
        protected = msoffcrypto.OfficeFile(BytesIO(data))
        protected.load_key(password=password)
        protected.decrypt(opened)
    except (InvalidKeyError, DecryptionError):
        raise Refused(
            "the password in case.toml does not open it",
            "Check capitals and spaces, or ask for a copy without a password",
        ) from None
    except MemoryError:
        raise
    except Exception:  # what a damaged file makes of the library is not foreseen in it
        raise Refused("it is damaged, or only part of it arrived", SEND_AGAIN) from None
    if opened.tell() > limits.file_bytes:
        raise too_large("the file", opened.tell(), limits.file_bytes)
    return opened.getvalue()
