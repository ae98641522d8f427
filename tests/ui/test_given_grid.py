"""Pages that lay the fields of a form out by rows of their own: the form itself never moves them again."""

from PySide6.QtWidgets import QApplication

from fmcrm_desktop.ui.kit.form import Form
from tests.ui.test_kit_form import Deadline


def test_fields_stay_where_their_page_laid_them_however_wide_the_form_becomes(qt_office, qtbot):
    form = Form(qt_office, Deadline())
    qtbot.addWidget(form)
    grid = form.given()
    places = {"until": (3, 4, 1, 2), "began": (5, 0, 1, 3)}
    for name, place in places.items():
        grid.addWidget(form.slots[name], *place)
    for width in (900, 300, 900):
        form.resize(width, 300)
        form.show()
        QApplication.processEvents()
        at = {name: grid.getItemPosition(grid.indexOf(form.slots[name])) for name in places}
        assert at == places
