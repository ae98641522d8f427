"""Contact files of several programs as tables: made here in the ways those programs write them."""

import pytest

from fmcrm_desktop.exchange import card_lines, cards_in, tables_in
from fmcrm_desktop.exchange.import_file import Choice, kind_of
from fmcrm_desktop.model.refusal import Unreadable

PICTURE = b"/9j/4AAQSkZJRgABAQAAAQABAAD" * 3

ANDROID = (
    b"BEGIN:VCARD\r\nVERSION:2.1\r\n"
    b"N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E7=8E=8B;=E8=8A=B3;;;\r\n"
    b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E8=8A=B3 =E7=8E=8B\r\n"
    b"TEL;CELL;PREF:138 0013 8000\r\nTEL;HOME:0755-88888888\r\nTEL;WORK;FAX:0755-88888889\r\n"
    b"NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E5=BC=80=E9=97=A8=\r\n=E8=AF=B7=E6=95=B2=0D=0A=E4=B8=89=\r\n\r\n"
    b"PHOTO;ENCODING=BASE64;JPEG:" + PICTURE + b"\r\n " + PICTURE + b"\r\n\r\nEND:VCARD\r\n"
)  # fmt: skip
IPHONE = (
    b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Doe;John;Richter,James;Mr.;Sr.\r\nFN:Mr. John Doe\r\nORG:Acme\\, Inc.;Sales\r\n"
    b"item1.TEL;type=pref:+1 905 222 1234\r\n"
    b"item1.X-ABLabel:_$!<Mobile>!$_\r\nTEL;type=WORK;type=VOICE:905-777-1234\r\n"
    b"item2.ADR;type=HOME:;;5 Silicon\\; Alley\\nFloor 8;New York;NY;12345;USA\r\nBDAY;value=date:1604-06-06\r\n"
    b"NOTE:a long note that is fo\r\n lded here\\nand goes on\r\nPHOTO;ENCODING=b;TYPE=JPEG:" + PICTURE + b"\r\n "
    + PICTURE + b"\r\nEND:VCARD\r\n"
)  # fmt: skip
VERSION_4 = (
    "BEGIN:VCARD\nVERSION:4.0\nKIND:org\nFN:物业公司\nORG:物业公司\n"
    'TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:+86-755-1234567;ext=5\nEMAIL;PREF=1:a@example.org\nEMAIL:b@example.org\n'
    "BDAY:19800522\nEND:VCARD\n"
    "BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Family\nEND:VCARD\n"
).encode()
LOTUS = (
    b"BEGIN:VCARD\r\nN:Meyer;Karl\r\nTEL;TYPE=CELL:0171/1234567\r\nNOTE:first line\r\nsecond line without a fold\r\n"
    b"KEY;TYPE=X509;ENCODING=B:" + PICTURE + b"\r\n" + PICTURE + b"\r\nEMAIL;INTERNET:karl@example.org\r\n"
    b"BEGIN:VCARD\r\nORG:Bakery;\r\nTEL:030 1234567\r\nEND:VCARD\r\n"
)  # fmt: skip
AGENT = (
    b"BEGIN:VCARD\nVERSION:2.1\nN:Boss;Big\nAGENT:\nBEGIN:VCARD\nVERSION:2.1\nN:Agent;Small\nTEL:1\nEND:VCARD\n"
    b"TEL;WORK:12345678\nEND:VCARD\n"
)


def cards(tmp_path, data, name="cards.vcf"):
    path = tmp_path / name
    path.write_bytes(data)
    table = tables_in.read(path)
    return [(line, {h: c for h, c in zip(table.header, cells, strict=True) if c}) for line, cells in table]


def test_a_card_of_an_old_android(tmp_path):
    ((line, card),) = cards(tmp_path, ANDROID)
    assert line == 1
    assert card == {"Full name": "王芳", "Mobile telephone": "138 0013 8000", "Home phone": "0755-88888888",
                    "Fax": "0755-88888889", "Notes": "开门请敲\n三"}  # fmt: skip


