"""Which templates there are, and which are offered where a document is fetched."""

from fardplan.documents import TEMPLATED
from fardplan.looks.models import Look
from fardplan.looks.services import content_of


def looks_page(programme, user):
    """All that are not withdrawn, with their organisations."""
    return Look.objects.visible_to(user).there().filter(programme=programme).select_related("organisation", "programme", "added_by")


def offered(programme, user):
    """Those in use, in the order of their owners."""
    return looks_page(programme, user).in_use()


def chosen(programme, user, suffix, asked) -> dict:
    """What to draw a file of the kind `suffix` with: {"template": bytes} of the template whose key is `asked`, {} for the product's look.

    A key of a template that is not there, or of another kind, is None: whoever asked is told that it is not there.
    """
    if not asked or suffix not in TEMPLATED:
        return {}
    found = looks_page(programme, user).filter(slug=asked, kind=suffix).first()
    return None if found is None else {"template": content_of(found)}
