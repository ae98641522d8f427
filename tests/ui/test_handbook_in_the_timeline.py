"""What somebody was handed is called in the reader's language, on the page and on paper."""

from __future__ import annotations

from datetime import date

import pytest

from fmcrm_desktop import places
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.reports import making
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.services import handbooks, other_names, timeline
from fmcrm_desktop.services.handbooks import EditionForm, IssueForm
from fmcrm_desktop.ui.tabs.owners import telling
from tests.reports.reading import pages

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("language", "said"), [("en", "Handbook for owners 2026"), ("zh_CN", "业主手册 2026")]
)
def test_a_handbook_is_called_in_the_readers_language(office, sample, tmp_path, language, said):
    form = EditionForm("Handbook for owners", "业主手册", edition="2026", day=date(2026, 1, 1))
    book = office.do(handbooks.add, form).result
    office.do(handbooks.issue, [sample.owner], IssueForm(book, TODAY))
    words = Words(language, "Asia/Shanghai", places.resources() / "locale")
    words.names = office.ask(other_names.known)
    entries = office.ask(timeline.person, sample.owner, ("handbook",))
    assert [line.text for line in telling.happenings(words, entries)] == [said]
    path = tmp_path / "owner.pdf"
    making.write(office, "owner-page", Options(number=f"#{sample.owner}", language=language), path)
    assert said.replace(" ", "") in "".join("".join(pages(path)).split())
