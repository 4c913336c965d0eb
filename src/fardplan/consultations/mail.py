"""Letters about consultations. They go into the outbox in the verb's own transaction."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from fardplan.accounts.mail import link, send_later
from fardplan.accounts.permissions import Role
from fardplan.kit.periods import day_in_words
from fardplan.parties.models import Membership


def tell_coordinators(consultation, *, on):
    """Tell each coordinator of the parties asked, once, what is asked, by when, and where to answer. The text itself is not in the letter."""
    held = Membership.objects.filter(programme=consultation.programme_id, role=Role.COORDINATOR, party__in=consultation.parties.all())
    url = link(reverse("consultation", args=[consultation.programme.slug, consultation.slug]))
    for membership in held.holding_on(on).select_related("user", "party__organisation").order_by("pk"):
        with translation.override(settings.LANGUAGE_CODE):
            words = {
                "title": consultation.title,
                "party": membership.party.name,
                "programme": consultation.programme.name,
                "day": day_in_words(consultation.last_day),
                "url": url,
            }
            subject = _("Answer by %(day)s: %(title)s") % words
            text = _(
                "%(programme)s has sent “%(title)s” to the parties.\n\n"
                "Answer for %(party)s no later than %(day)s. Until you send it, nobody outside your party sees what you write.\n\n%(url)s\n"
            )
            send_later(membership.user, subject, text % words, key=f"consultation-sent:{consultation.pk}:{membership.pk}")
