"""How text from anywhere becomes letters on paper, literally and in every script.

ReportLab reads paragraph text as markup: it would load an image or stop at an open tag. So all
text passes through `safe` here. FiraGO carries Latin, Greek, Cyrillic, Georgian, Arabic, Hebrew,
Thai and Devanagari; Chinese, Japanese and Korean fall back to faces of the computer.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from collections.abc import Container
from functools import cache
from io import BytesIO
from itertools import groupby
from typing import Any

import pymupdf_fonts
import uharfbuzz  # type: ignore[import-untyped]  # it publishes none
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.ttfonts import TTFError, TTFont

REGULAR = "FiraGO"
BOLD = "FiraGO-Bold"
ITALIC = "FiraGO-Italic"
BOLD_ITALIC = "FiraGO-BoldItalic"
MISSING = "▯"  # printed for a letter that no face has
SHORTENED = "… (shortened)"

_FILES = {REGULAR: "figo", BOLD: "figbo", ITALIC: "figit", BOLD_ITALIC: "figbi"}
_CHINESE, _JAPANESE, _KOREAN = "STSong-Light", "HeiseiKakuGo-W5", "HYSMyeongJo-Medium"
# Faces of the usual systems, embedded where found; else the viewer must have the one named above.
_INSTALLED = {
    _CHINESE: ("msyh.ttc", "simsun.ttc", "wqy-microhei.ttc", "wqy-zenhei.ttc"),
    _JAPANESE: ("YuGothM.ttc", "meiryo.ttc", "msgothic.ttc", "fonts-japanese-gothic.ttf"),
    _KOREAN: ("malgun.ttf", "gulim.ttc", "NanumGothic.ttf", "AppleGothic.ttf"),
}
_SAMPLE = {_CHINESE: "中", _JAPANESE: "あ", _KOREAN: "한"}
_INSTALLED_FOR_ALL = ("DroidSansFallbackFull.ttf", "DroidSansFallback.ttf", "Arial Unicode.ttf")
_LONGEST_WORD = 120  # letters; longer words are broken, ReportLab's own breaking takes too long
_LONGEST_KEPT = 600  # letters of one unbroken word; nobody reads further
_MOST_LINES = 1_000  # line breaks in one text
_RTL_LINE = 44  # letters of right-to-left text set as one line

_NEWLINE = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACE = re.compile("[\t\u1680\u2000-\u200a\u205f\u3000]")
_HIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_LONG = re.compile(rf"\S{{{_LONGEST_WORD + 1},}}")
_CJK = re.compile("[\u2e80-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_KANA = re.compile("[\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f]")
_HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
_RTL_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RTL = re.compile(f"[{_RTL_LETTERS}]")
_SHAPED = re.compile(f"[{_RTL_LETTERS}\u0300-\u036f\u0900-\u097f\u0e00-\u0e7f\u200c\u200d]")
_MEETING = re.compile(
    f"(?<=[A-Za-z\u00c0-\u052f])(?=[{_RTL_LETTERS}])|(?<=[{_RTL_LETTERS}])(?=[A-Za-z\u00c0-\u052f])"
)
_DIGITS = "0-9\u0660-\u0669\u06f0-\u06f9"
_NUMBER = re.compile(f"[{_DIGITS}](?:[{_DIGITS}.,:/-]*[{_DIGITS}])?")


class _Face(TTFont):  # type: ignore[misc]  # ReportLab has no types
    """A face whose figures stand in columns and whose shaped glyphs get the same codes always."""

    def __init__(self, name: str, data: bytes) -> None:
        super().__init__(name, BytesIO(data))
        self.covered = frozenset(map(chr, self.face.charToGlyph))
        face = uharfbuzz.Face(data)
        buffer = uharfbuzz.Buffer()
        buffer.add_str("0123456789")
        buffer.guess_segment_properties()
        uharfbuzz.shape(uharfbuzz.Font(face), buffer, {"tnum": True, "lnum": True})
        scale = 1000 / face.upem
        for place, (info, position) in enumerate(
            zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        ):
            code = ord("0") + place
            self.face.charToGlyph[code] = info.codepoint
            self.face.charWidths[code] = position.x_advance * scale
            self.face.glyphToChar.setdefault(info.codepoint, []).insert(0, code)

    def hbFont(self, fontSize: float = 10) -> Any:  # ReportLab's own names
        font = super().hbFont(fontSize)
        # ReportLab would number joined glyphs by first use; the same text must give the same bytes.
        self.hbAddPrivate = self._private
        return font

    def _private(self, _name: str, glyph: int, advance: float) -> int:
        code = 0xE000 + glyph
        self.face.charToGlyph[code] = glyph
        self.face.glyphToChar.setdefault(glyph, []).append(code)
        self.face.charWidths[code] = self.face._pdfScale(advance)
        return code


_lock = threading.Lock()
_covered: frozenset[str] = frozenset()


def register() -> None:
    """Make the faces known to ReportLab, once."""
    global _covered  # the faces are the process's, as in ReportLab itself
    if _covered:
        return
    with _lock:
        if _covered:
            return
        faces = [_Face(name, pymupdf_fonts.myfont(file)) for name, file in _FILES.items()]
        for face in faces:
            pdfmetrics.registerFont(face)
        pdfmetrics.registerFontFamily(REGULAR, REGULAR, BOLD, ITALIC, BOLD_ITALIC)
        _covered = frozenset.intersection(*(face.covered for face in faces))


def safe(text: object, limit: int = 20_000, *, rtl_line: int = _RTL_LINE) -> str:
    """Any text as paragraph markup that prints it literally, in bounded time.

    `rtl_line` says how many letters of a right-to-left passage the place holds in a line.
    """
    clean = _clean(text, limit)
    if not clean.isascii():
        register()
        if _RTL.search(clean):
            clean = _right_to_left(clean, rtl_line)
        if not _covered.issuperset(clean.replace("\n", "")):
            return _by_face(clean).replace("\n", "<br/>")
    return _escape(clean).replace("\n", "<br/>")


def strong(text: object) -> str:
    """The text as bold markup."""
    return f"<b>{safe(text)}</b>"


def muted(text: object) -> str:
    """The text as grey markup."""
    return f'<font color="#6b7280">{safe(text)}</font>'


def one_line(text: object, limit: int = 300) -> str:
    """The text as one clean line of any letters, for bookmarks and the file's properties."""
    return " ".join(_clean(text, limit).split())


