"""Pages about a report and those before it: its versions, what differs side by side, and earlier texts to take over."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from fardplan.accounts.permissions import Permission
from fardplan.kit import forms
from fardplan.kit.editing import form_page
from fardplan.parties.web import in_programme, require
from fardplan.reports import access, earlier, services
from fardplan.reports.views_together import report_of


@in_programme(Permission.READ)
def versions(request, slug):
    """Every version of the report of its period, with day and summary; and those of other periods."""
    found = report_of(request, slug)
    others = earlier.of_the_same_kind(found, request.user)
    own = sorted([found, *(row for row in others if row.period == found.period)], key=lambda row: row.number, reverse=True)
    page = {"report": found, "versions": own, "others": [row for row in others if row.period != found.period]}
    return render(request, "reports/versions.html", page)


@in_programme(Permission.READ)
def compared(request, slug):
    """The report beside another of its kind, named in the address (`med`), else the one before it."""
    found = report_of(request, slug)
    page = earlier.compared_page(found, request.user, request.GET.get("med", ""))
    return render(request, "reports/compared.html", {"page": page, "report": found})


class TakeOverForm(forms.Form):
    sections = forms.MultipleChoiceField(label=gettext_lazy("Texts to take over"), required=False)

    def __init__(self, *args, choices, hints, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sections"].choices = choices
        self.fields["sections"].widget.option_hints = hints


@in_programme(Permission.WRITE_REPORT)
def take_over(request, slug):
    """Earlier texts for headings that have none yet; where the register's facts are the same they are chosen beforehand."""
    found = report_of(request, slug)
    require(access.can_write(request.authority, found))
    page = earlier.proposals(found, request.user)
    texts = {row.section: row.text for row in page.rows}
    home = reverse("report_work", args=[request.programme.slug, found.slug])

    def hint(row):
        if row.still_holds:
            said = _("Nothing has changed in the register's figures here.")
        else:
            words = ngettext(
                "%(count)s figure or row is another since then.", "%(count)s figures or rows are others since then.", row.changes
            )
            said = words % {"count": row.changes}
        begins = " ".join(row.text.split())
        return f"{said} “{begins[:160]}{'…' if len(begins) > 160 else ''}”"

    def save(form):
        chosen = [section for section in form.cleaned_data["sections"] if section in texts]
        return services.take_over(found, by=request.user, earlier=page.earlier, sections=chosen)

    return form_page(
        request,
        TakeOverForm,
        title=_("Earlier texts"),
        back=home,
        initial={"sections": [row.section for row in page.rows if row.still_holds]},
        save=save,
        template="reports/take_over.html",
        context={"report": found, "page": page, "cancel_url": home, "submit": _("Take over the chosen texts")},
        choices=[(row.section, row.title) for row in page.rows],
        hints={row.section: hint(row) for row in page.rows},
    )
