"""What people call every office about: the topics a new office starts with, and what to say."""

FIRST_TOPICS = (
    (
        "Repair", "报修",
        ("Good day, {office}. What is broken, and since when? Is water running, is anybody in danger?\n"
        "May we come in when nobody is at home? When would it suit you?"),
        ("您好，{office}。请问哪里坏了，从什么时候开始的？有没有漏水或安全问题？\n"
        "家里没人时可以上门吗？什么时间方便？"),
        "order",
    ),
    (
        "Water outage", "停水",
        "I read you what the notice says. Shall we call you back when the water is on again?",
        "我把停水通知读给您听。来水后需要给您回电话吗？",
        "",
    ),
    (
        "Complaint", "投诉",
        ("Thank you for telling us. Please say in your own words what happened; I write it down as you say it.\n"
        "You will have an answer from us. How may we reach you?"),
        "谢谢您告诉我们。请您用自己的话说说发生了什么，我按您的原话记录。\n我们一定给您答复，怎么联系您方便？",
        "complaint",
    ),
    (
        "Fees", "物业费",
        "Is it about {unit}, and which month? I look at the account, and call back if I cannot say now.",
        "请问是{unit}吗，哪个月的费用？我查一下账户，现在说不清的，我给您回电话。",
        "",
    ),
    (
        "Parking", "停车",
        "Which space or which car is it about? Is somebody blocking the way just now?",
        "请问是哪个车位、哪辆车？现在有车挡路吗？",
        "",
    ),
    (
        "Visitor or delivery", "访客与快递",
        "Who is coming, when, and to which unit? I tell the gate.",
        "请问谁来访、什么时间、到哪套房？我通知门岗。",
        "",
    ),
    (
        "Decoration permit", "装修许可",
        ("Which works are planned, by which firm and from which day?\nWe need the form and the deposit. "
        "When would you like to come by?"),
        "请问装修哪些项目、哪家公司、哪天开工？\n需要填申请表并交押金。您什么时候方便过来？",
        "appointment",
    ),
    (
        "Keys and cards", "钥匙门卡",
        "How many keys or cards, and for whom? Please bring an identity card when you fetch them.",
        "请问要几把钥匙或几张门卡，给谁用？领取时请带身份证。",
        "",
    ),
    (
        "Noise", "噪音",
        "What kind of noise is it, from where and since when? Shall somebody go there now?",
        "请问是什么噪音，从哪里传来，多久了？需要我们现在去看看吗？",
        "complaint",
    ),
    (
        "Follow-up", "回访",
        "Good day {name}, this is {office}. The work at {unit} is done. Are you content with it, from 1 to 5?",
        "{name}您好，这里是{office}。{unit}的维修已完成，请问您满意吗？请打1到5分。",
        "",
    ),
)  # fmt: skip
"""Name, Chinese name, script, Chinese script, what usually follows (a key of MAKES)."""
