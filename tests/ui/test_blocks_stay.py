"""A small table that became blocks stays so until there is more than a scroll bar's room: else the bar that its columns
bring, and its blocks do not, would turn it round for ever."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from fmcrm_desktop.ui.kit.small_table import BAR, SmallTable


def test_the_width_of_a_scroll_bar_turns_no_table_round(qtbot: QtBot) -> None:
    table = SmallTable(("What", "Where", "How"), [("Tap drips", "Kitchen of the flat", "Washer")] * 3)
    qtbot.addWidget(table)
    table.resize(900, 300)
    table.show()
    assert not table.blocks
    needed = table._needed
    stood = []
    for wide in (needed, needed - 1, needed + BAR - 1, needed + BAR, needed):
        table.resize(wide, 300)
        stood.append(table.blocks)
    assert stood == [False, True, True, False, False]
