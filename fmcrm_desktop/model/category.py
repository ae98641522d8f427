"""Categories of complaints and work orders: the office's own list, in both languages."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Record
from fmcrm_desktop.model.words import N_

SUBJECTS = {"order": N_("Work orders"), "complaint": N_("Complaints")}

FIRST_ORDER = {
    "plumbing": (N_("Plumbing"), "给排水"),
    "electric": (N_("Electric"), "电气"),
    "lift": (N_("Lift"), "电梯"),
    "carpentry": (N_("Carpentry and doors"), "门窗木作"),
    "masonry": (N_("Walls, floors and leaks"), "墙地面与渗漏"),
    "heating": (N_("Heating and air conditioning"), "供暖空调"),
    "cleaning": (N_("Cleaning"), "保洁"),
    "security": (N_("Security"), "安保"),
    "greenery": (N_("Greenery"), "绿化"),
    "other": (N_("Other"), "其他"),
}
FIRST_COMPLAINT = {
    "comfort": (N_("Comfort"), "居住舒适"),
    "safety": (N_("Safety"), "安全"),
    "access": (N_("Access and parking"), "出入与停车"),
    "cleanliness": (N_("Cleanliness"), "环境卫生"),
    "noise": (N_("Noise"), "噪音"),
    "money": (N_("Fees and money"), "收费"),
    "conduct": (N_("Conduct"), "服务态度"),
    "repairs": (N_("Repairs"), "维修"),
    "other": (N_("Other"), "其他"),
}
"""What a new office starts with: code → (English, Chinese)."""


NEEDS = {
    "comfort": N_("Comfort"), "safety": N_("Safety"), "access": N_("Access"), "cleanliness": N_("Cleanliness"),
    "noise": N_("Noise"), "money": N_("Money"), "conduct": N_("Conduct"), "information": N_("Information"),
}  # fmt: skip
"""Groups named by what the customer needs, beside the trade."""


class Category(Record):
    """A category; ``code`` never changes, the names are the office's."""

    __tablename__ = "category"

    subject: Mapped[str]
    code: Mapped[str]
    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    need: Mapped[str] = mapped_column(default="")
    """What the customer needs by it (NEEDS); empty when the office has not said."""
    skill_id: Mapped[int | None] = mapped_column(ForeignKey("skill.id"))
    """What who works on it must be able to do."""
