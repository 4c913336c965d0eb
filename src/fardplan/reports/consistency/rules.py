"""What must agree in any programme, whether or not a document says so."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext as _

from fardplan.economy.models import Funding
from fardplan.kit.money import unit_of
from fardplan.kit.nothing import total
from fardplan.kit.periods import ReportPeriod, day_in_words, days_in_words
from fardplan.reports.figures import Kind, resolve, words_of
from fardplan.reports.figures.economy import amounts, funders, outturns
from fardplan.reports.figures.staffing import held, planned, staffed, vacancies

from .finding import Code, Finding, Said, Severity
from .statements import difference


def all_rules(register, years, stated_units):
    """Findings of every rule. `years`: those somebody has reported or budgeted; `stated_units`: units a statement has told of."""
    return [
        *parts(register),
        *shares(register),
        *units(register, stated_units),
        *staffing(register, years),
        *above_plan(register),
        *absent(register, years),
    ]


# Money ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def parts(register):
    """Lines whose parts ("varav") do not come to the line, in budget or outturn, where all are known."""
    for line in register.lines:
        inside = register.parts_of.get(line.pk)
        if not inside:
            continue
        year = ReportPeriod.of_year(line.budget.year)
        for what, whole, added in (
            ("amount", amounts([line]), amounts(inside)),
            ("outturn", outturns(register, [line], year), outturns(register, inside, year)),
        ):
            if whole.value is None or added.value is None or not (whole.is_complete and added.is_complete) or whole.value == added.value:
                continue
            title = _("%(line)s and its parts, budget") if what == "amount" else _("%(line)s and its parts, outturn")
            told = [f"{part.title} {_words(part, register, what, year)}" for part in inside]
            yield Finding(
                Code.PARTS,
                Severity.CONTRADICTION if added.value > whole.value else Severity.CHECK,
                title % {"line": line.title},
                register=(resolve(register, f"line.{what}:{line.slug}"), resolve(register, f"line.parts_{what}:{line.slug}")),
                difference=difference([whole.value, added.value], Kind.MONEY),
                details=(_("The parts: %(parts)s.") % {"parts": "; ".join(told)},),
            )


def _words(part, register, what, year):
    found = amounts([part]) if what == "amount" else outturns(register, [part], year)
    return words_of(found.value, Kind.MONEY)


def shares(register):
    """Years where those who finance the programme do not come to the whole of it."""
    for year in sorted({row.year for row in register.funding}):
        rows = [row for row in funders(register, year, Funding.Role.PAYS) if row.share is not None]
        added = total((row.share, "") for row in rows)
        if len(rows) < 2 or added.value == 100:
            continue
        yield Finding(
            Code.SHARES,
            Severity.CHECK,
            _("Shares of the financing %(year)s") % {"year": year},
            register=(resolve(register, f"funding.share@{year}:pays"),),
            difference=words_of(abs(added.value - Decimal(100)), Kind.PERCENT),
            details=(_("The shares should come to 100 per cent."),),
        )


def units(register, stated):
    """Budgets printed in a unit that is no standard, where no statement has told so already."""
    for budget in register.budgets:
        unit = unit_of(budget.printed_unit) if budget.printed_unit else None
        if unit and unit.advice and unit.written.casefold() not in stated:
            said = Said(budget.printed_unit, budget.printed_unit, budget.source or budget.title, _("the unit"))
            yield Finding(Code.UNIT, Severity.WORDING, _("The unit “%(unit)s”") % {"unit": unit.written}, (said,), details=(unit.message,))


# Staffing ───────────────────────────────────────────────────────────────────────────────────────────────────────────


def staffing(register, years):
    """Posts and assignments on the last day of each year: all together with the posts that make the difference, or only those posts."""
    for year in years:
        day = ReportPeriod.of_year(year).last_day
        posts = [post for post in register.posts if post.holds_on(day) and _differs(register, day, post)]
        if _differs(register, day):
            yield _staffing(register, day, None, details=tuple(_post_in_words(register, day, post) for post in posts))
        else:
            yield from (_staffing(register, day, post) for post in posts)


def _differs(register, day, post=None):
    plan, real = planned(register.posts, day, post), staffed(register.assignments, day, post)
    return plan.value is not None and real.value is not None and plan.value != real.value


def _staffing(register, day, post, details=()):
    key = f":{post.slug}" if post else ""
    plan, real = resolve(register, f"posts.share@{day}{key}"), resolve(register, f"assignments.share@{day}{key}")
    about = post.role if post else _("The programme office")
    return Finding(
        Code.STAFFING,
        Severity.CHECK,
        _("%(about)s: planned and staffed on %(day)s") % {"about": about, "day": day_in_words(day)},
        register=(plan, real),
        difference=difference([plan.value, real.value], Kind.PERCENT),
        details=details,
    )


def _post_in_words(register, day, post):
    plan, real = planned(register.posts, day, post), staffed(register.assignments, day, post)
    words = {"post": post.role, "plan": words_of(plan.value, Kind.PERCENT), "real": words_of(real.value, Kind.PERCENT)}
    return _("%(post)s: %(plan)s planned, %(real)s staffed.") % words


def above_plan(register):
    """Stretches of days when more is staffed than planned: most often a handover whose two periods share a day."""
    points = sorted({day for row in (*register.posts, *register.assignments) for day in (row.from_date, row.until_date) if day})
    for first, after in pairwise([*points, None]):
        plan, real = planned(register.posts, first), staffed(register.assignments, first)
        if plan.value is None or real.value is None or real.value <= plan.value:
            continue
        last = after - timedelta(days=1) if after else None
        when = days_in_words(first, last) if last else _("from %(day)s") % {"day": day_in_words(first)}
        yield Finding(
            Code.ABOVE_PLAN,
            Severity.CHECK,
            _("More staffed than planned, %(when)s") % {"when": when},
            register=(resolve(register, f"assignments.share@{first}"), resolve(register, f"posts.share@{first}")),
            difference=difference([plan.value, real.value], Kind.PERCENT),
            details=tuple(_posts_above(register, first, last)),
        )


def _posts_above(register, day, last):
    """Each post that is over, with its assignments and the words of their periods."""
    for post in register.posts:
        plan, real = planned(register.posts, day, post), staffed(register.assignments, day, post)
        if plan.value is None or real.value is None or real.value <= plan.value:
            continue
        rows = [row for row in held(register.assignments, day, post) if not row.is_vacant]
        told = [f"{words_of(Decimal(row.share), Kind.PERCENT)}{f' ({row.period_words})' if row.period_words else ''}" for row in rows]
        values = {"post": post.role, "real": words_of(real.value, Kind.PERCENT), "plan": words_of(plan.value, Kind.PERCENT)}
        text = _("%(post)s: %(real)s of the planned %(plan)s.") % values
        yield text + " " + _("Assignments: %(rows)s.") % {"rows": ", ".join(told)}
        ending = [row for row in rows if last and row.until_date and row.until_date - timedelta(days=1) == last]
        if ending and any(row.from_date == day for row in rows):
            yield _("One assignment begins before another has ended: the days overlap.")


def absent(register, years):
    """Posts that are said to have vacancies other than those the assignments show, on the last day of each year."""
    for year in years:
        day = ReportPeriod.of_year(year).last_day
        for post in register.posts:
            if not post.holds_on(day) or not held(register.assignments, day, post):
                continue
            shown = vacancies(register.assignments, day, post)
            if shown == post.vacancies:
                continue
            yield Finding(
                Code.VACANCIES,
                Severity.CHECK,
                _("%(post)s: vacancies on %(day)s") % {"post": post.role, "day": day_in_words(day)},
                register=tuple(resolve(register, f"{name}.vacancies@{day}:{post.slug}") for name in ("posts", "assignments")),
                difference=difference([Decimal(post.vacancies), Decimal(shown)], Kind.NUMBER),
            )
