"""How much the programme is planned to be staffed, and is, on a day. Vacancies add nothing, and nobody is counted twice."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.kit.nothing import Sum, total
from fardplan.kit.periods import day_in_words

from .registry import Found, Kind, figure, of_sum


def planned(posts, day, post=None) -> Sum:
    """Per cent of full time that is planned on a day, for one post or all."""
    return total((row.share, "") for row in posts if row.holds_on(day) and (post is None or row.pk == post.pk))


def held(assignments, day, post=None):
    """The assignments that hold on a day, vacant ones too."""
    return [row for row in assignments if row.holds_on(day) and (post is None or row.post_id == post.pk)]


def staffed(assignments, day, post=None) -> Sum:
    """Per cent of full time that is staffed on a day. Only vacancies is nought; no row at all is missing."""
    rows = held(assignments, day, post)
    filled = [row for row in rows if not row.is_vacant]
    return total((row.share, "") for row in filled) if filled or not rows else total([(0, "")])


def people(assignments, day) -> int:
    """How many people hold an assignment. One with several is one; where nobody says who, each assignment is somebody."""
    return len({("holder", row.holder) if row.holder else ("row", row.slug) for row in held(assignments, day) if not row.is_vacant})


def vacancies(assignments, day, post=None) -> int:
    return sum(row.is_vacant for row in held(assignments, day, post))


@figure("posts.share", Kind.PERCENT, gettext_lazy("Planned staffing of one post"), at="day", of="posts")
@figure("posts.share", Kind.PERCENT, gettext_lazy("Planned staffing, per cent of full time"), at="day")
def posts_share(register, day, post=None):
    return of_sum(planned(register.posts, day, post), _("Register, staffing: posts on %(day)s") % {"day": day_in_words(day)})


@figure("posts.vacancies", Kind.NUMBER, gettext_lazy("Vacancies that one post is said to have"), at="day", of="posts")
@figure("posts.vacancies", Kind.NUMBER, gettext_lazy("Vacancies that the posts are said to have"), at="day")
def posts_vacancies(register, day, post=None):
    rows = [row for row in register.posts if row.holds_on(day) and (post is None or row.pk == post.pk)]
    return Found(
        sum(row.vacancies for row in rows) if rows else None, _("Register, staffing: posts on %(day)s") % {"day": day_in_words(day)}
    )


@figure("assignments.share", Kind.PERCENT, gettext_lazy("Staffing of one post on the day"), at="day", of="posts")
@figure("assignments.share", Kind.PERCENT, gettext_lazy("Staffing on the day, per cent of full time"), at="day")
def assignments_share(register, day, post=None):
    return of_sum(staffed(register.assignments, day, post), _("Register, staffing: assignments on %(day)s") % {"day": day_in_words(day)})


@figure("assignments.people", Kind.NUMBER, gettext_lazy("People with an assignment on the day"), at="day")
def assignments_people(register, day):
    place = _("Register, staffing: assignments on %(day)s") % {"day": day_in_words(day)}
    return Found(people(register.assignments, day) if held(register.assignments, day) else None, place)


@figure("assignments.vacancies", Kind.NUMBER, gettext_lazy("Vacant assignments of one post on the day"), at="day", of="posts")
@figure("assignments.vacancies", Kind.NUMBER, gettext_lazy("Vacant assignments on the day"), at="day")
def assignments_vacancies(register, day, post=None):
    place = _("Register, staffing: assignments on %(day)s") % {"day": day_in_words(day)}
    return Found(vacancies(register.assignments, day, post) if held(register.assignments, day) else None, place)
