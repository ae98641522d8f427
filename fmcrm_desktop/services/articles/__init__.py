"""What the office knows: solutions, guides, policies and tips, made of closed orders, used, rated and commented."""

# mypy: implicit-reexport

from typing import TYPE_CHECKING

from fmcrm_desktop.late import face

if TYPE_CHECKING:
    from fmcrm_desktop.services.articles.card import ArticleCard, Used, card
    from fmcrm_desktop.services.articles.fitting import Fit, fitting, of_order
    from fmcrm_desktop.services.articles.judging import (
        STARS,
        UseForm,
        comment,
        rate,
        unuse,
        use,
        use_for,
    )
    from fmcrm_desktop.services.articles.keeping import (
        ArticleForm,
        add,
        archive,
        change,
        form_of,
        make,
        restore,
    )
    from fmcrm_desktop.services.articles.listing import (
        ArticleRow,
        author_options,
        category_options,
        equipment_options,
        page,
        problem_options,
        rows,
        skill_options,
    )
    from fmcrm_desktop.services.articles.many import ManyArticlesForm, archive_many, change_many, restore_many
    from fmcrm_desktop.services.articles.sheet import JobAid, sheets
    from fmcrm_desktop.services.articles.support import Likely, Support, support

face(__name__)
