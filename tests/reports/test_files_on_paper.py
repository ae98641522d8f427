"""Files kept with a matter are printed with it: named, and pictures drawn, upright and small."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PIL import Image

from fmcrm_desktop.model.words import Words
from fmcrm_desktop.reports import complaint_report, job_sheet, order_report, pictures, unit_passport
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import Printing
from fmcrm_desktop.services import attachments, complaints, work_orders
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import OrderForm
from tests.reports import reading
from tests.sample import Sample
from tests.services.complaining import rude_guard
from tests.services.test_attachments import keep


def photo(path: Path, size: tuple[int, int], turned: int = 1, red: int = 200) -> Path:
    """A picture as a telephone keeps it: lying, with a note that it is to be turned."""
    exif = Image.Exif()
    exif[0x0112] = turned
    Image.new("RGB", size, (red, 30, 30)).save(path, exif=exif)
    return path


def drawn(path: Path) -> list[tuple[int, int]]:
    return [
        Image.open(BytesIO(each.data)).size for page in pypdf.PdfReader(path).pages for each in page.images
    ]


def test_pictures_of_a_matter_stand_on_its_papers(
    office: Office, sample: Sample, tmp_path: Path, english: Words
) -> None:
    wide, turned = photo(tmp_path / "a.jpg", (4000, 3000)), photo(tmp_path / "b.jpg", (1600, 800), 6)
    broken, text = tmp_path / "broken.png", tmp_path / "report.pdf"
    broken.write_bytes(b"no picture")
    text.write_bytes(b"%PDF-1.7")
    order = office.do(work_orders.enter, OrderForm(summary="Tap", unit_id=sample.unit)).result
    complaint = office.do(complaints.register, rude_guard(sample)).result
    for subject, id in (("work_order", order), ("complaint", complaint), ("unit", sample.unit)):
        ids = keep(office, subject, id, wide, turned, broken, text)
        if subject == "work_order":
            office.do(attachments.mark, ids[0], "before")
    number = office.ask(work_orders.card, order).number
    for kind, which in (
        (job_sheet, number), (order_report, number), (complaint_report, "C-2611-001"), (unit_passport, "3-1202"),
    ):  # fmt: skip
        target = tmp_path / "a.pdf"
        kind.draw(kind.ask(office, Options(number=which)), english, Printing(target))
        read = reading.text(target)
        assert [name for name in ("a.jpg", "b.jpg", "broken.png", "report.pdf") if name not in read] == []
        assert ("Before the work" in read) == (kind in (job_sheet, order_report))
        # the picture that lies is turned, and none is larger than paper needs
        assert [size for size in drawn(target) if max(size) > 60] == [(1200, 900), (600, 1200)]
        assert target.stat().st_size < 400_000


def test_more_pictures_than_a_paper_should_have_are_named(
    office: Office, sample: Sample, tmp_path: Path, english: Words
) -> None:
    paths = [photo(tmp_path / f"{n}.png", (300, 200), red=n) for n in range(pictures.MOST + 2)]
    order = office.do(work_orders.enter, OrderForm(summary="Tap")).result
    keep(office, "work_order", order, *paths)
    sheet = job_sheet.ask(office, Options(number=office.ask(work_orders.card, order).number))
    job_sheet.draw(sheet, english, Printing(tmp_path / "a.pdf"))
    assert len([size for size in drawn(tmp_path / "a.pdf") if size == (300, 200)]) == pictures.MOST
    assert f"{pictures.MOST + 1}.png" in reading.text(tmp_path / "a.pdf")


@pytest.mark.parametrize("server", [False, True])
def test_a_picture_that_was_taken_away_is_named_alone(
    office: Office,
    sample: Sample,
    tmp_path: Path,
    english: Words,
    monkeypatch: pytest.MonkeyPatch,
    server: bool,
) -> None:
    order = office.do(work_orders.enter, OrderForm(summary="Tap")).result
    keep(office, "work_order", order, photo(tmp_path / "a.png", (300, 200)))
    if server:
        monkeypatch.setattr(attachments, "folder", _nowhere)
    else:
        for each in Path(office.ask(attachments.folder)).iterdir():
            each.unlink()
    sheet = job_sheet.ask(office, Options(number=office.ask(work_orders.card, order).number))
    job_sheet.draw(sheet, english, Printing(tmp_path / "a.pdf"))
    assert "a.png" in reading.text(tmp_path / "a.pdf")
    assert (300, 200) not in drawn(tmp_path / "a.pdf")


def _nowhere(_work: object) -> Path:
    from fmcrm_desktop.model.refusal import Refusal

    raise Refusal("No folder is named.")
