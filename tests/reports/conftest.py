"""Cases to show, and a real Chromium to show them in."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from chronology.reports.html import render
from made_case import hostile_case, large_case, made_case

FLAGS = (
    "--no-sandbox --headless --disable-gpu --disable-background-networking"
    " --disable-component-update --disable-sync --no-first-run"
)


@pytest.fixture(scope="session")
def text() -> str:
    """The page of the made-up case."""
    return render(made_case())


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory, text: str) -> dict[str, Path]:
    """Pages as files, by the name of their case."""
    folder = tmp_path_factory.mktemp("pages")
    texts = {"made": text, "hostile": render(hostile_case()), "large": render(large_case())}
    for name, written in texts.items():
        (folder / f"{name}.html").write_text(written, encoding="utf-8", newline="\n")
    return {name: folder / f"{name}.html" for name in texts}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """Chromium; without one a test is skipped, but in CI a missing browser is a failure."""
    place = next(filter(None, map(shutil.which, ("chromium", "chromium-browser"))), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        place = None
    if place is None:
        missing = "no chromium, or no playwright, to open the page in"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, args=FLAGS.split())
        yield browser
        browser.close()


class Shown:
    """A page in the browser, with everything it asked for or complained of."""

    def __init__(self, page: Any, address: str) -> None:
        self.page = page
        self.requests: list[str] = []
        self.complaints: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.goto(address)

    def drawn(self) -> Any:
        """The page, once its timeline stands."""
        self.page.locator("#chart[data-drawn]").wait_for()
        return self.page

    @property
    def count(self) -> str:
        return str(self.page.locator("#count").text_content())


@pytest.fixture
def show(chromium: Any, pages: dict[str, Path]) -> Iterator[Callable[..., Shown]]:
    """Open a page by the name of its case; nothing may be asked of a network or complained of."""
    opened: list[tuple[Any, Shown, str]] = []

    def open_page(name: str = "made", hash_: str = "", **settings: Any) -> Shown:
        context = chromium.new_context(
            **{"viewport": {"width": 1366, "height": 768}, "reduced_motion": "reduce", **settings}
        )
        address = pages[name].as_uri()
        shown = Shown(context.new_page(), address + hash_)
        opened.append((context, shown, address))
        return shown

    yield open_page
    for context, shown, address in opened:
        assert [url.partition("#")[0] for url in shown.requests] == [address] * len(shown.requests)
        assert shown.complaints == []
        context.close()
