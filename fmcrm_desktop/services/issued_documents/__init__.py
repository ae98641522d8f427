"""Documents made from templates: proposals, contracts, permits, reminders; issued in editions, accepted or refused."""

# mypy: implicit-reexport

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

face(__name__)
