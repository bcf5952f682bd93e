"""What is read of a Word document's cells: text, fields, controls, notes, boxes, inner tables."""

from __future__ import annotations

from pathlib import Path

import making
import making_word as word
import pytest
from making_word import contents, only_grid, rows, through_the_child

from chronology.returns import Limits, ReturnFile, Sheet
from chronology.returns.word import read

TICKED = '<w14:checkbox><w14:checked w14:val="1"/></w14:checkbox>'
UNTICKED = '<w14:checkbox><w14:checked w14:val="0"/></w14:checkbox>'
PROMPT = "<w:showingPlcHdr/>"


def detail(inside: str, **stories: str) -> object:
    """The text that this becomes, as the details of the only entry."""
    return rows(only_grid(word.entries(inside), **stories))[1][1]


def in_cell(*blocks: str) -> object:
    """The text of a cell of these paragraphs, tables and the like."""
    return rows(only_grid(word.table(word.row("Details"), word.row(word.cell(*blocks)))))[1][0]


def test_a_table_made_in_word_is_a_sheet(tmp_path: Path) -> None:
    data = word.plain_document([["Date", "Details"], ["1/3/21", "Seen at home"], ["", ""]])
    found = through_the_child(tmp_path / "gp.docx", data)
    assert isinstance(found, ReturnFile), found
    assert (found.format, found.notes) == ("docx", ())
    (sheet,) = found.sheets
    assert isinstance(sheet, Sheet)
    assert (sheet.name, sheet.title, sheet.hidden) == ("table 1", None, False)
    assert [(row.number, row.cells) for row in sheet.rows] == [
        (1, ("Date", "Details")),
        (2, ("1/3/21", "Seen at home")),
    ]


def test_each_table_has_the_paragraph_above_it_as_its_title() -> None:
    document = contents(
        word.paragraph("Chronology")
        + word.paragraph("Fellside Surgery")
        + word.paragraph(" ")
        + word.entries("seen")
        + word.table(word.row("", ""))
        + word.entries("seen again")
        + word.paragraph("2021 " + "x" * 300)
        + word.control(word.entries("not seen"))
    )
    assert [grid.name for grid in document.grids] == ["table 1", "table 3", "table 4"]
    first, second, third = (grid.title for grid in document.grids)
    assert (first, second) == ("Fellside Surgery", None)
    assert third is not None
    assert len(third) == 200
    assert document.notes == [
        "3 paragraphs stand outside the tables; they were not read as entries"
    ]


def test_rows_keep_the_numbers_that_a_reader_counts() -> None:
    first, last = word.row("", ""), word.row("a", "")
    grid = only_grid(word.table(first, word.row("Date", "Details"), first, last, first, word.row()))
    assert (grid.first, rows(grid)) == (2, [("Date", "Details"), (None, None), ("a", None)])


