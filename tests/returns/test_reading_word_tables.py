"""Word tables: tracked changes, comments, merged cells, uneven edges, what stands beside them."""

from __future__ import annotations

import io
import time
from pathlib import Path

import docx
import making
import making_word as word
import pytest
from making_word import contents, only_grid, rows, through_the_child

from chronology.returns import Limits, ReturnFile, Unreadable
from chronology.returns.rows import Refused
from chronology.returns.word import read

GONE = '<w:del w:id="9" w:author="A. Writer"/>'
DOWN, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def across(columns: int) -> str:
    return f'<w:gridSpan w:val="{columns}"/>'


def test_tracked_insertions_are_text_and_deletions_stand_beside() -> None:
    document = contents(
        word.entries(
            word.run("Baby ")
            + word.deleted("was not")
            + word.deleted(" seen")
            + word.inserted("was seen")
            + word.run(" today")
            + word.deleted("?"),
            "well",
        )
    )
    assert rows(document.grids[0]) == [
        ("Date", "Details", "Tracked deletions"),
        ("1/3/21", "Baby was seen today", "Details: ‘was not seen’\nDetails: ‘?’"),
        ("1/3/21", "well", None),
    ]
    assert document.notes == [
        "1 tracked insertion was read as text; 3 tracked deletions are kept beside the row"
    ]


def test_what_was_moved_is_text_where_it_is_now() -> None:
    grid = only_grid(
        word.entries(
            f"<w:moveFrom>{word.run('call')}</w:moveFrom>",
            f"<w:moveTo>{word.run('call')}</w:moveTo>",
        )
    )
    assert rows(grid)[1:] == [("1/3/21", None, "Details: ‘call’"), ("1/3/21", "call", None)]


def test_a_deleted_row_is_kept_as_deleted_words() -> None:
    inner = word.table(word.row("4.1", "kg"))
    document = contents(
        word.table(
            word.row("Date", "Details"),
            word.row("1/3/21", word.cell("seen", inner), properties=GONE),
            word.row("2/3/21", "well", properties="<w:ins/>"),
        )
    )
    assert rows(document.grids[0])[1:] == [
        (None, None, "Date: ‘1/3/21’\nDetails: ‘seen’\nDetails: ‘4.1’\nDetails: ‘kg’"),
        ("2/3/21", "well", None),
    ]
    assert document.notes == ["1 tracked deletion is kept beside the row"]


def test_a_deleted_cell_and_a_deleted_row_of_an_inner_table() -> None:
    inner = word.table(word.row("4.1", "kg", properties=GONE), word.row("52", "cm"))
    grid = only_grid(
        word.table(
            word.row("Date", "Details"),
            word.row(word.cell("1/3", properties="<w:cellDel/>"), word.cell(inner)),
        )
    )
    assert rows(grid)[1] == (None, "52 | cm", "Date: ‘1/3’\nDetails: ‘4.1’\nDetails: ‘kg’")


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    joined = word.paragraph("not ", properties=f"<w:rPr>{GONE}</w:rPr>")
    grid = only_grid(word.table(word.row("Details"), word.row(word.cell(joined, "seen"))))
    assert rows(grid) == [("Details",), ("not seen",)]


def test_words_deleted_from_the_headings_are_in_the_notes() -> None:
    headings = word.row("Date", word.cell(word.paragraph("Details", word.deleted(" of it"))))
    old = word.row("When", "What", properties=GONE)
    grid = only_grid(word.table(old, headings, word.row("1/3/21", "seen")))
    assert rows(grid) == [
        (None, None, "Date: ‘When’\nDetails: ‘What’"),
        ("Date", "Details", "Tracked deletions"),
        ("1/3/21", "seen", None),
    ]
    assert grid.notes == ["Tracked deletions of row 2: ‘of it’"]


def commented(number: int, *inside: str) -> str:
    return (
        f'<w:commentRangeStart w:id="{number}"/>{"".join(inside)}'
        f'<w:commentRangeEnd w:id="{number}"/>'
        f'<w:r><w:commentReference w:id="{number}"/></w:r>'
    )


