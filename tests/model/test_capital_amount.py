"""Amounts in capital characters, against the examples the People's Bank of China gives for filling in bills."""

import pytest

from fmcrm_desktop.model.capital_amount import capital


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (1_409_50, "壹仟肆佰零玖元伍角整"),
        (6_007_14, "陆仟零柒元壹角肆分"),
        (1_680_32, "壹仟陆佰捌拾元叁角贰分"),
        (107_000_53, "壹拾万柒仟元伍角叁分"),
        (16_409_02, "壹万陆仟肆佰零玖元零贰分"),
        (325_04, "叁佰贰拾伍元零肆分"),
        (85_00, "捌拾伍元整"),
        (10_00, "壹拾元整"),
        (5, "伍分"),
        (50, "伍角整"),
        (0, "零元整"),
        (100_500_00, "壹拾万零伍佰元整"),
        (1_000_000_00, "壹佰万元整"),
        (1_0000_0001_00, "壹亿零壹元整"),
        (2_0500_0000_10, "贰亿零伍佰万元壹角整"),
    ],
)
def test_an_amount_is_said_as_a_bill_wants_it(amount: int, said: str) -> None:
    assert capital(amount) == f"人民币{said}"
