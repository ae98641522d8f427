"""A mail as the mail server takes it, and handing it in: SMTP with TLS, within time limits, each trouble a sentence."""

from __future__ import annotations

import contextlib
import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Any

from fmcrm_desktop.exchange.ics_out import invitation
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.office_settings.mail import ADDRESS, MailServer
from fmcrm_desktop.services.outbox import LATER, NEVER, SENT, Mail, Outcome

UNKNOWN_HOST = N_(
    "The mail server's name is not known. Check the name, and whether this computer is on the network."
)
REFUSED = N_("Nothing answers at this server and port. Check both; 587 and 465 are usual.")
SLOW = N_("The mail server does not answer in time. Check whether port and encryption belong together.")
CERTIFICATE = N_(
    "The mail server's certificate is not valid for this name. Check the name, or ask whoever runs the server."
)
NO_TLS = N_(
    "The mail server does not speak this kind of TLS. Try the other one: STARTTLS with port 587, TLS with port 465."
)
NO_AUTH = N_(
    "The mail server takes no user and password here. Leave the user empty, or choose another encryption and port."
)
PASSWORD = N_("The mail server refuses the user or the password. Give them again.")
NO_PASSWORD = N_("The password of the mail server is not known on this computer. Give it.")
SENDER = N_("The mail server refuses the sender's address. Check it, or give a user and password.")
NOT_NOW = N_("The mail server takes no mail just now. It is tried again later.")
NO_NETWORK = N_("The mail server cannot be reached. Check whether this computer is on the network.")
BROKE_OFF = N_("The connection to the mail server broke off. It is tried again later.")
BAD_ADDRESS = N_("This is not an email address.")
RECIPIENT = N_("The mail server does not take this address.")
RECIPIENT_LATER = N_("The mail server does not take this address just now. It is tried again later.")
MESSAGE = N_("The mail server does not take this message.")


@dataclass(frozen=True)
class Limits:
    """Seconds: one answer of the server, and one mail from the first word to the last."""

    answer: float = 30
    whole: float = 120


LIMITS = Limits()


class Line:
    """The connection under way; another thread may end it."""

    def __init__(self) -> None:
        self._smtp: Any = None
        self.over = False
        """Nothing more is to be sent."""
        self.gone = False
        """The office is closed: not even a note can be kept."""

    def hold(self, smtp: Any) -> None:
        self._smtp = smtp

    def break_off(self) -> None:
        """End what is under way: its time is over."""
        held = getattr(self._smtp, "sock", None)
        if held is not None:
            with contextlib.suppress(OSError):
                held.shutdown(socket.SHUT_RDWR)

    def cut(self) -> None:
        """End what is under way and whatever would come after it: the program is closing."""
        self.over = True
        self.break_off()


class _Held:
    """A connection that a Line knows from its first word on."""

    def __init__(self, line: Line, *args: Any, **kwargs: Any) -> None:
        line.hold(self)
        super().__init__(*args, **kwargs)


class _Plain(_Held, smtplib.SMTP):
    """Handed in openly, or with STARTTLS."""


class _Tls(_Held, smtplib.SMTP_SSL):
    """With TLS from the first word."""


def composed(mail: Mail, server: MailServer, now: datetime | None = None) -> EmailMessage:
    """The mail with its headers; text in UTF-8, a calendar file where there is one. Raises ValueError for an address
    that is none. What people typed cannot become a header: line breaks end in the program's own blanks."""
    made = EmailMessage(policy=SMTP)
    made["From"] = _address(server.sender_name, server.sender_address)
    made["To"] = _address(mail.name if mail.name != mail.address else "", mail.address)
    made["Subject"] = _one_line(mail.subject)
    made["Date"] = format_datetime(now or datetime.now(UTC))
    made["Message-ID"] = mail.message_id
    made.set_content(mail.text, charset="utf-8", cte="base64")
    _calendar_file(made, mail)
    return made


def deliver(
    mail: Mail, server: MailServer, password: str | None, limits: Limits = LIMITS, line: Line | None = None
) -> Outcome:
    """Hand the mail in once. Whatever goes wrong is an Outcome with a sentence, never an exception."""
    if server.user and password is None:
        return Outcome(LATER, NO_PASSWORD, server=True)
    if not _is_address(server.sender_address):
        return Outcome(LATER, SENDER, server=True)
    try:
        made = composed(mail, server)
    except ValueError:
        return Outcome(NEVER, BAD_ADDRESS)
    try:
        with _connected(server, password, limits, line or Line()) as smtp:
            smtp.send_message(made, server.sender_address, [mail.address])
    except (OSError, smtplib.SMTPException, UnicodeError) as error:
        return said_of(error)
    return Outcome(SENT)


