"""The questions staff put to themselves at first: two on each of the six needs, trust and respect, sense of mission."""

from __future__ import annotations

QUESTIONS: tuple[tuple[str, str, str, str], ...] = (
    ("needs", "friendliness", "I greet everybody at once, also when I am busy.", "再忙，我也会立即招呼每一位客户。"),
    ("needs", "friendliness", "I stay friendly with people who are not.", "对不客气的人，我也能保持友善。"),
    ("needs", "empathy", "I say back what I have heard before I offer an answer.", "答复之前，我先复述我所听到的。"),
    ("needs", "empathy", "I notice what a fault means for those who live with it.",
     "我能体会到故障给住户生活带来的影响。"),
    ("needs", "fairness", "I treat tenants as I treat owners.", "我对租户和业主一视同仁。"),
    ("needs", "fairness", "I tell people why another matter comes before theirs.",
     "别人的事排在前面时，我会向客户说明原因。"),
    ("needs", "control", "I let the customer choose the time.", "上门时间由客户选定。"),
    ("needs", "control", "I ask before I do more than was agreed.", "超出约定的工作，我会先征得客户同意。"),
    ("needs", "alternatives", "When something cannot be done, I offer another way.",
     "办不到时，我会提出其他办法。"),
    ("needs", "alternatives", "I know what I may decide myself, and I use it.",
     "我清楚自己能决定什么，也会用好这份权限。"),
    ("needs", "information", "I tell what happens next and by when.", "我会告知下一步做什么、何时完成。"),
    ("needs", "information", "I ring before I am late, not afterwards.", "要迟到时，我会提前致电，而不是事后解释。"),
    ("trust", "", "I admit a mistake without fear of blame.", "出了错我敢于承认，不怕受责备。"),
    ("trust", "", "My colleagues keep to what we agreed.", "同事们会遵守我们的约定。"),
    ("trust", "", "My manager listens to what I report.", "我反映的情况，主管会认真听。"),
    ("trust", "", "We speak of customers with respect, also among ourselves.", "即使在内部，我们谈起客户也保持尊重。"),
    ("culture", "", "I know what this office wants to be for its residents.", "我清楚物业处想为住户做到什么。"),
    ("culture", "", "My work makes the place a better one to live in.", "我的工作让这里更宜居。"),
    ("culture", "", "What I suggest is taken up or answered.", "我的建议会被采纳，或得到答复。"),
)  # fmt: skip
"""Group, need, and the question in English and Chinese."""
