"""The tabs in their order, named by module: one is imported when it is first opened."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fmcrm_desktop.model.words import N_

if TYPE_CHECKING:
    from fmcrm_desktop.ui.kit.tab import Tab


@dataclass(frozen=True)
class TabEntry:
    """A tab before it is opened. ``late`` names the count of late things its badge shows; one that is open ``at_once``
    is made ready before it is asked for. Who lacks the ``right`` would find nothing there but a refusal."""

    name: str
    title: str
    module: str
    class_name: str
    late: str = ""
    at_once: bool = False
    right: str = "office.read"

    def load(self) -> type[Tab]:
        made: type[Tab] = getattr(importlib.import_module(self.module), self.class_name)
        return made

    def load_sections(self) -> None:
        """And the sections of it that nobody has opened yet."""
        for section in getattr(self.load(), "sections", ()):
            importlib.import_module(section.module)


_TABS = "fmcrm_desktop.ui.tabs"

TABS = (
    TabEntry("today", N_("Today"), f"{_TABS}.today", "TodayTab"),
    TabEntry("owners", N_("Owners"), f"{_TABS}.owners", "OwnersTab", right="person.read"),
    TabEntry("calendar", N_("Calendar"), f"{_TABS}.calendar", "CalendarTab", right="calendar.read"),
    TabEntry(
        "work_orders",
        N_("Work orders"),
        f"{_TABS}.work_orders",
        "WorkOrdersTab",
        "orders",
        right="order.read",
    ),
    TabEntry(
        "complaints",
        N_("Complaints"),
        f"{_TABS}.complaints",
        "ComplaintsTab",
        "complaints",
        right="complaint.read",
    ),
    TabEntry("calls", N_("Calls"), f"{_TABS}.calls", "CallsTab", at_once=True, right="call.read"),
    TabEntry(
        "prospects", N_("Prospects"), f"{_TABS}.prospects", "ProspectsTab", "prospects", right="person.read"
    ),
    TabEntry("agreements", N_("Agreements"), f"{_TABS}.agreements", "AgreementsTab"),
    TabEntry("articles", N_("Knowledge"), f"{_TABS}.articles", "ArticlesTab"),
    TabEntry("quality", N_("Quality"), f"{_TABS}.quality", "QualityTab", right="report.read"),
    TabEntry("reports", N_("Reports"), f"{_TABS}.reports", "ReportsTab", right="report.read"),
)

PAGES = (
    TabEntry(
        "own_reports", N_("Report builder"), f"{_TABS}.own_reports", "OwnReportsTab", right="report.read"
    ),
    TabEntry("tasks", N_("Tasks and memos"), f"{_TABS}.tasks", "TasksTab"),
    TabEntry("messages", N_("Messages"), f"{_TABS}.messages", "MessagesTab"),
    TabEntry("letters", N_("Letters"), f"{_TABS}.letters", "LettersTab", right="person.read"),
    TabEntry(
        "issued_documents",
        N_("Contracts and documents"),
        f"{_TABS}.issued_documents",
        "IssuedDocumentsTab",
        right="person.read",
    ),
    TabEntry("settings", N_("Settings"), f"{_TABS}.settings", "SettingsTab"),
    TabEntry("staff", N_("Staff"), f"{_TABS}.staff", "StaffTab"),
    TabEntry("praise", N_("Praise and suggestions"), f"{_TABS}.praise", "PraiseTab", right="complaint.read"),
    TabEntry(
        "committee", N_("Owners' committee"), f"{_TABS}.committee", "CommitteeTab", right="complaint.read"
    ),
    TabEntry("procedures", N_("Procedures"), f"{_TABS}.procedures", "ProceduresTab", right="complaint.read"),
    TabEntry("skills", N_("Skills and training"), f"{_TABS}.skills", "SkillsTab"),
    TabEntry("behaviour", N_("Staff and service"), f"{_TABS}.behaviour", "BehaviourTab"),
    TabEntry("buildings", N_("Buildings"), f"{_TABS}.buildings", "BuildingsTab", right="person.read"),
    TabEntry("units", N_("Units"), f"{_TABS}.units", "UnitsTab", right="person.read"),
    TabEntry("territories", N_("Territories"), f"{_TABS}.territories", "TerritoriesTab"),
    TabEntry("money", N_("Bills and commission"), f"{_TABS}.money", "MoneyTab", right="money.read"),
    TabEntry("parts", N_("Parts list"), f"{_TABS}.parts", "PartsTab", right="money.read"),
    TabEntry("equipment", N_("Equipment"), f"{_TABS}.equipment", "EquipmentTab", right="order.read"),
    TabEntry("plans", N_("Preventive work"), f"{_TABS}.plans", "PlansTab", right="order.read"),
    TabEntry("surveys", N_("Surveys"), f"{_TABS}.surveys", "SurveysTab", right="complaint.read"),
    TabEntry("own_fields", N_("Own fields"), f"{_TABS}.own_fields", "OwnFieldsTab"),
    TabEntry("channels", N_("Counter and post"), f"{_TABS}.channels", "ChannelsTab", right="call.read"),
    TabEntry("notices", N_("Notices"), f"{_TABS}.notices", "NoticesTab", right="call.read"),
    TabEntry("call_topics", N_("Call topics"), f"{_TABS}.call_topics", "CallTopicsTab", right="call.read"),
    TabEntry("rooms", N_("Rooms"), f"{_TABS}.rooms", "RoomsTab", right="calendar.read"),
    TabEntry(
        "customer_value",
        N_("Customer value"),
        f"{_TABS}.customer_value",
        "CustomerValueTab",
        right="person.read",
    ),
    TabEntry("targets", N_("Targets and escalation"), f"{_TABS}.targets", "TargetsTab"),
    TabEntry("problems", N_("Usual problems"), f"{_TABS}.problems", "ProblemsTab", right="order.read"),
    TabEntry("imports", N_("Import"), f"{_TABS}.imports", "ImportsTab"),
    TabEntry("exports", N_("Export"), f"{_TABS}.exports", "ExportsTab"),
    TabEntry("duplicates", N_("Duplicates"), f"{_TABS}.duplicates", "DuplicatesTab", right="person.read"),
    TabEntry("change_log", N_("Change log"), f"{_TABS}.change_log", "ChangeLogTab", right="audit.read"),
    TabEntry("backups", N_("Backups"), f"{_TABS}.backups", "BackupsTab"),
    TabEntry("moving", N_("Move the office"), f"{_TABS}.moving", "MovingTab"),
)
"""Pages opened from the menu: they stand behind the tabs while they are open, and can be closed."""

FOUND_IN = {
    "person": "owners", "company": "owners", "unit": "owners", "building": "buildings", "order": "work_orders",
    "work_order": "work_orders", "complaint": "complaints", "event": "calendar", "call": "calls",
    "notice": "notices", "message": "messages", "skill": "skills", "territory": "territories",
    "agreement": "agreements", "bill": "money", "part": "parts", "post_item": "channels/post",
    "counter_visit": "channels/counter",
    "equipment": "equipment", "plan": "plans",
    "article": "articles",
    "issued_document": "issued_documents",
    "commendation": "praise/commendations", "suggestion": "praise/suggestions", "case_study": "praise/case_book",
    "procedure": "procedures",
    "survey": "surveys",
    "corrective_action": "complaints/actions", "gap_plan": "quality/plans",
    "lead": "prospects/leads", "campaign": "prospects/campaigns", "committee_meeting": "committee/meetings",
    "decision": "committee/decisions", "opinion": "committee/opinions", "dispute": "committee/disputes",
}  # fmt: skip
"""Which tab, or section of a tab, shows what the search over everything found."""

FIND = "fmcrm_desktop.services.search:find"
"""The search over everything: a case ``find(work, text, limit)``."""

PICKS = {
    "person": "fmcrm_desktop.services.owners:choices",
    "unit": "fmcrm_desktop.services.units:choices",
    "own_fields": "fmcrm_desktop.services.own_fields:blank",
    "site": "fmcrm_desktop.services.buildings:sites",
    "entrance": "fmcrm_desktop.services.buildings:entrances",
    "building": "fmcrm_desktop.services.buildings:choices",
    "skill": "fmcrm_desktop.services.skills:choices",
    "post": "fmcrm_desktop.services.posts:choices",
    "territory": "fmcrm_desktop.services.territories:choices",
    "staff": "fmcrm_desktop.services.staff:choices",
    "room": "fmcrm_desktop.services.rooms:choices",
    "technician": "fmcrm_desktop.services.staff:technicians",
    "category": "fmcrm_desktop.services.categories:for_orders",
    "agreement": "fmcrm_desktop.services.agreements:choices",
    "problem": "fmcrm_desktop.services.problems:choices",
    "order_category": "fmcrm_desktop.services.categories:for_orders",
    "complaint_category": "fmcrm_desktop.services.categories:for_complaints",
    "call_topic": "fmcrm_desktop.services.call_topics:choices",
    "part": "fmcrm_desktop.services.parts:choices",
    "fee": "fmcrm_desktop.services.charges:fees",
    "order": "fmcrm_desktop.services.work_orders:choices",
    "complaint": "fmcrm_desktop.services.complaints:choices",
    "behaviour_scale": "fmcrm_desktop.services.complaints:scale_choices",
    "equipment": "fmcrm_desktop.services.equipment:choices",
    "checklist": "fmcrm_desktop.services.checklists:choices",
    "evidence": "fmcrm_desktop.services.behaviour:evidence",
    "letter_template": "fmcrm_desktop.services.letters:choices",
    "document_template": "fmcrm_desktop.services.issued_documents:template_choices",
    "lead": "fmcrm_desktop.services.prospects:choices",
    "campaign": "fmcrm_desktop.services.campaigns:choices",
    "survey": "fmcrm_desktop.services.surveys:choices",
    "notice": "fmcrm_desktop.services.notices:choices",
    "notice_place": "fmcrm_desktop.services.posting_places:choices",
    "handbook_edition": "fmcrm_desktop.services.handbooks:choices",
    "questionnaire": "fmcrm_desktop.services.questionnaires:choices",
    "committee_body": "fmcrm_desktop.services.committee:body_choices",
    "event": "fmcrm_desktop.services.committee:event_choices",
}
"""Where the pickers of forms ask: Field(pick="person") → a case ``choices(work, text, ids=())``."""


class Picks(Mapping[str, Callable[..., Any]]):
    """PICKS with each case imported when it is first needed."""

    def __getitem__(self, subject: str) -> Callable[..., Any]:
        return case_of(PICKS[subject])

    def __iter__(self) -> Iterator[str]:
        return iter(PICKS)

    def __len__(self) -> int:
        return len(PICKS)


def case_of(place: str) -> Callable[..., Any]:
    """The case "package.module:name" names."""
    module, name = place.split(":")
    found: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return found


def present(entries: Iterable[TabEntry] = TABS) -> tuple[TabEntry, ...]:
    """The tabs whose module is there; looks without importing."""
    return tuple(entry for entry in entries if importlib.util.find_spec(entry.module) is not None)


def open_to(who: Any, entries: Iterable[TabEntry] = TABS) -> tuple[TabEntry, ...]:
    """Those in which somebody finds more than a refusal."""
    return tuple(entry for entry in present(entries) if who is None or who.may(entry.right))
