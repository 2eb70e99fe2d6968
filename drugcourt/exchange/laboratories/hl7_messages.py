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
MOST_LOOKED_AT = 1 << 16  # bytes in which the first header, or what is left of a message, is sought
_HEADER = re.compile(rb"(?:^|[\r\n\x0b])[ \t]*(?:MSH|FHS|BHS)[^\sA-Za-z0-9]", re.I)
_BARE = re.compile(rb"(?:^|[\r\n\x0b])(PID|PV1|ORC|OBR|OBX|NTE|SPM)([^\sA-Za-z0-9,;])")
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

    def number(self, place: int, component: int = 1) -> str:
        """A number within a component, without the name of whoever gave it, which stands behind."""
        raw = next(iter(self.repeats(place)), "").split(self.signs.component, component)
        own = raw[component - 1] if component <= len(raw) else ""
        own = own.split(self.signs.sub, 1)[0] if self.signs.sub else own
        text = self.spoken(own).strip()
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
    """One message, its header first; `whole` is False where the file breaks off within it.

    `doubt` says why it may be cut off though its last line reads well.
    """

    line: int
    segments: list[Segment] = field(default_factory=list)
    whole: bool = True
    doubt: str = ""

    @property
    def header(self) -> Segment:
        return self.segments[0]


def is_hl7(data: bytes) -> bool:
    """Whether the bytes are messages or a batch of them, be it behind other lines.

    What is left of a message that lost its header counts as well: two kinds of its lines, cut by
    the same sign.
    """
    start = data[:MOST_LOOKED_AT].removeprefix(b"\xef\xbb\xbf")
    if _HEADER.search(start):
        return True
    bare = set(_BARE.findall(start))
    return len(bare) > 1 and len({sign for _, sign in bare}) == 1


def read_messages(data: bytes) -> Iterator[Message | RowProblem]:
    """Every message of the file; one that can't be read is a problem with its line.

    Ends of lines may be CR, LF or both, with or without the bytes that frame a transmission.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")
    lines: list[tuple[int, bytes]] = []
    outside: list[int] = []
    batches = _Batches()
    for number, raw in _lines(data):
        name = raw.lstrip(b"\x0b\x1c \t")[:3]
        begins = name == b"MSH" or name in _ENVELOPE
        if begins and lines:
            yield _message(lines, whole=True)
            lines = []
        if outside and (begins or lines):
            yield _outside(outside)
            outside = []
        if name == b"MSH":
            batches.messages += 1
            lines = [(number, raw)]
        elif name in _ENVELOPE:
            yield from batches.take(number, name, raw)
        elif lines:
            lines.append((number, raw))
        else:
            outside.append(number)
    if outside:
        yield _outside(outside)
    if lines:
        framed = data.rfind(b"\x0b") > data.rfind(b"\x1c")
        cut = bool(batches.opened) or framed
        last = _message(lines, whole=not cut)
        yield last if cut or _ended(data) else _open_end(last)
    yield from batches.left_open()


@dataclass(slots=True)
class _Batches:
    """What the envelopes of a file say of themselves: where each began, and how much it holds."""

    opened: list[tuple[int, bytes]] = field(default_factory=list)
    messages: int = 0  # of the batch that is open
    batches: int = 0  # of the file

    def take(self, number: int, name: bytes, raw: bytes) -> Iterator[RowProblem]:
        """One line of an envelope; a problem where its count is not what was found."""
        if name in (b"FHS", b"BHS"):
            self.opened.append((number, name))
            self.messages = 0
            self.batches += name == b"BHS"
            return
        head = b"BHS" if name == b"BTS" else b"FHS"
        self.opened = [each for each in self.opened if each[1] != head]
        counted = _count(raw)
        if name == b"BTS":
            if counted is not None and counted != self.messages:
                found = f"{self.messages:,} were found"
                reason = f"The batch says it holds {counted:,} messages; {found}."
                yield RowProblem(number, "", "batch", reason)
            self.messages = 0
        elif counted is not None and counted not in (self.batches or 1, self._without_batch()):
            reason = f"The file says it holds {counted:,} batches; {self.batches:,} were found."
            yield RowProblem(number, "", "batch", reason)

    def _without_batch(self) -> int:
        """Senders that open no batch count messages instead."""
        return self.messages if not self.batches else -1

    def left_open(self) -> Iterator[RowProblem]:
        """A problem for the first envelope that has no end."""
        if self.opened:
            reason = "The batch has no end: the file is cut off."
            yield RowProblem(self.opened[0][0], "", "batch", reason)


def _outside(lines: list[int]) -> RowProblem:
    """Lines before the first header, or behind the end of a batch."""
    if len(lines) == 1:
        reason = "This line stands outside any message."
    else:
        reason = (
            f"This and the {len(lines) - 1:,} next lines stand outside any message: its header "
            "(MSH) is missing."
        )
    return RowProblem(lines[0], "", "message", reason)


def _open_end(last: Message | RowProblem) -> Message | RowProblem:
    """A last message whose last line has no end: whole, in doubt, or cut off within the line.

    Some senders never end the last line. A result that says its own status is taken for whole.
    """
    if isinstance(last, RowProblem):
        return last
    segment = last.segments[-1]
    others = [s for s in last.segments[:-1] if s.name == "OBX"]
    if segment.name == "OBX":
        said = segment.raw(11).strip()
        if len(said) == 1:
            return last
        alike = [len(s.fields) for s in others if not s.raw(11).strip()]
        last.whole = not said and 6 < max(alike, default=99) <= len(segment.fields)
    else:
        last.whole = bool(others) and segment.name not in ("MSH", "PID", "PV1", "ORC", "OBR")
    last.doubt = "The file ends in the middle of a line, so the message may be cut off."
    return last


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
    return data[-64:].rstrip(b" \t\x00\x1a").endswith((b"\r", b"\n", b"\x1c"))


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
