"""The words of the court's papers: its own where it keeps some, else those that came along."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from drugcourt.errors import Refusal
from drugcourt.exchange.wording import PaperText, PaperWords, check_words, paper_words, words_text
from drugcourt.records.exits import PaperTemplate
from drugcourt.workspace import Context


def words_of(db: Session, *, paper: PaperText) -> PaperWords:
    """All words of a paper as they stand for this court; Refusal that names what is wrong."""
    kept = _kept(db, paper)
    return paper_words(paper, kept.text if kept is not None else None)


def own_words(db: Session) -> frozenset[PaperText]:
    """The papers for which this court keeps words of its own."""
    return frozenset(PaperText(name) for name in db.scalars(select(PaperTemplate.paper)))


def keep_words(db: Session, context: Context, *, words: PaperWords) -> None:
    """Keep the court's own words of a paper; refused at the text in which a field is unknown."""
    check_words(words)
    text = words_text(words)
    kept = _kept(db, words.paper)
    if kept is None:
        db.add(PaperTemplate(paper=str(words.paper), text=text))
    elif kept.text != text:
        kept.text = text


def restore_words(db: Session, context: Context, *, paper: PaperText) -> None:
    """Go back to the words that came with the program; history keeps the court's own."""
    kept = _kept(db, paper)
    if kept is None:
        raise Refusal("This paper has the words that came with the program already.")
    db.delete(kept)


def _kept(db: Session, paper: PaperText) -> PaperTemplate | None:
    return db.scalar(select(PaperTemplate).where(PaperTemplate.paper == str(paper)))
