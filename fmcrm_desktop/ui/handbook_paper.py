"""The handbook as a PDF: the pictures are painted from a demo office, or the office named, and bound with the pages."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from fmcrm_desktop import __version__, places
from fmcrm_desktop.model import handbook
from fmcrm_desktop.model.words import LANGUAGES, N_, Words
from fmcrm_desktop.reports.options import Options

if TYPE_CHECKING:
    from fmcrm_desktop.model.staff import Who

UNITS, MONTHS = 60, 3
"""The demo office of the pictures: small, for it is built each time."""


def make(progress: Any, _office: str, language: str, options: Options, _who: Who | None = None) -> None:
    """The work of a job: the pictures are of a made-up office, so that nobody's name gets on paper."""
    bind(progress, replace(options, language=options.language or language), progress.path)


def bind(progress: Any, options: Options, target: Path, office: str = "") -> None:
    """Paint and write the handbook in the language wanted, English for none."""
    from fmcrm_desktop.reports import handbook as paper
    from fmcrm_desktop.reports.paper import A4, SIZES, Printing
    from fmcrm_desktop.ui.shortcuts import KEYS

    language = options.language if options.language in LANGUAGES else "en"
    words = Words(language, "UTC", places.resources() / "locale")
    pages = handbook.pages(places.resources() / "handbook", words)
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder, _alone(Path(folder)):
        pictures = _painted(
            progress, pages, (office or _demo(progress, folder, language), language), Path(folder)
        )
        keys = [(keys, words(text)) for keys, text in KEYS]
        sheet = paper.Handbook(pages, keys, __version__, pictures)
        paper.draw(sheet, words, Printing(target, SIZES.get(options.paper, A4)))


def _demo(progress: Any, folder: str, language: str) -> str:
    from fmcrm_desktop.ui.doors import make_demo

    return make_demo(progress, f"{folder}/demo.fmcrm", language, UNITS, MONTHS)


def _painted(
    progress: Any, pages: tuple[handbook.Page, ...], of: tuple[str, str], folder: Path
) -> dict[str, Path]:
    from PySide6.QtWidgets import QApplication

    from fmcrm_desktop.ui.pictures import take_places

    there = QApplication.instance()
    app = there if isinstance(there, QApplication) else QApplication(["handbook"])
    wanted = list(dict.fromkeys(place for page in pages for place in page.pictures))

    def seen(count: int) -> None:
        progress.step(count, len(wanted), N_("Picture {count} of {all}"), count=count, all=len(wanted))

    worn = app.styleSheet()
    try:
        return take_places(app, of, wanted, folder, seen)
    finally:
        app.setStyleSheet(worn)  # the one of the pictures reads drawings from the folder, which goes


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Nothing that is opened for the pictures is remembered of this person, and no screen is needed."""
    before = {name: os.environ.get(name) for name in ("FMCRM_HOME", "QT_QPA_PLATFORM")}
    os.environ |= {"FMCRM_HOME": str(folder / "home"), "QT_QPA_PLATFORM": "offscreen"}
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