def test_a_card_of_an_iphone(tmp_path):
    ((_, card),) = cards(tmp_path, IPHONE)
    assert card == {"Full name": "Mr. John Doe", "Company": "Acme, Inc.", "Mobile telephone": "+1 905 222 1234",
                    "Work phone": "905-777-1234",
                    "Postal address": "5 Silicon; Alley, Floor 8, New York, NY, 12345, USA",
                    "Notes": "a long note that is folded here\nand goes on\nBDAY: --06-06"}  # fmt: skip


def test_version_4_with_a_company_and_a_group(tmp_path):
    ((_, card),) = cards(tmp_path, VERSION_4)
    assert card == {"Full name": "物业公司", "Person or company": "company", "Home phone": "+86-755-1234567 ext 5",
                    "Email": "a@example.org\nb@example.org", "Birthday": "1980-05-22"}  # fmt: skip


def test_cards_without_version_or_end_and_with_unfolded_lines(tmp_path):
    first, second = cards(tmp_path, LOTUS)
    assert first[1] == {"Full name": "Karl Meyer", "Mobile telephone": "0171/1234567", "Email": "karl@example.org",
                        "Notes": "first line\nsecond line without a fold"}  # fmt: skip
    assert second[1] == {"Full name": "Bakery", "Person or company": "company", "Phone": "030 1234567"}


def test_a_card_in_a_card_is_nobody_of_its_own(tmp_path):
    ((_, card),) = cards(tmp_path, AGENT)
    assert card == {"Full name": "Big Boss", "Work phone": "12345678"}


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5"]
)
def test_the_characters_of_the_file(tmp_path, codec):
    names = (
        ["王芳", "李明", "陳志強", "張偉", "黃美玲"]
        if codec == "big5"
        else ["王芳", "李明", "陈志强", "张伟", "黄美玲"]
    )
    text = "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{name[0]};{name[1:]}\r\nFN:{name}\r\nNOTE:住在三\r\nEND:VCARD\r\n"
        for name in names
    )
    read = cards(tmp_path, text.encode(codec))
    assert [card["Full name"] for _, card in read] == names


def test_a_file_of_cards_is_people(tmp_path):
    (tmp_path / "x.vcf").write_bytes(IPHONE)
    assert kind_of(Choice(tmp_path / "x.vcf")) == "people"


def test_a_file_without_a_card_says_so(tmp_path):
    with pytest.raises(Unreadable, match="no contact card"):
        cards(tmp_path, b"BEGIN:VCARD\r\nEND:VCARD\r\n")


def test_a_card_without_an_end_in_sight_is_refused(tmp_path):
    path = tmp_path / "endless.vcf"
    path.write_bytes(b"BEGIN:VCARD\r\nFN:Ann\r\n" + b"TEL:1380013\r\n" * 10_001 + b"END:VCARD\r\n")
    with pytest.raises(Unreadable) as wrong:
        list(tables_in.read(path))
    assert wrong.value.values["line"] == 1


def test_a_large_file_of_cards_is_refused_whoever_names_its_characters(tmp_path, monkeypatch):
    path = tmp_path / "large.vcf"
    path.write_bytes(b"BEGIN:VCARD\r\nFN:Ann\r\nEND:VCARD\r\n")
    assert len(list(tables_in.read(path, encoding="utf-8"))) == 1
    monkeypatch.setattr(cards_in, "LARGEST_CARDS", 20)
    for encoding in (None, "utf-8"):
        with pytest.raises(Unreadable):
            tables_in.read(path, encoding=encoding)


def test_the_first_cards_of_a_file_are_there_without_reading_the_others(tmp_path, monkeypatch):
    path = tmp_path / "many.vcf"
    path.write_bytes(b"BEGIN:VCARD\r\nFN:Ann\r\nEND:VCARD\r\n" * 3_000)
    taken = []
    read = card_lines._lines
    monkeypatch.setattr(card_lines, "_lines", lambda data: (taken.append(1) or line for line in read(data)))
    assert len(tables_in.peek(path).rows) == 40
    assert 0 < len(taken) < 200
