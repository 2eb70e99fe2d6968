"""Which messages an HL7 version 2 file holds, read by position: segments, fields, components."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from drugcourt.exchange.tables.problems import RowProblem

MOST_SEGMENT = 9 * 2**20  # a segment with a document of 6 MB inside; what is longer is a fault
MOST_SEGMENTS = 20_000  # of one message
MOST_PIECES = 20_000  # fields, repetitions or components of one segment
_HEAD = re.compile(rb"[A-Z][A-Z0-9]{2}")
_ENDS = re.compile(rb"\r\n|\r|\n")
_ENVELOPE = {b"FHS", b"BHS", b"BTS", b"FTS"}
_RUNS_ON = {"NTE", "OBX"}  # texts and documents in which senders leave bare line ends
_ENCODINGS = {
    "ASCII": "ascii", "UNICODEUTF8": "utf-8", "UTF8": "utf-8", "88591": "latin-1",
    "ISO88591": "latin-1", "88592": "iso8859-2", "88595": "iso8859-5", "88596": "iso8859-6",
    "88597": "iso8859-7", "88598": "iso8859-8", "88599": "iso8859-9", "885915": "iso8859-15",
    "WINDOWS1252": "cp1252", "CP1252": "cp1252",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Signs:
    """The five signs by which a message is cut; its own first segment says which."""

    field: str = "|"
    component: str = "^"
    repetition: str = "~"
    escape: str = "\\"
    sub: str = "&"


@dataclass(frozen=True, slots=True)
class Segment:
    """One line of a message. Places count from 1, as the standard does."""

    line: int
    name: str
    fields: list[str]
    signs: Signs

    def raw(self, place: int) -> str:
        """A field as it stands, not yet cut or freed of escapes."""
        return self.fields[place] if place < len(self.fields) else ""

    def repeats(self, place: int) -> list[str]:
        """The repetitions of a field as they stand."""
        raw = self.raw(place)
        return raw.split(self.signs.repetition, MOST_PIECES)[:MOST_PIECES] if raw else []

    def pieces(self, place: int, repeat: int = 1) -> list[str]:
        """The components of one repetition, as people read them; subcomponents after a space."""
        repeats = self.repeats(place)
        if repeat > len(repeats):
            return []
        cut = repeats[repeat - 1].split(self.signs.component, MOST_PIECES)[:MOST_PIECES]
        return [self.spoken(piece.replace(self.signs.sub, " ")) for piece in cut]

    def piece(self, place: int, component: int = 1, repeat: int = 1) -> str:
        """One component; "" where the sender left it out or wrote two quotation marks (null)."""
        found = self.pieces(place, repeat)
        text = found[component - 1].strip() if component <= len(found) else ""
        return "" if text == '""' else text

    def text(self, place: int) -> str:
        """A whole field as text, its repetitions on lines of their own."""
        lines = [self.spoken(each).strip() for each in self.repeats(place)]
        return "\n".join(lines).strip()

    def spoken(self, raw: str) -> str:
        """Escape sequences undone; what only changes the look of letters is dropped."""
        sign = self.signs.escape
        if not sign or sign not in raw:
            return raw
        pattern = re.escape(sign) + r"([^" + re.escape(sign) + r"]{0,400})" + re.escape(sign)
        return re.sub(pattern, self._escaped, raw)

    def _escaped(self, found: re.Match[str]) -> str:
        said = found[1]
        plain = {
            "F": self.signs.field, "S": self.signs.component, "T": self.signs.sub,
            "R": self.signs.repetition, "E": self.signs.escape, ".br": "\n", ".sp": "\n",
        }  # fmt: skip
        if said in plain:
            return plain[said]
        if said[:1] == "X" and re.fullmatch(r"X(?:[0-9A-Fa-f]{2})+", said):
            sent = bytes.fromhex(said[1:]).decode("utf-8", "replace")
            return "".join(letter for letter in sent if letter.isprintable() or letter in "\n\t")
        return ""


@dataclass(slots=True)
class Message:
    """One message, its header first; `whole` is False where the file breaks off within it."""

    line: int
    segments: list[Segment] = field(default_factory=list)
    whole: bool = True

    @property
    def header(self) -> Segment:
        return self.segments[0]


def is_hl7(data: bytes) -> bool:
    """Whether the bytes begin as a message or as a batch of messages."""
    start = data[:400].lstrip(b"\xef\xbb\xbf\x0b\x1c \t\r\n")
    return start.startswith((b"MSH", b"FHS", b"BHS")) and not start[3:4].isalnum()


def read_messages(data: bytes) -> Iterator[Message | RowProblem]:
    """Every message of the file; one that can't be read is a problem with its line.

    Ends of lines may be CR, LF or both, with or without the bytes that frame a transmission.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    lines: list[tuple[int, bytes]] = []
    opened: list[tuple[int, bytes]] = []
    trailer = counted = None
    seen = 0
    for number, raw in _lines(data):
        name = raw.lstrip(b"\x0b\x1c \t")[:3]
        if name == b"MSH" or name in _ENVELOPE:
            if lines:
                yield _message(lines, whole=True)
            lines = []
        if name == b"MSH":
            seen += 1
            lines = [(number, raw)]
        elif name in (b"FHS", b"BHS"):
            opened.append((number, name))
        elif name in (b"BTS", b"FTS"):
            trailer = number
            opened = [each for each in opened if each[1] != (b"BHS" if name == b"BTS" else b"FHS")]
            if name == b"BTS":
                counted = _count(raw)
        elif lines:
            lines.append((number, raw))
        else:
            yield RowProblem(number, "", "message", "This line stands outside any message.")
    cut = bool(opened) or not _ended(data)
    if lines:
        yield _message(lines, whole=not cut)
    if opened:
        yield RowProblem(opened[0][0], "", "batch", "The batch has no end: the file is cut off.")
    if trailer is not None and counted is not None and counted != seen:
        reason = f"The batch says it holds {counted:,} messages; {seen:,} were found."
        yield RowProblem(trailer, "", "batch", reason)


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Lines that are not blank, with their numbers, cut one by one without a second copy."""
    number, start = 1, 0
    for end in _ENDS.finditer(data):
        line = data[start : end.start()]
        if line.strip(b"\x0b\x1c \t\x00"):
            yield number, line
        number, start = number + 1, end.end()
    if data[start:].strip(b"\x0b\x1c \t\x00"):
        yield number, data[start:]


def _ended(data: bytes) -> bool:
    """Whether the last segment is closed: by an end of line or of the transmission."""
    tail = data[-64:].rstrip(b" \t\x00\x1a")
    framed = data.rfind(b"\x0b") > data.rfind(b"\x1c")
    return tail.endswith((b"\r", b"\n", b"\x1c")) and not framed


def _count(raw: bytes) -> int | None:
    parts = raw.split(raw.lstrip()[3:4] or b"|", 2)
    return int(parts[1]) if len(parts) > 1 and re.fullmatch(rb"\d{1,6}", parts[1]) else None


def _message(lines: list[tuple[int, bytes]], *, whole: bool) -> Message | RowProblem:
    """The lines of one message as segments, or why they are none."""
    first = lines[0][0]
    if len(lines) > MOST_SEGMENTS:
        return RowProblem(first, "", "message", "The message has too many lines to be a result.")
    for number, raw in lines:
        if len(raw) > MOST_SEGMENT:
            reason = f"The line is longer than {MOST_SEGMENT // 2**20} MB; no result is."
            return RowProblem(number, "", "message", reason)
    head = lines[0][1].strip(b"\x0b\x1c \t")
    signs = _signs(head)
    if signs is None:
        reason = "The message does not say by which signs it is cut, so it can't be read."
        return RowProblem(first, "", "message", reason)
    encoding = _encoding(head, signs)
    found = Message(first, whole=whole)
    for number, raw in lines:
        raw = raw.strip(b"\x0b\x1c").lstrip(b" \t")
        text = _decoded(raw, encoding)
        if _HEAD.match(raw) and text[3:4] in (signs.field, ""):
            found.segments.append(Segment(number, text[:3], _fields(text, signs), signs))
        elif found.segments and found.segments[-1].name in _RUNS_ON:
            _run_on(found.segments[-1], text)
        else:
            return RowProblem(
                number, "", "message", "This line is no segment: it is cut by other signs."
            )
    return found


def _signs(head: bytes) -> Signs | None:
    """The signs of MSH-1 and MSH-2; None when they are letters, missing or the same."""
    text = head[3:9].decode("latin-1")
    if len(text) < 2:
        return None
    own = text[1:].split(text[0], 1)[0][:4]
    if len(own) < 2:
        return None
    said = text[0] + own
    if any(sign.isalnum() or sign.isspace() for sign in said) or len(set(said)) < len(said):
        return None
    return Signs(text[0], *own, *("\\&"[len(own) - 2 :] if len(own) < 4 else ""))


def _encoding(head: bytes, signs: Signs) -> str:
    """The encoding that MSH-18 names, else UTF-8; its own first repetition decides."""
    fields = head.decode("latin-1").split(signs.field, 40)
    said = fields[17].split(signs.repetition)[0] if len(fields) > 17 else ""
    return _ENCODINGS.get("".join(sign for sign in said.upper() if sign.isalnum()), "utf-8")


def _decoded(raw: bytes, encoding: str) -> str:
    """The text; senders that break their own word are mostly Windows programs of the West."""
    for attempt in (encoding, "utf-8", "cp1252"):
        try:
            return raw.decode(attempt).replace("\x00", "")
        except UnicodeDecodeError:
            continue
    return raw.decode("latin-1").replace("\x00", "")


def _fields(text: str, signs: Signs) -> list[str]:
    """Places 1 and up; in a header the first sign itself is place 1."""
    cut = text.split(signs.field, MOST_PIECES)[:MOST_PIECES]
    if text[:3] == "MSH":
        return [cut[0], signs.field, *cut[1:]]
    return cut


def _run_on(segment: Segment, text: str) -> None:
    """A bare line end within a text: what follows belongs to the field it broke."""
    first, *rest = text.split(segment.signs.field, MOST_PIECES)[:MOST_PIECES]
    segment.fields[-1] += segment.signs.repetition + first
    segment.fields.extend(rest)
