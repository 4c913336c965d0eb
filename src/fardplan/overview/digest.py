"""The letter of the week: what others have changed, first what one follows. One letter a week however often it is asked for; only what
the receiver may read when it is written; no values, which stay behind the log-in."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from fardplan.accounts.mail import link, send_later
from fardplan.overview import event_words
from fardplan.overview.news import news, readable
from fardplan.parties.access import authority_of
from fardplan.parties.models import Programme
from fardplan.reminders.kinds import DIGEST
from fardplan.reminders.models import Follow
from fardplan.reminders.services import silenced_by

#: Rows told of in each programme; the rest are counted.
MOST = 20


def digest_for(user, *, week, day, language="sv"):
    """Put the letter of the week that begins on `week` in the outbox: what happened in the seven days before, as far as `user` may read it on
    `day`. Returns how many rows it tells of; 0 and no letter when
    nothing has happened, when there is no address, or when it is not wanted."""
    if not user.email or DIGEST in silenced_by(user):
        return 0
    with override(language):
        parts = list(_parts(user, week, day))
        if not parts:
            return 0
        count = sum(len(followed) + len(lines) for _programme, followed, lines in parts)
        subject = ngettext("%(n)s thing has changed this week", "%(n)s things have changed this week", count) % {"n": count}
        year, number, _weekday = week.isocalendar()
        send_later(user, subject, _text(parts), key=f"digest:{user.pk}:{year}-{number:02}")
    return count


def _parts(user, week, day):
    """(programme, followed, the rest) for each programme that they take part in on the day."""
    until = timezone.make_aware(datetime.combine(week, time.min))
    since = until - timedelta(days=7)
    for programme in Programme.objects.visible_to(user, on=day).order_by("name"):
        authority = authority_of(user, programme, on=day)
        lines = news(programme, user=user, since=since, until=until)
        if not lines:
            continue
        wanted = Follow.objects.filter(user=user, programme=programme)
        mine = {(row.row_model, row.row_id) for row in wanted if readable(authority, row) is not None}
        followed = [line for line in lines if (line.label, line.row_id) in mine]
        yield programme, followed, [line for line in lines if (line.label, line.row_id) not in mine]


def _text(parts):
    out = []
    for programme, followed, lines in parts:
        out += [programme.name, ""]
        if followed:
            out += [_("What you follow:"), "", *_told(followed)]
        if lines:
            out += [_("What others have changed:") if not followed else _("Other things:"), "", *_told(lines[:MOST])]
        if len(lines) > MOST:
            out += [ngettext("and %(n)s more", "and %(n)s more", len(lines) - MOST) % {"n": len(lines) - MOST}, ""]
        out += [_("All that is new: %(url)s") % {"url": link(f"/{programme.slug}/nytt/?dagar=7")}, ""]
    out.append(_("Choose what you get letters about: %(url)s") % {"url": link("/min-sida/paminnelser/")})
    return "\n".join(out)


def _told(lines):
    for line in lines:
        yield f"– {event_words.kind(line.label)}: {line.name}"
        yield f"  {', '.join(line.who)}: {' · '.join(line.what)}"
        if line.url:
            yield f"  {link(line.url)}"
        yield ""
