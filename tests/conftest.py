"""What tests in several folders share. This file also puts its folder on the path."""

from __future__ import annotations

import pytest
from case_folders import CommandLine


@pytest.fixture
def chronology(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The command line, run in this process: ``chronology("check", folder)``."""
    return CommandLine(monkeypatch, capsys)
