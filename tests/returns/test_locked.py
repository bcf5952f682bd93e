"""Files protected by a password: opened with the one that case.toml gives, or told apart."""

from __future__ import annotations

import sys
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import making
import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from chronology.returns import ReturnFile, Unreadable, locked, read_returns
from chronology.returns.limits import DEFAULT_LIMITS
from chronology.returns.rows import Refused

CELLS = "".join(
    f'<row r="{row}">{making.text_cell(f"A{row}", sha256(bytes(row)).hexdigest())}</row>'
    for row in range(2, 300)
)
SHEET = making.bare(f'<row r="1">{making.text_cell("A1", "Date")}</row>{CELLS}')
"""Not a small one: the library's own writing goes wrong below the size of one sector."""


def protected(password: str) -> bytes:
    out = BytesIO()
    OOXMLFile(BytesIO(SHEET)).encrypt(password, out)
    return out.getvalue()


@pytest.fixture
def gp(tmp_path: Path) -> Path:
    path = tmp_path / "gp.xlsx"
    path.write_bytes(protected("Fell5ide"))
    return path


def test_the_password_in_case_toml_opens_it(gp: Path) -> None:
    (found,) = read_returns([("gp.xlsx", gp)], passwords={"gp.xlsx": "Fell5ide"})
    assert isinstance(found, ReturnFile)
    assert found.sheets[0].rows[0].cells == ("Date",)
    assert "it was protected by a password, which case.toml gives" in found.notes


def test_without_a_password_it_says_where_to_give_it(gp: Path) -> None:
    (found,) = read_returns([("gp.xlsx", gp)])
    assert isinstance(found, Unreadable)
    assert found.seen == "it is protected by a password"
    assert "[passwords] in case.toml" in found.hint


def test_a_wrong_password_is_told_and_not_repeated(gp: Path) -> None:
    (found,) = read_returns([("gp.xlsx", gp)], passwords={"gp.xlsx": "wrong-one"})
    assert isinstance(found, Unreadable)
    assert found.seen == "the password in case.toml does not open it"
    assert "wrong-one" not in found.hint + found.seen


def test_a_damaged_protected_file_is_told(gp: Path) -> None:
    data = gp.read_bytes()
    for cut in (600, len(data) // 2, len(data) - 700):
        gp.write_bytes(data[:cut])
        (found,) = read_returns([("gp.xlsx", gp)], passwords={"gp.xlsx": "Fell5ide"})
        assert isinstance(found, Unreadable)


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    data = protected("a")
    monkeypatch.setitem(sys.modules, "msoffcrypto", None)
    with pytest.raises(Refused) as refused:
        locked.unlocked(data, "a", DEFAULT_LIMITS)
    assert "install case-chronology[passwords]" in refused.value.hint