def test_comments_stand_beside_their_row() -> None:
    long_words = "seen at home by the health visitor and the student, both well"
    document = contents(
        word.paragraph(commented(5, word.run("Chronology")))
        + word.entries(
            word.run("Baby ")
            + commented(1, word.run("was "), word.run("well"))
            + commented(2, word.run(long_words)),
            commented(3) + word.run("seen"),
            "well",
        ),
        comments=word.story("comments", "by whom?", "two\nlines", "check", "", "outside"),
    )
    assert rows(document.grids[0]) == [
        ("Date", "Details", "Comments in Word"),
        (
            "1/3/21",
            f"Baby was well{long_words}",
            "‘was well’: by whom?\n"
            "‘seen at home by the health visitor and the student, both we…’: two lines",
        ),
        ("1/3/21", "seen", "check"),
        ("1/3/21", "well", None),
    ]
    assert document.notes[1:] == [
        "3 comments are kept beside the row",
        "1 comment stands outside the tables; it was not read",
    ]


def test_a_comment_over_several_rows_stands_beside_the_first() -> None:
    start = '<w:commentRangeStart w:id="1"/>' + word.run("seen ")
    end = word.run("again") + '<w:commentRangeEnd w:id="1"/>'
    after = '<w:r><w:commentReference w:id="1"/></w:r>'
    grid = only_grid(
        word.entries(start, end + after), comments=word.story("comments", "same visit?")
    )
    assert rows(grid)[1][2] == "‘seen 1/3/21 again’: same visit?"
    assert rows(grid)[2][2] is None


def test_a_comment_that_never_ends_is_about_words_of_its_own_table() -> None:
    begun = '<w:commentRangeStart w:id="1"/>' + word.run("seen")
    first, second = contents(
        word.entries(begun) + word.entries("well"), comments=word.story("comments", "by whom?")
    ).grids
    assert rows(first)[1] == ("1/3/21", "seen", "‘seen’: by whom?")
    assert rows(second)[1] == ("1/3/21", "well")


def test_comments_that_python_docx_writes(tmp_path: Path) -> None:
    made = docx.Document()
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Date", "Details", "1/3/21", "seen"], strict=True):
        cell.text = text
    made.add_comment(table.cell(1, 1).paragraphs[0].runs, "by whom?", "A. Writer", "AW")
    saved = io.BytesIO()
    made.save(saved)
    found = through_the_child(tmp_path / "gp.docx", saved.getvalue())
    assert isinstance(found, ReturnFile)
    assert found.sheets[0].rows[1].cells == ("1/3/21", "seen", "‘seen’: by whom?")
    assert "Writer" not in repr(found)


def test_a_cell_merged_downwards_fills_the_rows_that_have_something() -> None:
    grid = only_grid(
        word.table(
            word.row("Date", "Details"),
            word.row(word.cell("1/3/21", properties=DOWN), "seen"),
            word.row(word.cell("", properties=GOES_ON), "weighed"),
            word.row(word.cell("", properties=GOES_ON), ""),
            word.row(word.cell("", properties=DOWN), "well"),
        )
    )
    assert rows(grid) == [
        ("Date", "Details"),
        ("1/3/21", "seen"),
        ("1/3/21", "weighed"),
        (None, None),
        (None, "well"),
    ]
    assert grid.merged == ["A2:A4"]
    assert grid.notes == ["1 row was filled from cells merged downwards"]


def test_cells_merged_across_have_their_text_in_the_first_column() -> None:
    old = [
        word.cell("by phone", properties='<w:hMerge w:val="restart"/>'),
        word.cell("", properties="<w:hMerge/>"),
    ]
    grid = only_grid(
        word.table(
            word.row(word.cell("2021", properties=across(3))),
            word.row("Date", "Who", "Details"),
            word.row("1/3", word.cell("seen", properties=across(2) + DOWN)),
            word.row("2/3", word.cell("", properties=across(2) + GOES_ON)),
            word.row("3/3", *old),
        )
    )
    assert rows(grid) == [
        ("2021", None, None),
        ("Date", "Who", "Details"),
        ("1/3", "seen", None),
        ("2/3", "seen", None),
        ("3/3", "by phone", None),
    ]
    assert grid.merged == ["A1:C1", "B3:C4", "B5:C5"]


def test_rows_that_begin_late_or_end_early() -> None:
    before = '<w:gridBefore w:val="1"/>'
    grid = only_grid(
        word.table(
            word.row("Date", "Who", "Details"),
            word.row("GP", "seen", properties=before),
            word.row("1/3", "HV", properties='<w:gridAfter w:val="1"/>'),
        )
    )
    assert rows(grid)[1:] == [(None, "GP", "seen"), ("1/3", "HV", None)]


