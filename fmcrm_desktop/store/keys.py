"""The mail server's password: in the system's keyring; where there is none, in memory until the program ends.

It is never written into the database, the change log or the log.
"""

from __future__ import annotations

import os

PLACE = "FMCRM Desktop mail"
GIVEN = "FMCRM_MAIL_PASSWORD"
"""For commands on a machine without a keyring: the password in the environment."""

_said: dict[str, str] = {}


def password(account: str) -> str | None:
    """The password of an account ("user@server:port"), or None where it has to be asked for."""
    if account in _said:
        return _said[account]
    found = os.environ.get(GIVEN) or _ask_ring(account)
    if found is not None:
        _said[account] = found
    return found


def keep(account: str, password: str) -> bool:
    """Keep a password; False where only this session knows it, because the system has no keyring."""
    import keyring
    from keyring.errors import KeyringError

    _said[account] = password
    try:
        keyring.set_password(PLACE, account, password)
    except (KeyringError, RuntimeError):
        return False
    return _ask_ring(account) == password


def forget() -> None:
    """Know nothing any more that the keyring does not: another office is opened."""
    _said.clear()


def _ask_ring(account: str) -> str | None:
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(PLACE, account)
    except (KeyringError, RuntimeError):
        return None
