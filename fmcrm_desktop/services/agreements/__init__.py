"""Service agreements: kept, moved, their terms over time, charged by the month, told on paper."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.agreements.card import AgreementCard, card
    from fmcrm_desktop.services.agreements.charging import (
        LEFT_OUT,
        make_month,
        month_form,
        preview,
    )
    from fmcrm_desktop.services.agreements.forms import (
        AgreementForm,
        BeliefLine,
        BeliefsForm,
        IncludedLine,
        MonthForm,
        RaiseForm,
        RenewForm,
        SignForm,
        TerminateForm,
        TermsForm,
        WhyForm,
    )
    from fmcrm_desktop.services.agreements.keeping import (
        add,
        archive,
        beliefs_form,
        believe,
        change,
        draft,
        form_of,
        restore,
    )
    from fmcrm_desktop.services.agreements.listing import (
        AgreementRow,
        choices,
        of_person,
        of_unit,
        page,
        rows,
        soon,
    )
    from fmcrm_desktop.services.agreements.months import (
        MONTH_STATES,
        MonthCard,
        MonthRow,
        month_card,
        month_options,
        month_page,
        month_rows,
        statement_in,
        statements_in,
    )
    from fmcrm_desktop.services.agreements.moving import (
        allowed,
        earliest,
        offer,
        renew,
        renew_form,
        sign,
        sign_form,
        take_back,
        terminate,
        terminate_form,
    )
    from fmcrm_desktop.services.agreements.statement import (
        AgreementRegister,
        AgreementStatement,
        month_statements,
        register,
        statement,
        statement_of,
        statements,
    )
    from fmcrm_desktop.services.agreements.terms import (
        Raised,
        TermsRow,
        change_terms,
        history,
        raise_prices,
        raised,
        terms_form,
    )

face(__name__)
