"""Invented names for the demo office, Chinese with their pinyin and from elsewhere; any likeness is chance."""

from __future__ import annotations

from random import Random

FAMILY = {
    "王": "Wang", "李": "Li", "张": "Zhang", "刘": "Liu", "陈": "Chen", "杨": "Yang", "黄": "Huang", "赵": "Zhao",
    "吴": "Wu", "周": "Zhou", "徐": "Xu", "孙": "Sun", "马": "Ma", "朱": "Zhu", "胡": "Hu", "林": "Lin",
    "郭": "Guo", "何": "He", "高": "Gao", "罗": "Luo", "单": "Shan", "曾": "Zeng", "欧阳": "Ouyang",
}  # fmt: skip
GIVEN = {
    "芳": "Fang", "伟": "Wei", "娜": "Na", "敏": "Min", "静": "Jing", "强": "Qiang", "磊": "Lei", "洋": "Yang",
    "艳": "Yan", "勇": "Yong", "杰": "Jie", "娟": "Juan", "涛": "Tao", "明": "Ming", "超": "Chao", "霞": "Xia",
    "平": "Ping", "刚": "Gang", "桂英": "Guiying", "建华": "Jianhua", "晓东": "Xiaodong", "雨晴": "Yuqing",
    "子涵": "Zihan", "思远": "Siyuan", "文博": "Wenbo", "珺": "Jun", "喆": "Zhe",
}  # fmt: skip
OTHERS = (
    "Anna Novak", "Jean Moreau", "Peter Lindqvist", "Maria Costa", "Tom Becker", "Elena Petrova", "Sam Okafor",
    "Ingrid Solberg", "David Rosen", "Yuki Tanaka", "Hannah Weiss", "Marco Rossi", "Leila Haddad", "Ian Fraser",
)  # fmt: skip
COMPANIES = (
    ("Lotus Pharmacy", "莲花药房"), ("Sato Travel", "佐藤旅行社"), ("Blue Harbour Coffee", "蓝港咖啡"),
    ("Red Lantern Restaurant", "红灯笼餐厅"), ("Northgate Dental", "北门口腔"), ("Spring Laundry", "春天洗衣"),
    ("Tall Pine Bookshop", "高松书店"), ("Willow Kindergarten", "柳苑幼儿园"),
)  # fmt: skip


def person(chance: Random) -> tuple[str, str]:
    """A name and its form in the other script, empty for names from elsewhere."""
    if chance.random() < 0.15:
        return chance.choice(OTHERS), ""
    family = chance.choice(list(FAMILY))
    given = chance.choice(list(GIVEN))
    return family + given, f"{FAMILY[family]} {GIVEN[given]}"


def mobile(chance: Random) -> str:
    """A number of a block that is given to nobody."""
    return f"1{chance.choice('35678')}{chance.randrange(10)} 0000 {chance.randrange(10_000):04d}"