@pytest.mark.parametrize(
    ("inside", "text"),
    [
        (word.run("no ") + word.run("bruising"), "no bruising"),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/></w:r>", "a\tb\nc"),
        ("<w:r><w:t>follow</w:t><w:noBreakHyphen/><w:t>up</w:t></w:r>", "follow-up"),
        ("<w:r><w:t>appoint</w:t><w:softHyphen/><w:t>ment\u00ads</w:t></w:r>", "appointments"),
        (f"<w:hyperlink>{word.run('see letter')}</w:hyperlink>", "see letter"),
        (f"<w:smartTag><w:smartTag>{word.run('Fellside')}</w:smartTag></w:smartTag>", "Fellside"),
        (f"<w:customXml>{word.run('seen')}</w:customXml>", "seen"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0E0"/></w:r>', "→"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>', "✓"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F012"/></w:r>', "\ufffd"),
        ('<w:r><w:sym w:font="Arial" w:char="00BD"/></w:r>', "½"),
        ('<w:r><w:sym w:font="Arial" w:char="no number"/></w:r>', "\ufffd"),
        ("<m:oMath><m:r><m:t>x+1</m:t></m:r></m:oMath>", "x+1"),
        ("<w:r><w:rPr><w:vanish/><w:strike/></w:rPr><w:t>seen</w:t></w:r>", "seen"),
        ("<w:r><w:t> </w:t><w:br/></w:r>", None),
    ],
)
def test_what_a_paragraph_holds(inside: str, text: str | None) -> None:
    assert detail(inside) == text


def test_paragraphs_of_a_cell_are_lines() -> None:
    assert in_cell("", "Seen at home.", "", "Well.", "") == "Seen at home.\n\nWell."


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    instruction = f"<w:r><w:instrText>{code}</w:instrText></w:r>" if "<" not in code else code
    return (
        mark.format("begin") + instruction + mark.format("separate") + result + mark.format("end")
    )


def test_fields_give_their_result_and_not_their_code() -> None:
    assert detail(word.run("on ") + field("DATE", word.run("1/3/21"))) == "on 1/3/21"
    inner = field("MERGEFIELD name", word.run("hidden"))
    assert detail(field(inner, word.run("shown"))) == "shown"
    assert detail(f'<w:fldSimple w:instr="PAGE">{word.run("4")}</w:fldSimple>') == "4"
    assert detail('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + word.run("seen")) == "seen"


def test_a_field_that_never_ends_takes_only_its_cell() -> None:
    open_field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' + word.run("lost")
    grid = only_grid(word.entries(open_field, "seen"))
    assert rows(grid)[1:] == [("1/3/21", None), ("1/3/21", "seen")]


def old_form(data: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
        '<w:r><w:instrText>FORM</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ('<w:checkBox><w:default w:val="0"/></w:checkBox>', "☐"),
        ('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "☒"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "☐"),
        ('<w:ddList><w:result w:val="1"/><w:listEntry w:val="A"/><w:listEntry w:val="B"/>'
         "</w:ddList>", "B"),
        ('<w:ddList><w:listEntry w:val="A"/><w:listEntry w:val="B"/></w:ddList>', "A"),
        ('<w:ddList><w:result w:val="9"/><w:listEntry w:val="A"/></w:ddList>', None),
    ],
)  # fmt: skip
def test_fields_of_old_forms(data: str, text: str | None) -> None:
    assert detail(old_form(data)) == text


def test_content_controls_at_every_level() -> None:
    held = word.control(word.control(word.run("seen"), "<w:dropDownList/>"))
    assert detail(word.run("Child ") + held) == "Child seen"
    assert in_cell(word.control(word.paragraph("a") + word.control(word.paragraph("b")))) == "a\nb"
    grid = only_grid(
        word.table(
            word.row("Date", word.control(word.cell("Details"))),
            word.control(
                word.control(word.row("1/3/21", word.control(word.control(word.cell("seen")))))
            ),
        )
    )
    assert rows(grid) == [("Date", "Details"), ("1/3/21", "seen")]


def test_check_boxes_show_their_state() -> None:
    assert in_cell(word.paragraph(word.control(word.run("?"), TICKED), " yes")) == "☒ yes"
    assert in_cell(word.paragraph(word.control(word.run("?"), UNTICKED), " yes")) == "☐ yes"
    assert in_cell(word.control(word.paragraph("?"), TICKED), "yes") == "☒\nyes"


def test_a_control_that_shows_its_placeholder_is_empty() -> None:
    prompt = word.run("Click to enter text")
    assert detail(word.control(prompt, PROMPT)) is None
    assert detail(word.run("Seen by ") + word.control(prompt, PROMPT)) == "Seen by "
    assert detail(word.control(prompt, '<w:showingPlcHdr w:val="0"/>')) == "Click to enter text"
    assert in_cell(word.control(word.paragraph("Click"), PROMPT), "seen") == "seen"
    asked = word.control(word.cell("Click to enter a date"), PROMPT)
    nested = word.control(word.control(word.cell("Click")), PROMPT)
    grid = only_grid(word.table(word.row("a", "b", "c"), word.row(asked, nested, "seen")))
    assert rows(grid)[1] == (None, None, "seen")
    outside = contents(word.control(word.paragraph("Click"), PROMPT) + word.entries("seen"))
    assert (outside.notes, outside.grids[0].title) == ([], None)


def test_notes_stand_at_their_place() -> None:
    footnotes = word.story("footnotes", " Telephone call", "not used").replace(
        '<w:footnote w:id="2"', '<w:footnote w:type="separator" w:id="2"'
    )
    inside = (
        word.run("Seen")
        + '<w:r><w:footnoteReference w:id="1"/><w:footnoteReference w:id="2"/></w:r>'
        + '<w:r><w:endnoteReference w:id="1"/><w:endnoteReference w:id="7"/></w:r>'
        + word.run(" well")
    )
    text = detail(inside, footnotes=footnotes, endnotes=word.story("endnotes", "By letter"))
    assert text == "Seen [note: Telephone call] [note: By letter] well"


def text_box(*blocks: str) -> str:
    held = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{held}'
        f"</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{held}</v:textbox>"
        "</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_text_boxes_come_once_and_at_the_end_of_the_cell() -> None:
    box = text_box(word.paragraph("In the box", text_box(word.paragraph("within"))))
    assert in_cell(word.paragraph("Before ", box, "after"), "last") == (
        "Before after\nlast\nIn the box\nwithin"
    )
    only_fallback = (
        "<mc:AlternateContent><mc:Fallback>" + word.run("old") + "</mc:Fallback>"
        "</mc:AlternateContent>"
    )
    assert detail(only_fallback) == "old"


def test_a_table_in_a_text_box_of_the_page_is_a_table() -> None:
    grid = only_grid(word.paragraph("Seen", text_box(word.entries("well"))))
    assert (grid.title, rows(grid)[1]) == ("Seen", ("1/3/21", "well"))


def test_a_table_inside_a_cell_becomes_lines() -> None:
    inner = word.table(
        word.row("Weight", word.cell("4.1 kg", "(naked)")),
        word.row("", ""),
        word.row("Length", word.cell(word.table(word.row("52", "cm")))),
    )
    assert in_cell("Measured:", inner, "Well.") == (
        "Measured:\nWeight | 4.1 kg (naked)\nLength | 52 | cm\nWell."
    )


def test_an_answer_typed_into_a_control_in_libreoffice_is_not_lost() -> None:
    answer = word.paragraph(word.control(word.run("Yes, awake"), PROMPT))
    body = word.table(word.row("Date", "Seen"), word.row("1/2/21", word.cell(answer)))
    made_by = "<Properties><Application>LibreOffice/7.4</Application></Properties>"
    for app, seen in ((made_by, "Yes, awake"), ("<Properties/>", None)):
        data = making.packed(word.parts(body) | {"docProps/app.xml": app})
        assert rows(read(data, "docx", Limits()).grids[0])[1] == ("1/2/21", seen)
