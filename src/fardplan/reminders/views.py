from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.kit.editing import form_page
from fardplan.parties.web import logged_in
from fardplan.reminders import services
from fardplan.reminders.forms import RemindersForm
from fardplan.reminders.kinds import KINDS


@logged_in
def reminders(request):
    """What I want e-mail about: my own settings, and nobody else's."""
    silenced = services.silenced_by(request.user)
    back = reverse("my_page")
    return form_page(
        request,
        RemindersForm,
        title=_("Reminders"),
        back=back,
        initial={"kinds": [kind for kind in KINDS if kind not in silenced]},
        save=lambda form: services.silence(request.user, kinds=set(KINDS) - set(form.cleaned_data["kinds"])),
        template="reminders/reminders.html",
        context={"crumbs": [(_("My page"), back)], "address": request.user.email},
    )
