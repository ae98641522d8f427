"""The questionnaires that are ready to be used, in natural English and Chinese; the office changes them as it likes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.survey import Question, Questionnaire
from fmcrm_desktop.model.words import CHINESE, N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class Ready:
    """A questionnaire in both languages; a question is scale, topic, English, Chinese."""

    kind: str
    name: tuple[str, str]
    intro: tuple[str, str]
    questions: tuple[tuple[str, str, str, str], ...]


CRITERIA_FORM = Ready(
    "criteria",
    ("How good is our service?", "物业服务质量问卷"),
    (
        "What matters to you, and how well do we do it? No answer is wrong.",
        "您看重什么？我们做得怎么样？答案没有对错之分。",
    ),
    (
        ("gap", "tangibles", "The entrances, lifts and grounds are clean and in good order.",
         "门厅、电梯和小区环境整洁完好。"),
        ("gap", "tangibles", "Notices, bills and letters are easy to read and to understand.",
         "通知、账单和信函清楚易懂。"),
        ("gap", "reliability", "What the office promises is done by the day it named.", "承诺的事情能如期办好。"),
        ("gap", "reliability", "A repair is done properly the first time.", "报修一次就能修好。"),
        ("gap", "responsiveness", "A call is answered quickly, and something happens soon after.",
         "电话很快有人接听，事情随即有人处理。"),
        ("gap", "responsiveness", "When something takes longer, I am told without having to ask.",
         "事情需要更长时间时，不用我催问就会告知我。"),
        ("gap", "competence", "The technicians know their trade.", "维修人员技术熟练。"),
        ("gap", "competence", "The staff can answer my questions, or find somebody who can.",
         "工作人员能解答我的问题，或者找到能解答的人。"),
        ("gap", "courtesy", "The staff are friendly and respectful, also when they are busy.",
         "工作人员即使忙碌，也友善、尊重人。"),
        ("gap", "courtesy", "Whoever works in my home takes care of it and leaves it clean.",
         "上门人员爱护我家的物品，离开时收拾干净。"),
        ("gap", "credibility", "What I am told about work and costs is true.", "告知我的工作内容和费用属实。"),
        ("gap", "credibility", "The office acts in the interest of those who live here.", "物业办事为住户着想。"),
        ("gap", "security", "I feel safe in the building and on the grounds by day and by night.",
         "无论白天还是夜晚，在楼内和小区里我都感到安全。"),
        ("gap", "security", "My keys and my personal particulars are in good hands.", "我的钥匙和个人信息保管妥当。"),
        ("gap", "access", "The office is easy to reach at hours that suit me.", "在我方便的时间，很容易联系到物业。"),
        ("gap", "access", "I know whom to turn to, whatever the matter.", "无论什么事情，我都知道该找谁。"),
        ("gap", "communication", "I am told in good time and in plain words what is going to happen.",
         "有什么安排，会及时、明白地告知我。"),
        ("gap", "communication", "The staff listen and make sure that they have understood me.",
         "工作人员认真倾听，并确认理解了我的意思。"),
        ("gap", "understanding", "The office knows what matters to my household.", "物业了解我家在意的事情。"),
        ("gap", "understanding", "Special needs, such as those of children or elderly people, are thought of.",
         "老人、孩子等特殊需要会得到照顾。"),
        ("text", "", "What should we change first?", "您认为我们首先应当改进什么？"),
    ),
)  # fmt: skip
NEEDS_FORM = Ready(
    "needs",
    ("After our service", "服务后回访问卷"),
    (
        "We have lately done some work for you. Tell us how it was: it takes two minutes.",
        "近期我们为您提供了服务。请告诉我们您的感受，只需两分钟。",
    ),
    (
        ("five", "friendliness", "How friendly were the people who served you?", "为您服务的人员是否友善？"),
        ("five", "empathy", "How well did we put ourselves in your place?", "我们是否设身处地体谅您的处境？"),
        ("five", "fairness", "How fairly were you treated, in the matter itself and in what it cost?",
         "事情的处理和收费是否公平？"),
        ("five", "control", "How much say did you have in when and how the work was done?",
         "什么时候做、怎样做，是否听取了您的意见？"),
        ("five", "alternatives", "How good were the choices that we offered you?", "我们提供的可选方案是否合适？"),
        ("five", "information", "How well were you told what was done and what comes next?",
         "做了什么、接下来怎样，我们是否告知清楚？"),
        ("five", "", "How far did you feel trusted and respected?", "您是否感到被信任、被尊重？"),
        ("text", "", "What should we do better next time?", "下次我们哪里可以做得更好？"),
    ),
)  # fmt: skip
SHORT_FORM = Ready(
    "short",
    ("Short rating", "服务评分"),
    ("Three questions about the service you had from us.", "关于本次服务的三个问题。"),
    (
        ("five", "", "How satisfied are you with this service as a whole?", "您对本次服务总体是否满意？"),
        ("yes", "", "Was the matter settled at the first visit?", "是否一次上门就解决了问题？"),
        ("text", "", "What else would you like to tell us?", "您还有什么想对我们说的？"),
    ),
)
COMMITTEE_FORM = Ready(
    "committee",
    ("Questions to the owners' committee", "业主委员会问卷"),
    (
        "You speak for the owners. Tell us how we work together and what should be first in the coming year.",
        "您代表业主。请告诉我们双方合作得如何，来年首先应当做什么。",
    ),
    (
        ("five", "", "How well do we carry out what the committee has decided?", "业委会的决议我们落实得如何？"),
        ("five", "", "How complete and timely are the accounts and reports that you get?",
         "我们提交的账目和报告是否完整、及时？"),
        ("five", "", "How openly do we tell you of problems?", "出现问题时，我们是否如实相告？"),
        ("five", "", "How well are the owners' complaints handled?", "业主投诉处理得如何？"),
        ("five", "", "How well does what we do match what the fees pay for?", "我们的服务与收费是否相符？"),
        ("yes", "", "Would you propose to renew our agreement?", "您会建议与我们续签服务合同吗？"),
        ("text", "", "What should be first in the coming year?", "来年首先应当做什么？"),
    ),
)  # fmt: skip
READY = (CRITERIA_FORM, NEEDS_FORM, SHORT_FORM, COMMITTEE_FORM)


@needs("office.settings")
def add_ready(work: Work) -> int:
    """Add those that are not in the office under their name; gives how many. Refused when all are there."""
    count = suggest(work)
    if not count:
        raise Refusal(N_("The ready forms are all here already."))
    return count


def suggest(work: Work) -> int:
    """Put the forms that are missing into an office, in its own language first."""
    chinese = settings.get(work, "office.language") == CHINESE
    there = set(work.column(select(Questionnaire.name).where(Questionnaire.archived.is_(None))))
    missing = [each for each in READY if not there & set(each.name)]
    for each in missing:
        name, other_name = _turned(each.name, chinese)
        intro, other_intro = _turned(each.intro, chinese)
        made = work.add(
            Questionnaire(
                kind=each.kind, name=name, other_name=other_name, intro=intro, other_intro=other_intro
            )
        )
        for position, (scale, topic, *texts) in enumerate(each.questions):
            text, other = _turned((texts[0], texts[1]), chinese)
            work.add(
                Question(
                    questionnaire_id=made.id, position=position, scale=scale, topic=topic, text=text,
                    other_text=other,
                )
            )  # fmt: skip
    return len(missing)


def _turned(pair: tuple[str, str], chinese: bool) -> tuple[str, str]:
    """The office's own language first."""
    return (pair[1], pair[0]) if chinese else pair
