"""A workbook that is given up leaves nothing that is written later, where another's work is under way."""

from __future__ import annotations

import gc
from datetime import UTC
from pathlib import Path

import pytest

from fmcrm_desktop.exchange.xlsx_out import write_xlsx


def test_a_workbook_that_cannot_be_kept_is_ended_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left: list[object] = []
    monkeypatch.setattr("sys.unraisablehook", lambda what: left.append(what.exc_value))
    with pytest.raises(FileNotFoundError):
        write_xlsx(tmp_path / "nowhere" / "a.xlsx", ["Name"], [["Wang Fang"]], UTC)
    gc.collect()
    assert left == []
