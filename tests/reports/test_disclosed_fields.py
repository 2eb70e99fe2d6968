"""Only the columns that a paper declares may occur in it: every text column holds its own mark."""

import re
from io import BytesIO
from itertools import product
from string import ascii_lowercase

import pytest
from pypdf import PdfReader
from sqlalchemy import String, literal, update

from drugcourt.casework.disclosures.gate import Going, ask_gate
from drugcourt.domain.disclosures import Reader
from drugcourt.errors import Refusal
from drugcourt.exchange.disclosure_policy import disclosure_policy
from drugcourt.records.base import Words
from drugcourt.records.everything import by_table
from drugcourt.reports.catalog import REPORTS
from drugcourt.reports.exporting import export
from drugcourt.reports.registry import make_report
from tests.conftest import TODAY
from tests.reports.drawn import drawn_court, wanted

KEYS = [one.key for one in REPORTS]
EXPORTS = ("participants", "tests", "caseload")
MARK = re.compile(r"Q[a-z]{3}Z")
# Words that the program reads as keys, times and codes; a mark in them would only break it.
CODES = frozenset(
    {"key", "phase", "requirement", "field", "value", "kind", "rights", "paper", "starts_at"}
    | {"from_time", "until_time", "checked_at", "time_zone", "every", "unit", "panel", "docket"}
    | {"behavior_key", "rule", "uid", "login", "at", "document", "title", "code", "fingerprint"}
    | {"reported_as", "test_reason", "last_test_reading", "tone", "record_class", "message_id"}
)
APART = frozenset(
    {"history_entry", "program_version", "court_keys", "staff_secret", "paper_template", "staff"}
    | {"standing", "attention_item", "search_name", "door_try", "account_event", "saved_mapping"}
    | {"import_batch", "import_change", "draw", "draw_entry", "draw_policy", "draw_override"}
    | {"testing_group", "testing_scheme", "fishbowl_draw", "court", "contact_due", "role_right"}
    | {"nameless_line", "history_redaction", "response_policy", "prize", "disclosure"}
)


def marked_columns():
    """A mark for each text column that holds words of people."""
    codes = map("".join, product(ascii_lowercase, repeat=3))
    found = {}
    for table, record in sorted(by_table().items()):
        if table in APART:
            continue
        for column in record.__table__.c:
            words = isinstance(column.type, String) and not isinstance(column.type, Words)
            if words and column.name not in CODES:
                found[f"{table}.{column.name}"] = f"Q{next(codes)}Z"
    return found


MARKS = marked_columns()
NAMES = {mark: column for column, mark in MARKS.items()}


def put_marks(db, context):
    """Every row's own mark in every text column, past the acts."""
    connection = db.connection()
    tables = {column.partition(".")[0] for column in MARKS}
    for table in tables:
        names = [c.partition(".")[2] for c in MARKS if c.startswith(f"{table}.")]
        record = by_table()[table].__table__
        row = record.c.id if "id" in record.c else literal(1)
        values = {name: MARKS[f"{table}.{name}"] + row.cast(String) for name in names}
        connection.execute(update(record).values(values))


@pytest.fixture(scope="module")
def court(tmp_path_factory):
    made = drawn_court(tmp_path_factory.mktemp("marks"))
    made.door = None  # the marks are put in past every act
    made.perform(put_marks)
    yield made
    made.close()


def columns_in(words):
    return {NAMES[mark] for mark in MARK.findall(words) if mark in NAMES}


def words_of(data):
    """The text of all pages; a mark that was broken over two lines is put together."""
    pages = PdfReader(BytesIO(data)).pages
    return "".join("".join(page.extract_text().split()) for page in pages)


@pytest.mark.parametrize("key", KEYS)
def test_a_paper_shows_only_the_columns_it_declares(court, key):
    file = BytesIO()
    made = make_report(court, key, file, **wanted(court, key))
    found = columns_in(words_of(file.getvalue()))
    assert found or not made.passing.protected  # the marks do come through
    undeclared = found - disclosure_policy().papers[key].fields
    assert not undeclared, sorted(undeclared)


@pytest.mark.parametrize("what", EXPORTS)
def test_an_export_holds_only_the_columns_it_declares(court, what, tmp_path):
    path = tmp_path / "out.json"
    export(court, what, "json", path)
    found = columns_in(path.read_text("utf-8"))
    undeclared = found - disclosure_policy().papers[f"export-{what}"].fields
    assert not undeclared, sorted(undeclared)


def test_a_reader_who_is_not_declared_gets_no_paper(court):
    refused = 0
    for key, reader in product(KEYS, Reader):
        rule = disclosure_policy().papers[key]
        if reader in rule.readers or reader is Reader.OTHER:
            continue
        asked = {"document": key, "episode_ids": [], "today": TODAY}
        with pytest.raises(Refusal, match="is not made for"):
            court.ask_inside(ask_gate, going=Going(reader=reader.label), **asked)
        refused += 1
    assert refused > 100
