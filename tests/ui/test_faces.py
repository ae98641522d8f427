"""The bundled face on the screen: quotation marks are as wide as the language writes them."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont, QFontMetricsF

from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.look import Look


@pytest.mark.parametrize(("language", "squares"), [("en", False), ("zh_CN", True)])
def test_quotation_marks_are_squares_in_chinese_alone(qtbot, qapp, language, squares):
    look = Look(qapp, language)
    for bold in (False, True):
        face = QFont(theme.font(100, bold))
        face.setFamilies([theme.CHINESE_FONT])
        wide = QFontMetricsF(face)
        for mark in "“”‘’":
            assert (wide.horizontalAdvance(mark) > 90) is squares, mark
        assert wide.horizontalAdvance("，") > 90  # a Chinese name keeps its comma in either
    look.speak("en")
