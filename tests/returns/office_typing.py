"""Types into the blank return in LibreOffice, as somebody at the keyboard would, and saves it.

Run by a Python that has LibreOffice's ``uno``, which is not the one that runs the tests:
``python3 office_typing.py FOLDER``, with ``FOLDER/job.json`` saying what to open, type and save.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue

BRITISH = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>en-GB</value></prop></item>
</oor:items>
"""
PATIENCE_SECONDS = 60
STEP_SECONDS = 0.2
ATTEMPTS = 5


def named(**values: Any) -> tuple[Any, ...]:
    """Properties as LibreOffice takes them."""
    properties = []
    for name, value in values.items():
        one = PropertyValue()
        one.Name, one.Value = name, value
        properties.append(one)
    return tuple(properties)


class Office:
    """A LibreOffice of its own, with a fresh British profile in ``folder``."""

    def __init__(self, folder: Path) -> None:
        settings = folder / "profile" / "user" / "registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(BRITISH, encoding="utf-8")
        pipe = f"pipe,name=chronology-{folder.name}-{time.time_ns()}"
        self.process = subprocess.Popen(
            [
                *("soffice", "--headless", "--norestore", "--nologo"),
                f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                f"--accept={pipe};urp;",
            ]
        )
        context = self._connected(f"uno:{pipe};urp;StarOffice.ComponentContext")
        self.make = lambda name: context.ServiceManager.createInstanceWithContext(name, context)
        self.desktop = self.make("com.sun.star.frame.Desktop")

    def _connected(self, address: str) -> Any:
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        until = time.monotonic() + PATIENCE_SECONDS
        while True:
            try:
                return resolver.resolve(address)
            except Exception:
                if time.monotonic() > until or self.process.poll() is not None:
                    raise
                time.sleep(STEP_SECONDS)

    def opened(self, path: str) -> Any:
        return self.desktop.loadComponentFromURL(Path(path).as_uri(), "_blank", 0, ())

    def close(self) -> None:
        try:
            self.desktop.terminate()
            self.process.wait(PATIENCE_SECONDS)
        except Exception:
            self.process.kill()


def type_into_sheet(office: Office, document: Any, cells: dict[str, str]) -> None:
    """Enter texts into cells, which makes dates of them where typing would."""
    dispatcher = office.make("com.sun.star.frame.DispatchHelper")
    controller = document.CurrentController
    controller.setActiveSheet(document.Sheets.getByIndex(0))
    for cell, text in cells.items():
        for command, values in (
            (".uno:GoToCell", named(ToPoint=cell)),
            (".uno:EnterString", named(StringName=text)),
        ):
            dispatcher.executeDispatch(controller.Frame, command, "", 0, values)


def type_into_table(office: Office, document: Any, rows: list[list[str]]) -> None:
    """Type rows into a table, with the Tab key from one cell to the next."""
    wait = office.make("com.sun.star.awt.Toolkit").processEventsToIdle
    table = document.TextTables.getByIndex(0)
    start = table.getCellByName("A2").getText().getStart()
    document.CurrentController.ViewCursor.gotoRange(start, False)
    wait()
    screen = office.make("org.libreoffice.uitest.UITest").getTopFocusWindow()
    page = screen.getChild("writer_edit")
    for text in (text for row in rows for text in row):
        if text:
            page.executeAction("TYPE", named(TEXT=text))
        page.executeAction("TYPE", named(KEYCODE="TAB"))
        wait()


def arrived(document: Any, rows: list[list[str]]) -> bool:
    """Whether all that was typed stands in its cell: a window that isn't ready loses keys."""
    table = document.TextTables.getByIndex(0)
    return all(
        text.lower() in table.getCellByPosition(column, row).String.lower()
        for row, texts in enumerate(rows, start=1)
        for column, text in enumerate(texts)
    )


def filled_in(office: Office, task: dict[str, Any]) -> Any:
    """The document of a task, once everything is typed into it."""
    for _ in range(ATTEMPTS):
        document = office.opened(task["open"])
        if "cells" in task:
            type_into_sheet(office, document, task["cells"])
            return document
        type_into_table(office, document, task["rows"])
        if arrived(document, task["rows"]):
            return document
        document.close(True)
    raise RuntimeError("what was typed did not arrive in its cells")


def main(folder: Path) -> None:
    job = json.loads((folder / "job.json").read_text(encoding="utf-8"))
    office = Office(folder)
    try:
        for task in job:
            document = filled_in(office, task)
            for path, kind in task["save"]:
                document.storeToURL(Path(path).as_uri(), named(FilterName=kind))
            document.close(True)
    finally:
        office.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
