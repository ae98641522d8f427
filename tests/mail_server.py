"""A real mail server on loopback for the tests: it keeps what it said yes to, and can be as bad as servers are."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

HOST = "localhost"
USER, PASSWORD = "office", "right horse"


@dataclass
class Got:
    """A mail the server said yes to."""

    id: str
    to: list[str]
    mail: EmailMessage
    connection: int


@dataclass
class PostBox:
    """What the server keeps, and its tempers: recipients "gone@…" and "later@…" are refused for good and for now.
    ``step`` hears of each step before it is done: connect, mail, data, kept (the yes is not said yet), quit (the yes
    was heard), gone."""

    got: list[Got] = field(default_factory=list)
    step: Callable[[str], object] = lambda name: None
    tempers: set[str] = field(default_factory=set)
    """Silent when greeted: "slow"; breaking off in the middle of the letter: "dies"; refusing it: "picky"."""
    connections: int = 0
    arrived: threading.Condition = field(default_factory=threading.Condition)

    def ids(self) -> list[str]:
        return [one.id for one in self.got]

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, host: str, answers: Any
    ) -> Any:
        if "slow" in self.tempers:
            await asyncio.Event().wait()
        session.host_name = host
        return answers

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.step("quit")
        return "221 Bye"

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        self.step("mail")
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        if address.startswith("gone@"):
            return "550 5.1.1 no such user"
        if address.startswith("later@"):
            return "451 4.2.0 mailbox busy"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.step("data")
        if "picky" in self.tempers:
            return "554 5.7.1 looks like spam"
        if "dies" in self.tempers:
            server.transport.abort()
            return "451 never heard"
        raw = envelope.content
        mail = message_from_bytes(raw if isinstance(raw, bytes) else b"", policy=policy.default)
        with self.arrived:
            self.got.append(Got(str(mail["Message-ID"]), list(envelope.rcpt_tos), mail, self.connections))
            self.arrived.notify_all()
        self.step("kept")
        return "250 OK, kept"


class _Server(SMTP):
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.event_handler.connections += 1
        self.event_handler.step("connect")
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        self.event_handler.step("gone")
        super().connection_lost(error)


class _Controller(Controller):
    def __init__(
        self, box: PostBox, *, tls: ssl.SSLContext | None, starttls: ssl.SSLContext | None, **more: Any
    ) -> None:
        self._starttls = starttls
        super().__init__(box, hostname="127.0.0.1", port=free_port(), ssl_context=tls, **more)

    def factory(self) -> SMTP:
        return _Server(self.handler, tls_context=self._starttls, **self.SMTP_kwargs)


@dataclass(frozen=True)
class Running:
    """The server as the office's settings name it."""

    box: PostBox
    port: int
    security: str
    user: str = ""

    def settings(self) -> dict[str, object]:
        return {
            "mail.server": HOST, "mail.port": self.port, "mail.security": self.security, "mail.user": self.user,
            "mail.sender_name": "Willow Court", "mail.sender_address": "office@willow.example",
        }  # fmt: skip


@contextmanager
def serving(
    box: PostBox, security: str = "none", *, certificate: trustme.LeafCert | None = None, login: bool = False
) -> Iterator[Running]:
    """The server, running, until the block ends."""
    context = None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
    more: dict[str, Any] = {"decode_data": False, "enable_SMTPUTF8": False}
    if login:
        begun = security == "starttls"  # TLS from the start is not seen as TLS by the server's own rule
        more |= {"auth_required": begun, "auth_require_tls": begun, "authenticator": _known}
    controller = _Controller(
        box,
        tls=context if security == "tls" else None,
        starttls=context if security == "starttls" else None,
        **more,
    )
    controller.start()
    try:
        yield Running(box, controller.port, security, USER if login else "")
    finally:
        controller.stop()


def _known(server: Any, session: Any, envelope: Any, mechanism: str, auth: Any) -> AuthResult:
    right = (auth.login, auth.password) == (USER.encode(), PASSWORD.encode())
    return AuthResult(success=right, handled=False)


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def trusted(folder: Path) -> tuple[trustme.CA, Path]:
    """An authority of the tests' own, and the file by which a program trusts it (SSL_CERT_FILE)."""
    authority = trustme.CA()
    file = folder / "authority.pem"
    authority.cert_pem.write_to_path(file)
    return authority, file
