from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.overview.my_page import my_page as page_of
from fardplan.parties.web import logged_in
from fardplan.reminders import counting


@logged_in
def my_page(request):
    """Everything that waits for me, by urgency, across programmes."""
    page = page_of(request.user, today=timezone.localdate())
    n = len(page.due)
    counting.keep(request.user, n)
    number = _in_letters()[n] if n < 11 else str(n)
    title = (
        ngettext("%(number)s thing waits for you", "%(number)s things wait for you", n) % {"number": number}
        if n
        else _("Nothing waits for you")
    )
    return render(request, "overview/my_page.html", {"page": page, "title": title})


def _in_letters():
    return ("", _("One"), _("Two"), _("Three"), _("Four"), _("Five"), _("Six"), _("Seven"), _("Eight"), _("Nine"), _("Ten"))
