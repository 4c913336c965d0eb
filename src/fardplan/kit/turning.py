"""Long lists are turned over, a page at a time; kit/pagination.html shows the numbers and keeps the rest of the address.

A row that is linked to where it stands in its list (`address_of`) is found whichever page it stands on.
"""

from django.core.paginator import Page, Paginator

#: Rows of a table on one page: a year of most things fits, and drawing them costs less than a tenth of a second.
ON_A_PAGE = 100


def turned(request, rows, *, on_a_page: int = ON_A_PAGE) -> Page:
    """The page of `rows` (a list, or an ordered queryset) that the address asks for.

    `?sida=` is its number, and the nearest there is answers for another; `?visa=` is the slug of a row in a list.
    """
    pages = Paginator(rows, on_a_page)
    number, slug = request.GET.get("sida"), request.GET.get("visa")
    if slug and not number:
        place = next((n for n, row in enumerate(rows) if row.slug == slug), 0)
        number = place // on_a_page + 1
    return pages.get_page(number)


def on_page(page: Page, rows) -> list:
    """Those of `rows` that stand on the page: a list of several parts is turned over as one, and shown part by part."""
    shown = {id(row) for row in page.object_list}
    return [row for row in rows if id(row) in shown]


def address_of(home: str, row) -> str:
    """Where a row stands in the list at `home`."""
    return f"{home}?visa={row.slug}#{row.slug}"
