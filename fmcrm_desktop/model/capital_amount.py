"""An amount of yuan in the capital characters that a Chinese receipt is valid by: 人民币捌拾伍元整."""

from __future__ import annotations

FIGURES, PLACES, GROUPS = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟"), ("", "万", "亿", "万亿")


def capital(fen: int) -> str:
    """By the rules of the People's Bank for bills: one 零 for noughts between figures, 整 where no fen follow."""
    yuan, rest = divmod(abs(fen), 100)
    jiao, cents = divmod(rest, 10)
    said = f"{_whole(yuan)}元" if yuan else ""
    if not rest:
        return f"人民币{said or '零元'}整"
    if jiao:
        said += f"{FIGURES[jiao]}角"
    elif yuan:
        said += "零"
    return f"人民币{said}{f'{FIGURES[cents]}分' if cents else '整'}"


def _whole(yuan: int) -> str:
    groups = []
    while yuan:
        yuan, four = divmod(yuan, 10_000)
        groups.append(four)
    said = ""
    for at in reversed(range(len(groups))):
        four = groups[at]
        if not four:
            continue
        gap = said and (four < 1_000 or not groups[at + 1])
        said += ("零" if gap else "") + _four(four) + GROUPS[at]
    return said


def _four(number: int) -> str:
    said, nought = "", False
    for at in reversed(range(4)):
        figure = number // 10**at % 10
        if figure:
            said += ("零" if nought and said else "") + FIGURES[figure] + PLACES[at]
        nought = not figure
    return said
