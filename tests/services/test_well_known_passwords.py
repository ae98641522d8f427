"""Passwords that are tried first, written out here apart from the product's own list of hashes, are refused (ASVS
6.2.4); lengths at their edges and every kind of character are taken as they are (6.2.1, 6.2.5, 6.2.8, 6.2.9)."""

from __future__ import annotations

import pytest

from fmcrm_desktop import places
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.services import passwords

KNOWN = """
password password1 password123 passw0rd 12345678 123456789 1234567890 qwerty123 qwertyuiop 1q2w3e4r 1qaz2wsx iloveyou
princess sunshine football baseball superman trustno1 starwars whatever computer michelle corvette jennifer
mercedes maverick samantha steelers liverpool internet qwer1234 zaq12wsx asdfghjkl 11111111 88888888 00000000
""".split()


@pytest.mark.parametrize("password", KNOWN)
def test_what_everybody_tries_is_refused(password: str) -> None:
    for way in (password, password.upper(), password.title(), f"{password}!", f"!{password}"):
        with pytest.raises(Invalid):
            passwords.check(way, ())


def test_the_list_is_as_long_as_promised() -> None:
    listed = (places.resources() / "passwords" / "common.txt").read_text("ascii").split()
    assert len(set(listed)) >= 3_000


@pytest.mark.parametrize(
    "length, taken", [(7, False), (8, True), (64, True), (128, True), (1_000, True), (1_001, False)]
)
def test_from_eight_characters_on_and_far_beyond_sixty_four(length: int, taken: bool) -> None:
    password = "".join("kT9雨 #ü"[n % 7] for n in range(length))
    if taken:
        passwords.check(password, ())
        assert passwords.matches(passwords.hashed(password), password)
        assert not passwords.matches(passwords.hashed(password), password[:-1])
    else:
        with pytest.raises(Invalid):
            passwords.check(password, ())


@pytest.mark.parametrize("password", ["vjcmwpzl", "VJCMWPZL", "58301746", "雨伞很绿很绿雨伞", "        vj w"])
def test_no_kind_of_character_is_asked_for(password: str) -> None:
    passwords.check(password, ())