def plain(text: object, limit: int = 300) -> str:
    """The text as one clean line of FiraGO's letters only, for drawn strings."""
    line = one_line(text, limit)
    if line.isascii():
        return line
    register()
    return "".join(letter if letter in _covered else _nearest(letter) for letter in line)


def printable(text: str) -> bool:
    """Whether the text can be drawn as it stands: one line, one face, no joining of letters."""
    if text.isascii():
        return text.isprintable() and len(text) <= _LONGEST_WORD
    register()
    return (
        len(text) <= _LONGEST_WORD
        and text.isprintable()
        and _covered.issuperset(text)
        and not _SHAPED.search(text)
    )


def needs_shaping(markup: str) -> bool:
    """Whether letters of this text join, stack or run from right to left."""
    return not markup.isascii() and _SHAPED.search(markup) is not None


def _clean(text: object, limit: int) -> str:
    raw = text if isinstance(text, str) else "" if text is None else str(text)
    shortened = len(raw) > limit
    raw = raw[:limit]
    if raw.isascii() and raw.isprintable() and len(raw) <= _LONGEST_WORD:
        return raw + SHORTENED if shortened else raw
    raw = _HIDDEN.sub("", _SPACE.sub(" ", _NEWLINE.sub("\n", raw))).replace("\u202f", "\xa0")
    if not raw.isascii():
        raw = unicodedata.normalize("NFC", raw)
    raw = _LONG.sub(lambda word: _broken(word[0]), raw)
    lines = raw.split("\n", _MOST_LINES)
    if len(lines) > _MOST_LINES:
        del lines[-1]
        shortened = True
    return "\n".join(lines) + (SHORTENED if shortened else "")


