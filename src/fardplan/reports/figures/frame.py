"""The programme itself: how far it reaches, how many take part, how many goals it has."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.kit.periods import day_in_words

from .registry import Found, Kind, figure


@figure("programme.horizon_year", Kind.NUMBER, gettext_lazy("The year the programme looks towards"))
def programme_horizon_year(register):
    year = register.programme.horizon_year
    return Found(year, _("Register, the programme"), words=str(year or ""))


@figure("parties.count", Kind.NUMBER, gettext_lazy("Parties on the day"), at="day")
def parties_count(register, day):
    number = sum(party.holds_on(day) for party in register.parties)
    return Found(number, _("Register, parties on %(day)s") % {"day": day_in_words(day)})


@figure("seats.count", Kind.NUMBER, gettext_lazy("Seats of a forum on the day"), at="day", of="forums")
def seats_count(register, day, forum):
    number = sum(seat.number for seat in register.seats.get(forum.pk, []) if seat.holds_on(day))
    return Found(number, _("Register, forums: %(forum)s on %(day)s") % {"forum": forum.name, "day": day_in_words(day)})


@figure("goals.count", Kind.NUMBER, gettext_lazy("Goals that hold on the day"), at="day")
def goals_count(register, day):
    number = sum(goal.holds_on(day) for goal in register.goals)
    return Found(number, _("Register, goals on %(day)s") % {"day": day_in_words(day)})


@figure("benefit_objects.count", Kind.NUMBER, gettext_lazy("Benefit objects"))
def benefit_objects_count(register):
    return Found(len(register.benefit_objects), _("Register, benefit objects"))
