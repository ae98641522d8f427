"""How a price is charged, and what comes after the last day: proposals and agreements say it alike."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_

CHARGED = {
    "month": N_("Per month"),
    "area": N_("Per square metre and month"),
    "service": N_("Per service"),
    "none": N_("Not charged"),
}
"""How the price is charged."""
RENEWALS = {
    "none": N_("Ends on the last day"),
    "same_term": N_("Renewed for the same term"),
    "open": N_("Goes on until notice is given"),
}
"""What comes after the last day."""
