"""The schema's version, known without loading the migration tool; a test holds it against the newest migration."""

from fmcrm_desktop.model.words import N_

VERSION = 11
REVISION = f"{VERSION:04d}"
NEWER = N_("The office on this server belongs to a newer version of this program. Install that version.")
