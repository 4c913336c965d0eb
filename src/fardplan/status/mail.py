"""What goes out by e-mail at once: a deviation, to those who lead the programme."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from fardplan.accounts.mail import send_later
from fardplan.accounts.models import User
from fardplan.accounts.permissions import Role
from fardplan.governance.models import Forum, Seat
from fardplan.parties.models import Membership, Party
from fardplan.status.models import StatusSetup


def receivers_of_deviations(programme, *, on):
    """Users who are told of a deviation, each once: the programme leads, and those the programme has chosen.

    Where nobody has been chosen: steering members of the parties whose seat in a steering forum is the chair's that day. Four queries at most.
    """
    held = Membership.objects.filter(programme=programme).holding_on(on)
    leads = held.filter(role=Role.LEAD).values("user")
    chosen = User.objects.filter(
        pk__in=StatusSetup.deviation_receivers.through.objects.filter(statussetup__programme=programme).values("user")
    )
    found = {user.pk: user for user in User.objects.filter(pk__in=leads, is_active=True)}
    # Somebody who has left the programme is not told, chosen or not.
    others = list(chosen.filter(is_active=True, pk__in=held.values("user")))
    if not chosen.exists():
        others = User.objects.filter(
            is_active=True, pk__in=held.filter(role=Role.STEERING, party__in=_chairs(programme, on)).values("user")
        )
    found |= {user.pk: user for user in others}
    return sorted(found.values(), key=lambda user: user.pk)


def _chairs(programme, on):
    seats = Seat.objects.filter(programme=programme, role=Seat.Role.CHAIR, forum__function=Forum.Function.STEERING).holding_on(on)
    return Party.objects.filter(programme=programme, organisation__in=seats.values("organisation")).values("pk")


def tell_of_deviation(deviation, *, on, url=""):
    """Puts one letter per receiver in the outbox, in the writer's transaction: no deviation, no letter. Returns how many."""
    receivers = [user for user in receivers_of_deviations(deviation.programme, on=on) if user.email]
    # The receiver's language is not known; Swedish is the service's own.
    with override("sv"):
        subject = _("Deviation: %(title)s") % {"title": deviation.title}
        text = _text(deviation, url)
    for user in receivers:
        send_later(user, subject, text, key=f"deviation:{deviation.pk}:{user.pk}")
    return len(receivers)


def _text(deviation, url):
    lines = [
        _("A deviation has been reported in %(programme)s.") % {"programme": deviation.programme},
        "",
        deviation.title,
        f"{_('Seriousness')}: {deviation.get_seriousness_display()}",
    ]
    if deviation.initiative:
        lines.append(f"{_('Initiative')}: {deviation.initiative}")
    if deviation.activity_words:
        lines.append(f"{_('Activity')}: {deviation.activity_words}")
    if deviation.party:
        lines.append(f"{_('Party')}: {deviation.party}")
    lines += ["", _("What has happened"), deviation.happened]
    lines += ["", _("What is done about it"), deviation.doing or _("Nothing has been said.")]
    if url:
        lines += ["", _("Read it and write what is done: %(url)s") % {"url": url}]
    return "\n".join(lines)
