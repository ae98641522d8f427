"""The mail server's password: in the keyring where there is one, else known for this session alone."""

from __future__ import annotations

from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from fmcrm_desktop.store import keys


class Ring(KeyringBackend):
    """A keyring in memory; a locked one gives and takes nothing."""

    priority = 1.0  # type: ignore[assignment]

    def __init__(self, locked: bool = False) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.locked = locked

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringLocked
        self.kept[service, username] = password


@pytest.fixture(autouse=True)
def own_ring() -> Iterator[None]:
    before = keyring.get_keyring()
    keys.forget()
    yield
    keys.forget()
    keyring.set_keyring(before)


def test_a_keyring_keeps_the_password_over_the_sessions() -> None:
    ring = Ring()
    keyring.set_keyring(ring)
    assert keys.password("office@localhost:587") is None
    assert keys.keep("office@localhost:587", "right horse")
    keys.forget()  # the next session
    assert keys.password("office@localhost:587") == "right horse"
    assert keys.password("office@localhost:465") is None
    assert set(ring.kept) == {("FMCRM Desktop mail", "office@localhost:587")}


def test_without_one_it_is_known_until_the_program_ends() -> None:
    keyring.set_keyring(Ring(locked=True))
    assert not keys.keep("office@localhost:587", "right horse")
    assert keys.password("office@localhost:587") == "right horse"
    keys.forget()
    assert keys.password("office@localhost:587") is None


def test_a_command_takes_it_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    keyring.set_keyring(Ring(locked=True))
    monkeypatch.setenv("FMCRM_MAIL_PASSWORD", "right horse")
    assert keys.password("office@localhost:587") == "right horse"
