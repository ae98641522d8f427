"""One complaint from what was said to what was learned, for the file: everything its page shows, under the office's
head."""

from __future__ import annotations

from dataclasses import dataclass

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.services import attachments, complaints, papers, registers
from fmcrm_desktop.services.attachments import OnPaper
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints import ComplaintCard
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class ComplaintReport:
    """A complaint as it is told afterwards."""

    head: Head
    card: ComplaintCard
    files: tuple[OnPaper, ...] = ()


@needs("complaint.read")
def complaint_report(work: Work, number: str) -> ComplaintReport:
    """The report of the complaint with this number; raises Invalid(number)."""
    id = papers.by_number(work, Complaint, number).id
    return ComplaintReport(
        registers.head(work), complaints.card(work, id), attachments.on_paper(work, "complaint", id)
    )
