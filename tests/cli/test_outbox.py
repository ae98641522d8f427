"""The command outbox: what waits as one document or as lines, and sending it with a sentence when that fails."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fmcrm_desktop.cli import main
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.messages import Telling, tell
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.store.work import Work
from tests.mail_server import PostBox, serving
from tests.sample import Sample


@needs("office.settings")
def prepare(work: Work, owner: int, known: dict[str, object]) -> None:
    tell(work, Telling("停水通知", "明天上午停水。"), guests=[("Sato", "sato@example.com")], people=[owner])
    settings.put(work, **known)


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    status = main(["outbox", *words])
    said = capsys.readouterr()
    return status, said.out, said.err


def test_what_waits_is_listed_and_sent(
    office_path: Path, sample: Sample, capsys: pytest.CaptureFixture[str]
) -> None:
    box, where = PostBox(), ("--office", str(office_path))
    with serving(box) as running:
        office = open_office(str(office_path))
        office.do(prepare, sample.owner, {})
        office.close()
        status, out, _ = run(capsys, *where, "--json")
        listed = json.loads(out)
        assert (status, listed["server"], listed["waiting"], listed["by_hand"]) == (0, "", 1, 1)
        assert {(row["channel"], row["why"]) for row in listed["messages"]} == {
            ("email", "No mail server is set."), ("text", "Copy the text and pass it on."),
        }  # fmt: skip
        status, _, err = run(capsys, *where, "--send", "--language", "zh_CN")
        assert (status, err) == (1, "尚未设置邮件服务器。\n")
        office = open_office(str(office_path))
        office.do(settings.put, **running.settings())
        office.close()
        status, out, err = run(capsys, *where, "--send", "--json")
        assert (status, json.loads(out), err) == (0, {"sent": 1, "put_off": 0, "failed": 0, "waiting": 0}, "")
    assert [one.to for one in box.got] == [["sato@example.com"]]
    # The server has gone: the next mail waits, and the command says why in one line.
    office = open_office(str(office_path))
    office.do(prepare, sample.owner, {})
    office.close()
    status, out, err = run(capsys, *where, "--send")
    assert status == 1 and out.startswith("0 sent, 1 put off") and err.startswith("Nothing answers")
    assert "Nothing answers at this server" in run(capsys, *where)[1]
