"""The twelve scales an office begins with: behaviour that loses customers at 1, exemplary behaviour at 7."""

from __future__ import annotations

TWELVE: tuple[tuple[tuple[str, str], tuple[str, str], tuple[str, str]], ...] = (
    (
        ("Greeting", "迎接"),
        (
            "Goes on typing or talking while the customer stands there; no look, no word, no name.",
            "客户站在面前仍自顾打字聊天，不看人、不招呼、不问姓名。",
        ),
        (
            "Looks up at once, greets, says who they are and uses the customer's name.",
            "立即抬头问好，报上自己的姓名，并以姓氏称呼客户。",
        ),
    ),
    (
        ("Listening", "倾听"),
        (
            "Interrupts, finishes the sentence for the customer, writes down something else.",
            "打断客户，替客户把话说完，记下的内容与客户所说不符。",
        ),
        (
            "Lets the customer finish, asks what is unclear, repeats it in own words and writes down theirs.",
            "让客户把话说完，不清楚就问，用自己的话复述确认，并照客户原话记录。",
        ),
    ),
    (
        ("Taking ownership", "主动担责"),
        (
            "“That is not my job.” Sends the customer to another desk or number.",
            "“这不归我管。”让客户自己去找别的部门或另打电话。",
        ),
        (
            "“I will see to it.” Gives own name, passes the matter on personally and stays the one to ask.",
            "“我来负责。”留下姓名，亲自转交，并始终是客户的联系人。",
        ),
    ),
    (
        ("Keeping promises", "信守承诺"),
        (
            "Promises what pleases; the hour passes and nobody rings.",
            "为应付而随口答应，到了时间既无人上门也无人来电。",
        ),
        (
            "Promises only what is certain, with day and hour, and rings beforehand when it cannot be kept.",
            "只承诺有把握的事，说清日期和时间；无法做到时提前致电说明。",
        ),
    ),
    (
        ("Explaining", "解释说明"),
        (
            "Speaks in technical words and clause numbers; the customer leaves without knowing what comes next.",
            "满口术语和条款号，客户离开时仍不知道下一步怎么办。",
        ),
        (
            "Says in plain words what is done, why, how long it takes and what it costs; asks whether it is clear.",
            "用通俗的话说明做什么、为什么、多久、多少钱，并确认客户已听明白。",
        ),
    ),
    (
        ("Flexibility within the rules", "规则内的灵活"),
        (
            "“Those are the rules.” No reason, no other way offered.",
            "“规定就是这样。”不说原因，也不提供其他办法。",
        ),
        (
            "Gives the reason for the rule and at least two ways that it allows.",
            "说明规定的缘由，并在允许范围内给出至少两个办法供选择。",
        ),
    ),
    (
        ("Fairness", "公平"),
        (
            "Serves acquaintances first; who shouts loudest gets more.",
            "熟人优先，谁闹得凶就给谁更多。",
        ),
        (
            "Treats owner and tenant, polite and angry alike; explains the order in which matters are taken.",
            "对业主与租户、客气与生气的客户一视同仁，并说明办理的先后顺序。",
        ),
    ),
    (
        ("Handling complaints", "处理投诉"),
        (
            "Defends, argues, looks for the customer's fault; the complaint is not written down.",
            "辩解、争论、挑客户的错，投诉也不登记。",
        ),
        (
            "Thanks for being told, says sorry, writes it down, says what happens next and by when.",
            "感谢客户告知，道歉，当场登记，并告知下一步和时限。",
        ),
    ),
    (
        ("Respect for the home", "尊重住户的家"),
        (
            "Comes unannounced, with dirty shoes, puts tools on furniture and leaves rubbish behind.",
            "不预约就上门，穿脏鞋进屋，工具放在家具上，走时留下垃圾。",
        ),
        (
            "Rings before coming, wears shoe covers, covers the floor, leaves the place cleaner than before.",
            "上门前致电，穿鞋套、铺垫布，离开时比来时更干净。",
        ),
    ),
    (
        ("Follow-through", "跟进到底"),
        (
            "Closes the work order when the tools are packed; whether it works is the customer's affair.",
            "收起工具就关单，修没修好全凭客户自己发现。",
        ),
        (
            "Tries it out with the customer, asks again some days later and closes the matter only then.",
            "与客户一同试用，几天后回访确认，确认后才结案。",
        ),
    ),
    (
        ("Teamwork at hand-over", "交接协作"),
        (
            "Hands over with a word in passing; the customer tells the whole story again.",
            "交接只随口一句，客户只好从头再讲一遍。",
        ),
        (
            "Hands over in writing with what was promised, makes sure it was read and tells the customer who goes on.",
            "书面交接并写明已作的承诺，确认对方已看，并告知客户由谁接手。",
        ),
    ),
    (
        ("Recovery after a mistake", "失误补救"),
        (
            "Hides the mistake or blames a colleague; the customer finds out alone.",
            "隐瞒失误或推给同事，最后由客户自己发现。",
        ),
        (
            "Tells of the mistake first, says sorry, puts it right at once and offers something for the trouble.",
            "主动说明失误并致歉，立即改正，并对造成的不便给予补偿。",
        ),
    ),
)
"""Name, low end and high end of each, in English and Chinese."""
