"""What the program writes down about itself when something fails: never a word about a person."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from pathlib import Path
from types import TracebackType

MOST_BYTES = 500_000
KEPT_FILES = 3
_KIND = re.compile(r"[A-Z]\w*(Error|Warning|Exception|Refusal)")
_NAMED = ("PySide6-Essentials", "SQLAlchemy", "sqlcipher3", "reportlab")
HIDDEN = "…"


class Redacting(logging.Filter):
    """Lets the fixed words of a message through, numbers and kinds of error, and nothing typed.

    Words of other libraries may quote data, so only their first line's template is kept; a
    traceback is reduced to places in the code.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        given = record.args
        if isinstance(given, tuple):
            record.args = tuple(_harmless(part) for part in given)
        elif given:
            record.args = {key: _harmless(part) for key, part in given.items()}
        if record.exc_info and record.exc_info[0] is not None:
            kind, _, trace = record.exc_info
            record.msg = f"{record.msg}\n{places(kind, trace)}"
        record.exc_info = record.exc_text = record.stack_info = None
        return True


def start(folder: Path) -> None:
    """Write warnings and errors of the program into a rotating file in this folder.

    Where nothing can be written the program goes on without.
    """
    from logging.handlers import RotatingFileHandler  # here: it costs a start its first painting

    try:
        folder.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folder / "drugcourt.log",
            maxBytes=MOST_BYTES,
            backupCount=KEPT_FILES,
            encoding="utf-8",
            delay=True,
        )
    except OSError:
        return
    handler.addFilter(Redacting())
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    ours = logging.getLogger("drugcourt")
    for before in [h for h in ours.handlers if isinstance(h, RotatingFileHandler)]:
        ours.removeHandler(before)
        before.close()
    ours.addHandler(handler)
    ours.setLevel(logging.INFO)
    ours.propagate = False


def places(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The kind of an error and where it arose, without its words: those may hold a name."""
    lines = [
        f"  {_short(frame.filename)}:{frame.lineno} in {frame.name}"
        for frame in traceback.extract_tb(trace)
    ]
    return "\n".join([kind.__name__, *lines])


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """A report that may be sent to whoever maintains the program: versions and places only."""
    import platform  # here: asked once in a rare while

    parts = [
        f"Drug Court Docket {_version('drugcourt')}",
        f"Python {platform.python_version()} on {platform.system()} {platform.release()}",
        ", ".join(f"{name} {_version(name)}" for name in _NAMED),
        places(kind, trace),
    ]
    return "\n".join(parts)


def _version(name: str) -> str:
    from importlib.metadata import (  # here: it would cost every start, for a rare report
        PackageNotFoundError,
        version,
    )

    try:
        return version(name)
    except PackageNotFoundError:
        return "(not installed)"


def _harmless(part: object) -> object:
    if part is None or isinstance(part, (bool, int, float)):
        return part
    if isinstance(part, type):
        return part.__name__
    if isinstance(part, BaseException):
        return type(part).__name__
    if isinstance(part, str) and _KIND.fullmatch(part):
        return part
    return HIDDEN


def _short(filename: str) -> str:
    """The path from the package on, so that the report does not name the person's folders."""
    path = Path(filename)
    for root in sys.path:
        if root and path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return path.name