@contextmanager
def _connected(
    server: MailServer, password: str | None, limits: Limits, line: Line
) -> Iterator[smtplib.SMTP]:
    """A connection that is ended when the time for the whole is over: a server that answers a letter every minute
    would keep us for ever. What was said yes to counts, however the goodbye goes."""
    watch = threading.Timer(limits.whole, line.break_off)
    watch.daemon = True
    watch.start()
    smtp: smtplib.SMTP | None = None
    try:
        smtp = _greeted(server, limits, line)
        if line.over:  # it was cut before there was a line
            raise smtplib.SMTPServerDisconnected
        if server.user:
            smtp.login(server.user, password or "")
        yield smtp
        with contextlib.suppress(OSError, smtplib.SMTPException):
            smtp.quit()
    finally:
        watch.cancel()
        line.hold(None)
        if smtp is not None:
            smtp.close()


def _greeted(server: MailServer, limits: Limits, line: Line) -> smtplib.SMTP:
    context = ssl.create_default_context()
    host = server.host.strip("[]")
    if server.security == "tls":
        return _Tls(line, host, server.port, timeout=limits.answer, context=context)
    smtp = _Plain(line, host, server.port, timeout=limits.answer)
    if server.security == "starttls":
        try:
            smtp.starttls(context=context)
        except BaseException:
            smtp.close()
            raise
    return smtp


def said_of(error: Exception) -> Outcome:
    """What an error means: for this mail alone or for all, for good or for now, and the way out in a sentence."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()))
        return _mail(RECIPIENT if code >= 500 else RECIPIENT_LATER, code, words)
    if isinstance(error, smtplib.SMTPDataError):
        return _mail(MESSAGE if error.smtp_code >= 500 else NOT_NOW, error.smtp_code, error.smtp_error)
    if isinstance(error, smtplib.SMTPResponseException):
        good = next((said for kind, said in _FOR_GOOD if isinstance(error, kind)), NO_TLS)
        said = good if error.smtp_code >= 500 else NOT_NOW
        return Outcome(LATER, f"{said}\n{_words(error.smtp_code, error.smtp_error)}", server=True)
    if isinstance(error, smtplib.SMTPNotSupportedError) and "SMTPUTF8" in str(error):
        return Outcome(NEVER, RECIPIENT)
    return Outcome(LATER, _of_the_line(error), server=True)


_FOR_GOOD: tuple[tuple[type[Exception], str], ...] = (
    (smtplib.SMTPAuthenticationError, PASSWORD),
    (smtplib.SMTPSenderRefused, SENDER),
    (smtplib.SMTPConnectError, NOT_NOW),
    (smtplib.SMTPHeloError, NOT_NOW),
)


def _of_the_line(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return NO_TLS if "STARTTLS" in str(error) else NO_AUTH
    if isinstance(error, smtplib.SMTPServerDisconnected):
        return SLOW if "timed out" in str(error) else BROKE_OFF
    kinds: tuple[tuple[type[Exception], str], ...] = (
        (ssl.SSLCertVerificationError, CERTIFICATE), (ssl.SSLError, NO_TLS), (socket.gaierror, UNKNOWN_HOST),
        (UnicodeError, UNKNOWN_HOST), (TimeoutError, SLOW), (ConnectionRefusedError, REFUSED),
        (ConnectionError, BROKE_OFF), (smtplib.SMTPException, NO_AUTH),
    )  # fmt: skip
    return next((said for kind, said in kinds if isinstance(error, kind)), NO_NETWORK)


def _mail(said: str, code: int, words: bytes | str) -> Outcome:
    return Outcome(NEVER if code >= 500 else LATER, f"{said}\n{_words(code, words)}")


def _words(code: int, words: bytes | str) -> str:
    """The server's own words, in one line of bearable length."""
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return f"{code} {_one_line(text)}"[:300]


def _address(name: str, address: str) -> Address:
    if not _is_address(address):
        raise ValueError(address)
    return Address(_one_line(name), addr_spec=address)


def _is_address(address: str) -> bool:
    return ADDRESS.fullmatch(address) is not None and address.isprintable()


def _one_line(text: str) -> str:
    """Without line breaks and other signs that are not for printing."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def attach(made: EmailMessage, content: bytes, method: str) -> None:
    """A calendar file: as another form of the mail, which mail programs show with their buttons, and as a file."""
    form = {"method": method}
    made.add_alternative(content.decode(), subtype="calendar", charset="utf-8", cte="base64", params=form)
    made.add_attachment(content, maintype="application", subtype="ics", filename="invite.ics")


def _calendar_file(made: EmailMessage, mail: Mail) -> None:
    """What goes with a mail about a dated thing."""
    if mail.event is not None:
        attach(made, invitation(mail.event, mail.method), mail.method)
