"""Reminders by e-mail: one letter per person and day with all that has come to a step, and what somebody does not want."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from fardplan.accounts.mail import link, send_later
from fardplan.kit.templatetags.fardplan import datum
from fardplan.reminders.gather import waiting_for_user
from fardplan.reminders.models import ReminderSent, ReminderSilenced
from fardplan.reminders.rules import step_reached


def silence(user, *, kinds):
    """`user` gets no letters of these kinds, and of every other kind. Own settings: nobody else can change them."""
    with transaction.atomic():
        ReminderSilenced.objects.filter(user=user).exclude(kind__in=kinds).delete()
        ReminderSilenced.objects.bulk_create([ReminderSilenced(user=user, kind=kind) for kind in sorted(kinds)], ignore_conflicts=True)


def silenced_by(user):
    """The kinds that `user` wants no letters of."""
    return set(ReminderSilenced.objects.filter(user=user).values_list("kind", flat=True))


def remind(user, *, day, language="sv"):
    """Send `user` the day's letter, if something has come to a new step. Returns how many things it tells of.

    What was told is written with the letter, in one transaction: two nodes at once make one letter.
    """
    silenced = silenced_by(user)
    known = set(ReminderSent.objects.filter(user=user).values_list("key", "last_day", "step"))
    told = []
    for due in waiting_for_user(user, today=day):
        step = None if due.days_left is None or due.thing.kind in silenced else step_reached(due.days_left)
        if step is not None and (due.thing.key, due.thing.last_day, step) not in known:
            known.add((due.thing.key, due.thing.last_day, step))  # two roles may be told of the same thing
            told.append((due, step))
    if not told or not user.email:
        return 0
    try:
        with transaction.atomic(), override(language):
            for due, step in told:
                thing = due.thing
                ReminderSent.objects.create(user=user, kind=thing.kind, key=thing.key, last_day=thing.last_day, step=step, day=day)
            dues = [due for due, _step in told]
            send_later(user, _subject(dues), _text(dues), key=f"reminders:{user.pk}:{day.isoformat()}")
    except IntegrityError:
        return 0  # another node was first
    return len(told)


def _subject(dues):
    if len(dues) == 1:
        return dues[0].thing.title
    return _("%(n)s things wait for you") % {"n": len(dues)}


def _text(dues):
    lines = [ngettext("One thing waits for you.", "%(n)s things wait for you.", len(dues)) % {"n": len(dues)}, ""]
    for due in dues:
        thing = due.thing
        lines += [
            f"– {thing.title}",
            f"  {due.programme.name}{', ' + thing.detail if thing.detail else ''}",
            f"  {when(due)}",
            f"  {link(thing.url)}",
            "",
        ]
    lines += [
        _("All that waits for you: %(url)s") % {"url": link("/min-sida/")},
        _("Choose what you are reminded of: %(url)s") % {"url": link("/min-sida/paminnelser/")},
    ]
    return "\n".join(lines)


def when(due):
    """The last day and how near it is: "Senast 12 januari 2026 (3 dagar sent)"."""
    day, left = datum(due.thing.last_day), due.days_left
    if left < 0:
        how = ngettext("%(n)s day late", "%(n)s days late", -left) % {"n": -left}
    elif left == 0:
        how = _("today")
    else:
        how = ngettext("in %(n)s day", "in %(n)s days", left) % {"n": left}
    return _("At the latest %(day)s (%(how)s)") % {"day": day, "how": how}
