"""Words of others stay words, wherever they are shown."""

from __future__ import annotations

import json
from html.parser import HTMLParser

import polars as pl
import pytest
from chronology.reports.escape import (
    STAND_IN,
    content_hash,
    element,
    html,
    html_column,
    join,
    json_block,
    plot_text,
    shown,
)
from chronology.reports.html_prose import prose
from hypothesis import given
from hypothesis import strategies as st

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_comment(self, data: str) -> None:
        self.tags.append("comment")

    def handle_data(self, data: str) -> None:
        self.text += data


@given(ANY_TEXT)
def test_escaped_text_comes_back_as_text_and_nothing_else(text: str) -> None:
    parser = _Texts()
    parser.feed(html(text))
    parser.close()
    assert parser.tags == []
    assert parser.text == shown(text)


@given(ANY_TEXT)
def test_as_many_characters_are_shown_as_were_written(text: str) -> None:
    assert len(shown(text)) == len(text)


@given(ANY_TEXT)
def test_a_column_is_escaped_as_each_value_would_be(text: str) -> None:
    frame = pl.DataFrame({"text": [text]})
    assert frame.select(html_column(pl.col("text"))).item() == html(text)


@pytest.mark.parametrize("unseen", ["\u202e", "\u2066", "\u200b", "\ufeff", "\u0000", "\u2028"])
def test_what_cannot_be_seen_is_made_visible(unseen: str) -> None:
    assert shown(f"a{unseen}b") == f"a{STAND_IN}b"


def test_joiners_that_emoji_and_scripts_need_stay() -> None:
    family = "👨\u200d👩\u200d👧"
    assert shown(family) == family


@given(ANY_TEXT)
def test_a_json_block_cannot_end_its_script(text: str) -> None:
    block = json_block({"text": text})
    assert not set("<>&\u2028\u2029") & set(block)
    assert json.loads(block) == {"text": text}


@given(ANY_TEXT)
def test_a_plot_label_holds_no_markup(text: str) -> None:
    assert "<" not in plot_text(text)


def test_attributes_are_escaped_and_left_out_when_none() -> None:
    made = element("a", "<b>", href='"><script>', class_="x", title=None, hidden=True)
    assert made == '<a href="&quot;&gt;&lt;script&gt;" class="x" hidden>&lt;b&gt;</a>'


def test_pieces_are_escaped_when_joined() -> None:
    assert join(["<", element("b", "x")], between=" & ") == "&lt; &amp; <b>x</b>"


def test_a_hash_is_what_a_content_security_policy_expects() -> None:
    assert content_hash("") == "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"


def test_prose_has_paragraphs_and_lists() -> None:
    written = "First\nline.\n\n- one\n  goes on\n- <two>"
    expected = "<p>First line.</p><ul><li>one goes on</li><li>&lt;two&gt;</li></ul>"
    assert prose(written) == expected
