from __future__ import annotations

import os
from random import Random

import pytest

from drugcourt.workspace import Workspace


@pytest.fixture
def same_seeds(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chance itself is proved in tests/rules; here it must not decide whether a test holds."""
    monkeypatch.setattr(os, "urandom", Random(2026).randbytes)
