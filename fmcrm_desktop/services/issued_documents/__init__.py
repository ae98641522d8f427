"""Documents made from templates: proposals, contracts, permits, reminders; issued in editions, accepted or refused."""

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.issued_documents.forms import (
        DocumentForm,
        DocumentTemplateForm,
        ReasonForm,
        TextForm,
    )
    from fmcrm_desktop.services.issued_documents.issuing import (
        DocumentSheet,
        accept,
        edition_sheet,
        issue,
        refuse,
        renew,
        sheet,
        sheet_of,
        upcoming,
        withdraw,
    )
    from fmcrm_desktop.services.issued_documents.keeping import (
        archive,
        begin,
        change,
        form_of,
        make,
        refill,
        restore,
        text_form,
        write,
    )
    from fmcrm_desktop.services.issued_documents.listing import (
        DocumentCard,
        DocumentRow,
        EditionRow,
        card,
        page,
        rows,
    )
    from fmcrm_desktop.services.issued_documents.ready import suggest
    from fmcrm_desktop.services.issued_documents.templates import (
        fields,
        preview,
        template_choices,
        template_form,
        templates,
    )

__all__ = [
    "DocumentCard", "DocumentForm", "DocumentRow", "DocumentSheet", "DocumentTemplateForm", "EditionRow", "ReasonForm",
    "TextForm", "accept", "archive", "begin", "card", "change", "edition_sheet", "fields", "form_of",
    "issue", "make", "page", "preview", "refill", "refuse", "renew", "restore", "rows", "sheet", "sheet_of",
    "suggest", "template_choices", "template_form", "templates", "text_form", "upcoming", "withdraw", "write",
]  # fmt: skip

face(__name__)
