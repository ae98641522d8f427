"""The form of a new office: what founding asks for, and where the file shall lie."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from PySide6.QtCore import QLocale, QTimeZone
from PySide6.QtWidgets import QFileDialog

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import first_steps
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.opening import found_office
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.form_page import FormPage


@dataclass
class NewOffice(OfficeForm):
    """An office and its file."""

    file: Annotated[str, Field(N_("File"), longest=1000, required=True)] = ""


def make(_work: None, form: NewOffice) -> str:
    """Found the office; gives its path. Raises Invalid or Refusal."""
    check(form)
    path = Path(form.file).expanduser()
    if path.suffix != ".fmcrm":
        path = path.with_name(path.name + ".fmcrm")
    office = found_office(
        str(path), OfficeForm(form.name, form.zone, form.currency, form.language, form.manager)
    )
    try:
        office.do(first_steps.begin)
    finally:
        office.close()
    return str(path)


def currency_of(zone: str, otherwise: str) -> str:
    """What is paid with where a time zone lies, as ISO 4217 has it; ``otherwise`` for zones that lie in no country."""
    country = QTimeZone(zone.encode()).territory()
    if country is QLocale.Country.AnyTerritory:
        return otherwise
    place = QLocale(QLocale.Language.AnyLanguage, country)
    return place.currencySymbol(QLocale.CurrencySymbolFormat.CurrencyIsoCode) or otherwise


def follow_zone(page: FormPage) -> None:
    """The currency goes with the time zone until it is typed."""
    zone, currency = page.form.slots["zone"].editor, page.form.slots["currency"].editor
    proposed = [currency.raw()]

    def follow() -> None:
        if currency.raw() == proposed[-1]:
            proposed.append(currency_of(str(zone.value()), proposed[0]))
            currency.set(proposed[-1])

    zone.edited.connect(follow)


def offer_folders(page: FormPage, kind: str, title: str = N_("New office")) -> None:
    """A button beside the file's path that opens the system's own dialog."""
    words, place = page.office.words, page.form.slots["file"].editor

    def choose() -> None:
        kinds = words(N_("Office files ({kind})"), kind=kind)
        name, _ = QFileDialog.getSaveFileName(page, words(title), str(place.raw()), kinds)
        if name:
            place.set(name)
            place.edited.emit()

    place.box.addWidget(Button(words(N_("Folder…")), parent=place).on(choose))