def test_a_dragged_edge_makes_no_column_of_its_own() -> None:
    def three(first: int, second: int, third: int) -> list[str]:
        spans = (first, second, third)
        return [word.cell(f"{n}", properties=across(span)) for n, span in enumerate(spans)]

    grid = only_grid(
        word.table(
            word.row("Date", "Who", "Details").replace("<w:tcPr>", f"<w:tcPr>{across(3)}"),
            word.row(*three(2, 4, 3)),
            word.row(*three(4, 3, 2)),
            word.row(word.cell("1/3", properties=across(4)), word.cell("x", properties=across(5))),
        )
    )
    assert rows(grid)[1:] == [("0", "1", "2"), ("0", "1", "2"), ("1/3", "x", None)]
    assert grid.merged == ["B4:C4"]


def test_rows_that_share_edges_keep_to_them() -> None:
    """Both lower rows have three cells, but of four columns, which the headings merge in pairs."""
    grid = only_grid(
        word.table(
            word.row(*(word.cell(text, properties=across(2)) for text in ("When", "What"))),
            word.row("1/3", "9 am", word.cell("seen", properties=across(2))),
            word.row(word.cell("2/3", properties=across(2)), "seen", "well"),
        )
    )
    assert rows(grid) == [
        ("When", None, "What", None),
        ("1/3", "9 am", "seen", None),
        ("2/3", None, "seen", "well"),
    ]


def test_what_is_not_read_is_said() -> None:
    parts: dict[str, str | bytes] = {
        **word.parts(
            word.entries("seen") + '<w:altChunk r:id="rId9" xmlns:r="r"/>',
            header1=f"<w:hdr {word.NAMES}>{word.paragraph('Confidential')}</w:hdr>",
            footer1=f"<w:ftr {word.NAMES}>{word.paragraph()}</w:ftr>",
        ),
        "word/media/image1.png": b"-",
        "word/embeddings/sheet.xlsx": b"-",
        "word/vbaProject.bin": b"-",
    }
    assert read(making.packed(parts), "docx", Limits()).notes == [
        "it has pictures or charts; they were not read",
        "it has other files inside it; they were not read",
        "it has parts of other documents inside it; they were not read",
        "its headers or footers hold text; it was not read",
        "it has macros; none was run",
    ]


def test_the_strict_kind_is_read_as_well() -> None:
    footnotes = word.story("footnotes", "by phone")
    inside = word.run("seen") + '<w:r><w:footnoteReference w:id="1"/></w:r>'
    strict = {
        name: part.replace(word.MAIN, word.STRICT).replace(making.LINKS, word.STRICT_LINKS)
        for name, part in word.parts(word.entries(inside), footnotes=footnotes).items()
    }
    (grid,) = read(making.packed(strict), "docx", Limits()).grids
    assert rows(grid)[1] == ("1/3/21", "seen [note: by phone]")


@pytest.mark.parametrize("target", ["/word/document2.xml", "word/Document2.xml"])
def test_the_main_part_is_found_by_the_relationships(target: str) -> None:
    parts = word.parts(word.entries("seen"))
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["_rels/.rels"] = parts["_rels/.rels"].replace("word/document.xml", target)
    assert len(read(making.packed(parts), "docx", Limits()).grids) == 1


def test_without_relationships_the_usual_main_part_is_read() -> None:
    parts = word.parts(word.entries("seen"))
    del parts["_rels/.rels"], parts["word/_rels/document.xml.rels"]
    assert len(read(making.packed(parts), "docx", Limits()).grids) == 1


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        (word.paragraph("1/3/21 seen"), "it is a Word document without a table"),
        (word.table(word.row("", " ")), "it is a Word document with nothing in its tables"),
    ],
)
def test_a_document_without_entries_in_a_table_is_refused(
    body: str, seen: str, tmp_path: Path
) -> None:
    found = through_the_child(tmp_path / "gp.docx", word.document(body))
    assert isinstance(found, Unreadable)
    assert found.seen == seen
    assert "chronology template --format docx -o return.docx" in found.hint


def test_nothing_of_a_cell_is_in_a_refusal() -> None:
    secret = word.cell("Rowan", properties=across(10**9))
    with pytest.raises(Refused) as refusal:
        contents(word.table(word.row(secret)))
    assert "Rowan" not in refusal.value.seen + refusal.value.hint
    assert refusal.value.seen.startswith("a table of it claims more than 1,000 columns")


def test_a_long_table_is_read_quickly() -> None:
    data = word.document(word.entries(*["seen at home"] * 3_000))
    start = time.process_time()
    (grid,) = read(data, "docx", Limits()).grids
    assert grid.height == 3_001
    assert time.process_time() - start < 2