def _broken(word: str) -> str:
    kept = word[:_LONGEST_KEPT]
    pieces = [kept[at : at + _LONGEST_WORD] for at in range(0, len(kept), _LONGEST_WORD)]
    return " ".join(pieces) + (SHORTENED if len(word) > _LONGEST_KEPT else "")


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _by_face(text: str) -> str:
    han = _JAPANESE if _KANA.search(text) else _KOREAN if _HANGUL.search(text) else _CHINESE
    # A word is shaped in one face, so where letters join, each face gets words of its own.
    apart = " " if _SHAPED.search(text) else ""
    parts: list[str] = []
    for face, letters in groupby(text, lambda letter: _face_of(letter, han)):
        run = "".join(letters)
        if face == REGULAR:
            parts.append(_escape(run))
        elif face is None:
            parts.append(_escape("".join(map(_nearest, run))))
        else:
            parts.append(f'{apart}<font name="{face}">{_escape(run)}</font>{apart}')
    return "".join(parts)


def _face_of(letter: str, han: str) -> str | None:
    if letter in _covered or letter == "\n":
        return REGULAR
    for pattern, wanted in ((_CJK, han), (_KANA, _JAPANESE), (_HANGUL, _KOREAN)):
        if pattern.match(letter):
            name, letters = _fallback(wanted)
            return name if letters is None or ord(letter) in letters else None
    return None


@cache
def _fallback(wanted: str) -> tuple[str, Container[int] | None]:
    """A face for the script: an installed one with its letters, else one the viewer must have."""
    name, letters = wanted, None
    for file in (*_INSTALLED[wanted], *_INSTALLED_FOR_ALL):
        try:
            face = TTFont(f"installed-{wanted}", file)
        except (TTFError, OSError):
            continue
        if ord(_SAMPLE[wanted]) not in face.face.charToGlyph:
            continue
        pdfmetrics.registerFont(face)
        name, letters = face.fontName, frozenset(face.face.charToGlyph)
        break
    else:
        pdfmetrics.registerFont(UnicodeCIDFont(wanted))
    pdfmetrics.registerFontFamily(name, name, name, name, name)
    return name, letters


@cache
def _nearest(letter: str) -> str:
    """The plain form of a styled letter (𝐀, ﬃ) when a face has it, else the mark."""
    plain_form = unicodedata.normalize("NFKC", letter)
    return plain_form if plain_form and _covered.issuperset(plain_form) else MISSING


def _right_to_left(text: str, longest: int) -> str:
    """Join right-to-left words so that each group is shaped, and so ordered, as one.

    ReportLab shapes word by word and sets words from left to right. Words joined by no-break
    spaces count as one; a long passage becomes lines of its own.
    """
    return "\n".join(_join_line(line, longest) for line in text.split("\n"))


def _join_line(line: str, longest: int) -> str:
    if not _RTL.search(line):
        return line
    done: list[str] = []
    group: list[str] = []
    waiting: list[str] = []
    for word in _MEETING.sub(" ", line).split(" "):
        if _RTL.search(word):
            group += [*waiting, word]
            waiting = []
        elif group and not any(map(str.isalpha, word)):
            waiting.append(word)
        else:
            done += [*_set(group, longest), *waiting, word]
            group, waiting = [], []
    return " ".join([*done, *_set(group, longest), *waiting]).strip("\n")


def _set(group: list[str], longest: int) -> list[str]:
    lines: list[list[str]] = [[]]
    length = 0
    for word in group:
        if lines[-1] and length + len(word) > longest:
            lines.append([])
            length = 0
        # The whole group is turned around, figures included; so they are turned beforehand.
        lines[-1].append(_NUMBER.sub(lambda number: number[0][::-1], word))
        length += len(word) + 1
    joined = ["\xa0".join(words) for words in lines if words]
    if len(joined) < 2:
        return joined
    return ["\n" + "\n".join(joined) + "\n"]
