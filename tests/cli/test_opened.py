"""What a double click hands over: the office's file alone."""

from __future__ import annotations

import pytest

from fmcrm_desktop import app, cli


@pytest.mark.parametrize(
    ("typed", "office"),
    [
        (["C:\\Office files\\north.fmcrm"], "C:\\Office files\\north.fmcrm"),
        (["/data/North.FMCRM"], "/data/North.FMCRM"),
        (["--office", "here.fmcrm"], "here.fmcrm"),
        ([], None),
    ],
)
def test_a_file_that_was_opened_is_the_office(
    monkeypatch: pytest.MonkeyPatch, typed: list[str], office: str | None
) -> None:
    asked: list[str | None] = []
    monkeypatch.setattr(app, "open_window", lambda office, language: asked.append(office) or 0)
    assert cli.main(typed) == 0
    assert asked == [office]


def test_what_is_neither_a_file_nor_a_command_is_wrong_use() -> None:
    with pytest.raises(SystemExit) as wrong:
        cli.main(["north.txt"])
    assert wrong.value.code == 2
