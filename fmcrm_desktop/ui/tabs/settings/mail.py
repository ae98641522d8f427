"""The card of the mail server, and the test message."""

from __future__ import annotations

from typing import Any

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import office_settings
from fmcrm_desktop.services.office_settings import PasswordForm, TrialForm
from fmcrm_desktop.services.office_settings.mail import SECURITY
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.posting import Trial, said

ABOUT = N_(
    "Calendar entries and messages go out by this server. The password is kept in this computer's keyring, never in "
    "the office's file; where the computer has none, it is asked for once a session."
)


def fill(tab: Any, card: Card, known: dict[str, Any]) -> None:
    """What is set, in a few lines; without a server that is the one thing to say."""
    words = tab.words
    if not known["mail.server"]:
        card.say(
            words(N_("No mail server is set: mails wait in the outbox, and no connection is ever opened.")),
            "muted",
        )
    else:
        card.line(N_("Mail server"), f"{known['mail.server']}:{known['mail.port']}")
        card.line(N_("Encryption"), words(SECURITY[known["mail.security"]]))
        card.line(N_("User"), known["mail.user"])
        sender = f"{known['mail.sender_name']} <{known['mail.sender_address']}>"
        card.line(N_("Sender"), sender.strip())
        test = Button(words(N_("Send a test message…"))).on(lambda: ask(tab))
        card.add(test.guard(tab.office, office_settings.trial))
        if known["mail.user"]:
            give = Button(words(N_("Give the password…"))).on(lambda: ask_password(tab))
            card.add(give.guard(tab.office, office_settings.give_password))
    card.line(
        N_("Guests"),
        words(N_("told of entries") if known["tell.guests"] else N_("told where somebody says so")),
    )


def ask_password(tab: Any) -> None:
    """The password, for a computer that keeps none: known until the program ends, or for good by the keyring."""
    words = tab.words

    def kept(for_good: bool) -> str:
        session = N_("Known until the program is closed: this computer has no keyring.")
        return str(words(N_("Saved.") if for_good else session))

    setup = FormSetup(
        N_("Password of the mail server"), PasswordForm(), office_settings.give_password, said=kept
    )
    tab.ask_form(setup)


def ask(tab: Any) -> None:
    """Where the test message goes; its answer comes in one sentence."""
    setup = FormSetup(
        N_("Send a test message"), TrialForm(), office_settings.trial, verb=N_("Send"),
        then=lambda done: try_out(tab, *done.result),
    )  # fmt: skip
    tab.ask_form(setup)


def try_out(tab: Any, server: Any, address: str) -> Trial:
    words, trial = tab.words, Trial(tab)

    def ended(why: str) -> None:
        taken = words(N_("The mail server has taken the test message to {address}."), address=address)
        tab.trial_said = said(why, words) if why else taken
        tab.office.say(tab.trial_said)

    trial.ended.connect(ended)
    tab.office.say(words(N_("The test message is being handed in…")))
    trial.begin(server, address, words)
    return trial
