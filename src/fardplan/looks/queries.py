"""Which templates there are, and which are offered where a document is fetched."""

from fardplan.looks.models import Look


def looks_page(programme, user):
    """All that are not withdrawn, with their organisations."""
    return Look.objects.visible_to(user).there().filter(programme=programme).select_related("organisation", "programme", "added_by")


def offered(programme, user):
    """Those in use, in the order of their owners."""
    return looks_page(programme, user).in_use()
