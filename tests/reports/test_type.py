"""Text from outside prints literally, in its script, in bounded space."""

from io import BytesIO

import pytest
from pypdf import PdfReader
from reportlab.pdfbase import pdfmetrics

from drugcourt.reports.paper import Paper, build
from drugcourt.reports.style import para
from drugcourt.reports.type import (
    MISSING,
    REGULAR,
    SHORTENED,
    plain,
    printable,
    register,
    safe,
    strong,
)


def text_of(*story):
    file = BytesIO()
    build(Paper("Title", "Court"), story, file)
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(file.getvalue())).pages)


@pytest.mark.parametrize(
    "hostile",
    [
        "<b>open",
        '<img src="local.png"/>',
        '<a href="file:x">link</a>',
        '<font color="[[[1]]]">',
        "a < b & c > d",
        "&amp; &lt; &#65;",
        "</para><para>",
        "<bullet>x</bullet>",
        "{{{%s}}} %(x)s",
    ],
)
def test_markup_prints_literally(hostile):
    assert hostile in text_of(para(hostile))


@pytest.mark.parametrize(
    "name",
    ["Müller, Zoë", "Łukasz Wałęsa", "Nguyễn Văn Đức", "Παπαδόπουλος", "Ёлкин Сергей", "გიორგი"],
)
def test_names_read_back(name):
    assert name in text_of(para(name))


def test_hebrew_words_stand_from_right_to_left():
    text = text_of(para("שרה כהן"))
    assert "שרה" in text
    assert "כהן" in text
    assert safe("שרה כהן") == "שרה\xa0כהן"


def test_figures_within_right_to_left_text_keep_their_order():
    assert safe("רחוב 123") == "רחוב 123"
    assert safe("רחוב 123 הרצל") == "רחוב\xa0321\xa0הרצל"  # turned around again when shaped


def test_a_long_right_to_left_passage_becomes_lines():
    passage = " ".join(["هذا نص طويل"] * 30)
    lines = safe(passage).split("<br/>")
    assert len(lines) > 5
    assert max(map(len, lines)) <= 44
    assert " ".join(lines).replace("\xa0", " ") == passage


def test_every_letter_of_the_scripts_promised_has_a_glyph():
    for sample in ("Ωμέγα", "Жук", "محمد", "שלום", "สมชาย", "प्रिया", "გიორგი", "Đức"):
        assert MISSING not in safe(sample)
        assert "<font" not in safe(sample)


def test_letters_no_face_has_are_marked_and_styled_letters_become_plain():
    assert safe("a😀b") == f"a{MISSING}b"
    assert safe("𝐁𝐨𝐥𝐝 Ａ") == "Bold A"
    assert plain("a😀b") == f"a{MISSING}b"


def test_chinese_japanese_and_korean_get_a_face_of_their_own():
    for name in ("王小明", "山田 やまだ", "김민수"):
        markup = safe(f"{name} & Smith")
        assert '<font name="' in markup
        assert markup.endswith("&amp; Smith")
    assert "Smith" in text_of(para("王小明 Smith"), para("प्रिया王小明محمد김"))


def test_control_and_direction_characters_are_gone():
    assert safe("a\x00b\x1bc\u202ed\u2066e\u200bf\ufeffg\xadh") == "abcdefgh"
    assert safe("a\tb\u3000c") == "a b c"
    assert safe("\ud800x") == f"{MISSING}x"


def test_new_lines_of_every_kind_break_the_line():
    assert safe("a\r\nb\rc\nd\u2028e") == "a<br/>b<br/>c<br/>d<br/>e"


def test_a_word_of_200_000_letters_is_shortened_to_a_few_lines():
    markup = safe("x" * 200_000)
    assert markup.endswith(SHORTENED)
    assert len(markup) < 800
    paragraph = para("é" * 200_000)
    assert paragraph.wrap(40, 10_000)[1] / paragraph.style.leading < 120


def test_a_long_text_is_cut_and_says_so():
    assert safe("word " * 10_000).endswith(SHORTENED)
    assert safe("word " * 10, limit=10) == f"word word {SHORTENED}"
    assert safe("\n" * 15_000).count("<br/>") < 1_000
    assert SHORTENED not in safe("word " * 1_000)


def test_nothing_and_numbers_are_texts_too():
    assert safe(None) == ""
    assert safe(12) == "12"
    assert strong("<x>") == "<b>&lt;x&gt;</b>"


def test_plain_text_is_one_line():
    assert plain("a\nb  c\x00") == "a b c"
    assert plain("<b>") == "<b>"


def test_only_simple_text_may_be_drawn_bare():
    assert printable("Müller")
    assert printable("a < b")
    assert not printable("two\nlines")
    assert not printable("محمد")
    assert not printable("王")
    assert not printable("x" * 200)


def test_figures_are_as_wide_as_each_other():
    register()
    widths = {pdfmetrics.stringWidth(figure, REGULAR, 10) for figure in "0123456789"}
    assert len(widths) == 1
