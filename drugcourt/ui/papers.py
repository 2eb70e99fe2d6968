"""Which paper a button prints, so that it knows whether this desk may."""

from __future__ import annotations

from drugcourt.casework.accounts.doors import making, writing
from drugcourt.ui.kit.doing import Deed


def paper(key: str) -> Deed:
    """The making of the paper with this key of the catalog."""
    return Deed(making, {"report": key}, acts=False)


def export(what: str) -> Deed:
    """The writing of an export of this kind."""
    return Deed(writing, {"what": what}, acts=False)
