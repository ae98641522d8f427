"""The mail server, who the mails are from, and whether guests are told of calendar entries unless said otherwise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import outbox, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office_settings.keeping import keep
from fmcrm_desktop.store import keys
from fmcrm_desktop.store.work import Work

SECURITY = {
    "starttls": N_("STARTTLS (usually port 587)"), "tls": N_("TLS from the start (usually port 465)"),
    "none": N_("None (only for a server in the house)"),
}  # fmt: skip
ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@[^\s@<>,;:\"()\[\]\\]+")
_SETTINGS = ("server", "port", "security", "user", "sender_name", "sender_address")


@dataclass
class MailForm:
    """Where mails are handed in. The password goes to the system's keyring, never into the office's file; left empty
    it stays as it is."""

    server: Annotated[str, Field(N_("Mail server"), longest=200, hint=N_("Empty: no mail is sent"))] = ""
    port: Annotated[int | None, Field(N_("Port"))] = 587
    security: Annotated[str, Field(N_("Encryption"), choices=SECURITY, required=True)] = "starttls"
    user: Annotated[str, Field(N_("User"), longest=200)] = ""
    password: Annotated[str, Field(N_("Password"), longest=400, secret=True, hint=N_("Empty: as it is"))] = ""
    sender_name: Annotated[str, Field(N_("Name of the sender"), longest=120)] = ""
    sender_address: Annotated[str, Field(N_("Address of the sender"), longest=200)] = ""
    tell_guests: Annotated[bool, Field(N_("Tell guests of calendar entries unless somebody says no"))] = False


@dataclass(frozen=True)
class MailServer:
    """Where and how to hand in a mail, and who it is from."""

    host: str
    port: int
    security: str
    user: str
    sender_name: str
    sender_address: str

    @property
    def account(self) -> str:
        return f"{self.user}@{self.host}:{self.port}"


@dataclass
class TrialForm:
    """Where a test message goes."""

    address: Annotated[str, Field(N_("Send it to"), longest=200, required=True)] = ""


@dataclass
class PasswordForm:
    """The mail server's password, where the system keeps none."""

    password: Annotated[str, Field(N_("Password"), longest=400, required=True, secret=True)] = ""


@needs("office.read")
def mail(work: Work) -> MailForm:
    known = settings.everything(work)
    return MailForm(**{name: known[f"mail.{name}"] for name in _SETTINGS}, tell_guests=known["tell.guests"])


@needs("office.settings")
def keep_mail(work: Work, form: MailForm) -> bool:
    """Keep the mail server. False when the password is known for this session only. Raises Invalid."""
    check(form)
    _check(form)
    keep(
        work, {f"mail.{name}": getattr(form, name) for name in _SETTINGS} | {"tell.guests": form.tell_guests}
    )
    outbox.all_now(work)
    if form.password and form.server:
        return keys.keep(_server(form).account, form.password)
    return True


@needs("office.settings")
def mail_server(work: Work) -> MailServer | None:
    """Where mails are handed in; None when no server is set."""
    form = mail(work)
    return _server(form) if form.server else None


@needs("office.settings")
def trial(work: Work, form: TrialForm) -> tuple[MailServer, str]:
    """Whether a test message can be tried at all: the server and the address. Raises Invalid."""
    check(form)
    server = mail_server(work)
    if server is None:
        raise Invalid(address=N_("No mail server is set."))
    if not ADDRESS.fullmatch(form.address):
        raise Invalid(address=N_("This is not an email address."))
    return server, form.address


@needs("call.write")
def give_password(work: Work, form: PasswordForm) -> bool:
    """Tell the mail server's password; False when it is known for this session only."""
    check(form)
    outbox.all_now(work)
    return keys.keep(_server(mail(work)).account, form.password)


def _server(form: MailForm) -> MailServer:
    name = form.sender_name
    return MailServer(form.server, form.port or 0, form.security, form.user, name, form.sender_address)


def _check(form: MailForm) -> None:
    wrong: dict[str, str | Refusal] = {}
    if not form.server:
        return
    if not re.fullmatch(r"[^\s/@:]+|\[[0-9a-fA-F:.]+\]", form.server):
        wrong["server"] = N_("Only the name of the server, nothing before or after it.")
    if form.port is None or not 1 <= form.port <= 65_535:
        wrong["port"] = N_("A port is a number from 1 to 65535; 587 and 465 are usual.")
    if not ADDRESS.fullmatch(form.sender_address):
        wrong["sender_address"] = N_("This is not an email address.")
    if form.security == "none" and form.user:
        wrong["security"] = N_(
            "A password never goes over an open line. Choose STARTTLS or TLS, or leave the user empty."
        )
    if wrong:
        raise Invalid(**wrong)
