"""The calendar page and the calendars that people subscribe to: activities, meetings and milestones, as the reader may see them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.mail import link
from fardplan.governance.models import ForumMember, Meeting
from fardplan.kit.turning import address_of
from fardplan.overview.calendar_rules import Entry, day_to_subscribe
from fardplan.parties.models import Membership
from fardplan.plan.models import Activity, Milestone
from fardplan.plan.rules import State

KINDS = ("activity", "meeting", "milestone")


def entries(user, *, programmes, on, first=None, until=None, party=None, mine=False, kinds=KINDS):
    """What `user` may see on the day `on` of the `programmes`: three queries and one for `mine`.

    `first` and `until` (the first day after) narrow to what can fall between them; `party` to what is the party's: it is responsible, it is
    waited for, or its organisation sits in the forum. `mine` to the work that the user leads, their parties' and the forums they sit in.
    """
    own = _of_mine(user, on) if mine else _of_party(party) if party is not None else dict.fromkeys(KINDS, Q())
    found = []
    for kind, model in (("activity", Activity), ("meeting", Meeting), ("milestone", Milestone)):
        if kind not in kinds:
            continue
        rows = model.objects.visible_to(user, on=on).filter(own[kind], programme__in=programmes)
        if first is not None:
            rows = rows.filter(Q(time_ends_latest__gt=first) | Q(time_ends_latest=None)).filter(
                Q(time_starts_earliest__lt=until) | Q(time_starts_earliest=None)
            )
            rows = rows.exclude(time_starts_earliest=None, time_ends_latest=None)
        found += [READERS[kind](row) for row in rows.select_related("programme", *RELATED[kind]).distinct()]
    return found


RELATED = {"activity": ("responsible__organisation",), "meeting": ("forum",), "milestone": ("party__organisation",)}


def _of_party(party):
    return {
        "activity": Q(responsible=party),
        "meeting": Q(forum__seats__organisation=party.organisation_id),
        "milestone": Q(party=party),
    }


def _of_mine(user, on):
    held = Membership.objects.filter(user=user, party__isnull=False).holding_on(on)
    parties = held.values("party")
    return {
        "activity": Q(responsible__in=parties) | Q(initiative__leader=user),
        "meeting": Q(forum__in=ForumMember.objects.filter(user=user).filter(Q(until_date=None) | Q(until_date__gt=on)).values("forum"))
        | Q(forum__seats__organisation__in=held.values("party__organisation")),
        "milestone": Q(party__in=parties) | Q(initiative__leader=user),
    }


def _common(row, kind, url):
    return {
        "kind": kind,
        "pk": row.pk,
        "title": row.title,
        "url": url,
        "words": row.time_words,
        "starts": row.time_starts_earliest,
        "until": row.time_ends_latest,
        "is_invented": row.is_invented,
        "is_restated": row.is_restated,
        "source": row.source,
        "version": row.version,
        "kind_words": kind_words()[kind],
    }


def _activity(row):
    return Entry(
        **_common(row, "activity", reverse("activity", args=[row.programme.slug, row.slug])),
        who=row.responsible.name if row.responsible else "",
        is_cancelled=row.state == State.CANCELLED,
        is_done=row.state == State.DONE,
    )


def _meeting(row):
    return Entry(
        **_common(row, "meeting", reverse("meeting", args=[row.programme.slug, row.slug])),
        at=row.starts_at,
        ends_at=row.ends_at,
        place=row.place,
        who=row.forum.name,
    )


def _milestone(row):
    return Entry(
        **_common(row, "milestone", address_of(reverse("milestones", args=[row.programme.slug]), row)),
        who=row.party.name if row.party else row.responsible,
        is_done=row.is_done,
    )


READERS = {"activity": _activity, "meeting": _meeting, "milestone": _milestone}


def kind_words():
    return {"activity": _("Activity"), "meeting": _("Meeting"), "milestone": _("Milestone")}


def as_icalendar(found, *, name, now=None):
    """The entries as one calendar (RFC 5545): bytes. Days are all-day events, whose end is the first day after; meetings with hours have them."""
    now = now or datetime.now(UTC)
    words = kind_words()
    made = icalendar.Calendar()
    made.add("prodid", "-//Färdplan//fardplan//SV")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    zone = ZoneInfo(settings.TIME_ZONE)
    for entry in sorted(found, key=lambda each: (each.sort_key, each.kind, each.pk)):
        days = day_to_subscribe(entry)
        if days is not None:
            made.add_component(_event(entry, days, words[entry.kind], zone, now))
    made.add_missing_timezones()
    return made.to_ical()


def _event(entry, days, kind, zone, now):
    event = icalendar.Event()
    event.add("uid", f"{entry.kind}-{entry.pk}@{settings.MAIL_DOMAIN}")
    event.add("dtstamp", now)
    event.add("sequence", entry.version)
    event.add("summary", entry.title if entry.is_on_days else f"{entry.title} ({entry.words})")
    begins, until = days
    if entry.at is not None and entry.is_on_days and (until - begins).days == 1:
        event.add("dtstart", datetime.combine(begins, entry.at, tzinfo=zone))
        if entry.ends_at is not None:
            event.add("dtend", datetime.combine(begins, entry.ends_at, tzinfo=zone))
    else:
        event.add("dtstart", begins)
        event.add("dtend", until)
        # A day that only words of half a year lie behind does not make anybody busy; nor does a milestone.
        event.add("transp", "OPAQUE" if entry.is_on_days and entry.kind != "milestone" else "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.is_cancelled else "CONFIRMED" if entry.is_on_days else "TENTATIVE")
    event.add("categories", [kind])
    told = [f"{kind}: {entry.words}", entry.who, _("Invented example") if entry.is_invented else ""]
    event.add("description", "\n".join(each for each in told if each))
    if entry.place:
        event.add("location", entry.place)
    event.add("url", link(entry.url))
    return event
