"""A first password for a member of staff, as a form of the window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fmcrm_desktop.model.field import Field
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import signing
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work


@dataclass
class PasswordForm:
    """It must be changed when it is first used."""

    password: Annotated[str, Field(N_("First password"), longest=200, required=True, secret=True)] = ""


@needs("staff.write")
def give(work: Work, id: int, form: PasswordForm) -> None:
    """Give somebody a first password. Raises Invalid(password, login)."""
    signing.set_password(work, id, form.password)
