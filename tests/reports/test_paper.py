"""The frame: notice, numbers and heads on every page, the same bytes for the same input."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from reportlab.platypus import PageBreak

from drugcourt.reports.paper import Paper, Section, build
from drugcourt.reports.style import para, section

NOTICE = "42 CFR part 2 prohibits unauthorized use or disclosure of these records."
PAPER = Paper(
    title="Court progress report",
    court="Cedar County Recovery Court",
    judge="Hon. M. Whitfield",
    subtitle_right=("Hearing Tue Nov 24, 2026, 1:30 PM", "Period Nov 10 – Nov 23, 2026"),
    confidential="CONFIDENTIAL · FOR THE TREATMENT COURT TEAM · COPY 3 OF 6",
    notice=NOTICE,
    reader="Printed for the presiding judge",
    state="8F3A-19C2",
)


def printed(paper=PAPER, story=(), sections=()):
    file = BytesIO()
    build(paper, story, file, sections=sections)
    return file.getvalue()


def texts(data):
    return [" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(data)).pages]


def long_story(lines=150):
    return [para(f"Line {number} of the story") for number in range(lines)]


def test_every_page_carries_notice_state_reader_and_confidentiality():
    pages = texts(printed(story=long_story()))
    assert len(pages) > 2
    for text in pages:
        assert NOTICE in text
        assert "file state 8F3A-19C2" in text
        assert "Printed for the presiding judge" in text
        assert "CONFIDENTIAL · FOR THE TREATMENT COURT TEAM · COPY 3 OF 6" in text
        assert "Court progress report" in text


def test_pages_are_numbered_with_their_total():
    pages = texts(printed(story=long_story()))
    for number, text in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)} · file state" in text


def test_each_section_starts_a_page_with_the_full_head_and_counts_its_own_pages():
    sections = [
        Section("CR-1", long_story(80), subtitle_right=("First hearing",)),
        Section("CR-2", [para("Short")], subtitle_right=("Second hearing",)),
        Section("CR-3", []),
    ]
    data = printed(sections=sections)
    pages = texts(data)
    assert len(pages) == 4
    assert "Page 1 of 2 · sheet 1 of 4" in pages[0]
    assert "Page 2 of 2 · sheet 2 of 4" in pages[1]
    assert "Page 1 of 1 · sheet 3 of 4" in pages[2]
    assert "Page 1 of 1 · sheet 4 of 4" in pages[3]
    assert "Hon. M. Whitfield" in pages[2]
    assert "Hon. M. Whitfield" not in pages[1]
    assert "Second hearing" in pages[2]
    assert "First hearing" not in pages[2]


def test_bookmarks_lead_to_the_first_page_of_each_section():
    sections = [Section("CR-1", long_story(80)), Section("CR-2", [para("Short")])]
    reader = PdfReader(BytesIO(printed(sections=sections)))
    places = [(entry.title, reader.get_destination_page_number(entry)) for entry in reader.outline]
    assert places == [("CR-1", 0), ("CR-2", 2)]


def test_bookmarks_and_properties_keep_every_script():
    paper = Paper("Report", "Cour de Montréal 王", "")
    reader = PdfReader(BytesIO(printed(paper, sections=[Section("王小明 محمد", [para("x")])])))
    assert [entry.title for entry in reader.outline] == ["王小明 محمد"]
    assert reader.metadata.author == "Cour de Montréal 王"


def test_a_story_before_the_sections_has_its_own_pages():
    data = printed(story=[para("Contents")], sections=[Section("CR-1", [para("Person")])])
    pages = texts(data)
    assert "Contents" in pages[0]
    assert "Person" in pages[1]
    assert len(pages) == 2


def test_a_section_that_ends_with_a_page_break_leaves_no_empty_page():
    sections = [Section("A", [para("One"), PageBreak()]), Section("B", [para("Two")])]
    assert len(texts(printed(sections=sections))) == 2


def test_the_same_input_gives_the_same_bytes_in_every_script():
    def once():
        story = [para("Tran, Kevin"), para("محمد علي"), para("प्रिया शर्मा"), *long_story()]
        return printed(story=story, sections=[Section("CR-1", [para("สมชาย")])])

    first = once()
    printed(story=[para("श्रीनिवास किताब")])  # other papers in between change nothing
    assert once() == first


def test_properties_name_the_court_and_no_person():
    sections = [Section("CR-2025-01187", [para("Tran, Kevin")])]
    properties = PdfReader(BytesIO(printed(sections=sections))).metadata
    assert properties.title == "Court progress report"
    assert properties.author == "Cedar County Recovery Court"
    assert "Tran" not in " ".join(str(value) for value in properties.values())


def test_a_long_notice_is_wrapped_and_whole_on_every_page():
    notice = " ".join(f"word{number}" for number in range(260))
    pages = texts(printed(Paper("Title", "Court", notice=notice, reader="R"), long_story()))
    for text in pages:
        assert notice in text
    # The story stays above the foot, so no line of it is lost.
    assert all(f"Line {number} of" in " ".join(pages) for number in range(150))


def test_frame_texts_of_any_length_leave_room_for_the_story():
    endless = "endless " * 5_000
    paper = Paper(endless, endless, endless, (), endless, endless, endless, endless)
    assert "The story itself" in " ".join(texts(printed(paper, [para("The story itself")])))


def test_frame_texts_print_markup_literally():
    paper = Paper(
        "<b>Title", "A & <i>B", "<img src='x.png'>", ("<u>",), "<conf>", "<notice>", "<r>"
    )
    text = texts(printed(paper, [para("x")]))[0]
    for literal in ("<b>Title", "A & <i>B", "<img src='x.png'>", "<conf>", "<notice>", "<r>"):
        assert literal in text


def test_landscape_pages_lie():
    page = PdfReader(BytesIO(printed(Paper("T", "C", landscape=True), [para("x")]))).pages[0]
    assert page.mediabox.width > page.mediabox.height


def test_a_heading_never_ends_a_page():
    moved = 0
    for lines in range(48, 62):
        story = [para("filler") for _ in range(lines)]
        pages = texts(printed(story=[*story, section("Next steps"), para("What follows")]))
        (page,) = [text for text in pages if "Next steps" in text]
        assert "What follows" in page
        moved += "filler" not in page
    assert moved


def test_a_path_is_written_whole_and_pages_are_counted(tmp_path):
    target = tmp_path / "report.pdf"
    assert build(PAPER, [para("x")], target) == 1
    assert target.read_bytes() == printed(story=[para("x")])
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


def test_a_failure_in_the_middle_leaves_no_file(tmp_path):
    def failing():
        yield para("x")
        raise RuntimeError("second page")

    with pytest.raises(RuntimeError):
        build(PAPER, [], tmp_path / "report.pdf", sections=[Section("A", failing())])
    assert list(tmp_path.iterdir()) == []
