"""The house rules that a linter does not know, each with a sentence on what it protects."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "drugcourt"
SOURCES = [path for path in sorted(HOUSE.rglob("*.py")) if "versions" not in path.parts]

MAY_READ_THE_CLOCK = {
    "workspace.py",
    "commands/line.py",  # this and the next before a court is open
    "ui/welcome/opening.py",
    "records/holding.py",  # since when somebody has the file: said to the next one, kept nowhere
}
MAY_OPEN_MESSAGE_BOXES = {"ui/kit/messages.py"}
MAY_TOUCH_THREADS = {
    "ui/kit/tasks.py",
    "records/holding.py",  # only a lock: a court may be opened on a worker
    "reports/type.py",
}  # the latter only a lock: fonts load once
TOP = {
    "drugcourt", "resources", "tests", "docs", "benchmarks", "main.py", "pyproject.toml",
    "README.md", "requirements.lock", "requirements-dev.lock",
}  # fmt: skip


def place(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in SOURCES:
        yield place(path), ast.parse(path.read_text("utf-8"))


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def test_only_the_workspace_and_the_ways_in_read_the_clock() -> None:
    """Everyone else is given the date, so that a report of any day can be made again."""
    clocks = {
        "date.today",
        "datetime.now",
        "datetime.today",
        "datetime.utcnow",
        "QDate.currentDate",
    }
    found = [
        where
        for where, tree in trees()
        for call in calls(tree)
        if dotted(call.func) in clocks and where not in MAY_READ_THE_CLOCK
    ]
    assert found == []


def test_only_the_kit_opens_message_boxes() -> None:
    """So that a test can listen, and no box ever opens behind another."""
    boxes = {"QMessageBox", "QFileDialog", "QInputDialog"}
    found = [
        where
        for where, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Name) and node.id in boxes and where not in MAY_OPEN_MESSAGE_BOXES
    ]
    assert found == []


def test_only_the_tasks_room_touches_threads() -> None:
    """One worker for the court file; results and errors come back on the main thread."""
    names = {"threading", "QThread", "QThreadPool", "QRunnable", "concurrent"}
    found = []
    for where, tree in trees():
        for node in ast.walk(tree):
            words = (
                {alias.name.split(".")[0] for alias in getattr(node, "names", [])}
                if isinstance(node, ast.Import | ast.ImportFrom)
                else set()
            )
            if words & names and where not in MAY_TOUCH_THREADS:
                found.append(where)
    assert found == []


def test_no_signal_is_connected_to_a_lambda_or_a_partial() -> None:
    """Such a connection keeps a closed dialog alive for ever (measured)."""
    found = [
        f"{where}:{call.lineno}"
        for where, tree in trees()
        for call in calls(tree)
        if isinstance(call.func, ast.Attribute)
        and call.func.attr == "connect"
        and call.args
        and (
            isinstance(call.args[0], ast.Lambda)
            or (
                isinstance(call.args[0], ast.Call) and dotted(call.args[0].func).endswith("partial")
            )
        )
    ]
    assert found == []


def test_imports_inside_functions_carry_their_reason() -> None:
    """An import hidden in a function means that a layer is wrong, unless start-up needs it so."""
    found = []
    for path in SOURCES:
        lines = path.read_text("utf-8").splitlines()
        for function in ast.walk(ast.parse("\n".join(lines))):
            if not isinstance(function, ast.FunctionDef):
                continue
            inner = [n for n in function.body if isinstance(n, ast.Import | ast.ImportFrom)]
            for node in inner:
                near = lines[max(0, node.lineno - 6) : node.end_lineno]
                if not any("#" in line for line in near):
                    found.append(f"{place(path)}:{node.lineno}")
    assert found == []


def test_pages_never_import_other_pages() -> None:
    """A page asks the shell to go somewhere; it does not know who answers."""
    found = []
    rooms = {p.parent.name for p in (HOUSE / "ui").glob("*/page.py")} - {"kit"}
    for where, tree in trees():
        parts = where.split("/")
        if parts[0] != "ui" or len(parts) < 3 or parts[1] == "kit":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("drugcourt.ui."):
                room = (node.module or "").split(".")[2]
                if room in rooms and room != parts[1]:
                    found.append(f"{where} imports {node.module}")
    assert found == []


def test_package_files_are_empty() -> None:
    """A folder is a name; what it holds stands in files that can be found by theirs."""
    assert [place(p) for p in HOUSE.rglob("__init__.py") if p.read_text().strip()] == []


@pytest.mark.parametrize(
    "word", ["utils", "helpers", "common", "misc", "manager", "handler", "base_"]
)
def test_no_room_has_a_name_that_says_nothing(word: str) -> None:
    """A file's name is the court's own word for what is in it."""
    assert [place(p) for p in HOUSE.rglob("*.py") if word in p.stem] == []


def test_the_top_of_the_house_holds_what_is_agreed() -> None:
    """Anything else at the top would be a room nobody looks for."""
    at_top = {
        p.name for p in ROOT.iterdir() if not p.name.startswith(".") and "egg-info" not in p.name
    }
    assert at_top <= TOP


def test_every_module_says_which_question_it_answers() -> None:
    """A stranger finds the room in ten seconds."""
    silent = [
        where
        for where, tree in trees()
        if not where.endswith("__init__.py") and not ast.get_docstring(tree)
    ]
    assert silent == []


@pytest.mark.parametrize("layer", ["casework", "exchange", "rules", "records", "reports", "domain"])
def test_a_room_of_many_files_is_a_folder(layer: str) -> None:
    """Three files that share their first word are a room, and a room of many files has a door."""
    first_words = Counter(
        path.stem.split("_")[0] for path in (HOUSE / layer).glob("*.py") if "_" in path.stem
    )
    assert [word for word, times in first_words.items() if times > 2] == []
