"""What pages and reports read of effects: each with its starts and its latest evaluation, in as many questions however many there are."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from fardplan import spc
from fardplan.audit.models import Event
from fardplan.effects.models import Effect, EffectStart, Evaluation, EvaluationRecord
from fardplan.effects.planning import name_of
from fardplan.indicators import signals
from fardplan.kit.collation import swedish
from fardplan.kit.text import swedish_sort_key
from fardplan.portfolio.models import WorkingMethod

#: The verdict's shape on pages: never green for what was not shown, never red either.
SHAPES = {"effect": "done", "not_shown": "flat", "cannot_be_judged": "off", "": "off"}


@dataclass(frozen=True)
class EffectRow:
    """An effect with what has come of it. `latest` is the last evaluation that was counted; `asked` one that came after it and has no
    answer (it waits, or could not be counted)."""

    effect: Effect
    starts: list[EffectStart]
    latest: Evaluation | None
    asked: Evaluation | None

    @property
    def indicator(self):
        return self.effect.indicator

    @property
    def verdict(self):
        return self.latest.verdict if self.latest else ""

    @property
    def verdict_words(self):
        return self.latest.headline if self.latest else _("Not evaluated")

    @property
    def shape(self):
        return SHAPES[self.verdict]

    @property
    def where(self):
        return [name_of(row.organisation) for row in self.starts]

    @property
    def found(self):
        """{scale, estimate, low, high, p, smallest} of the latest answer, or None."""
        return self.latest.record.result["effect"] if self.latest else None


def effects_in(programme, user):
    """Effects of a programme that `user` may read, each with everything that a row shows. Four queries when they are read."""
    return with_all(Effect.objects.visible_to(user).filter(programme=programme))


def with_all(effects, *names):
    """The same of any queryset of effects; with `names`, only those of starts, evaluations and compared_with."""
    starts = EffectStart.objects.select_related("organisation")
    evaluations = Evaluation.objects.select_related("record", "vintage").defer(
        "record__wide", "record__narrow", "record__sheet", "record__plan"
    )
    more = {"starts": Prefetch("starts", starts), "evaluations": Prefetch("evaluations", evaluations), "compared_with": "compared_with"}
    wanted = [each for name, each in more.items() if not names or name in names]
    return effects.select_related("initiative", "indicator__kpi__metadata").prefetch_related(*wanted)


def row_of(effect, *, until=None):
    """An EffectRow of an effect read by `with_all`; with `until`, a function of an evaluation, only those that it lets through count."""
    all_of_it = [each for each in effect.evaluations.all() if until is None or until(each)]
    counted = [each for each in all_of_it if each.is_done]
    latest = counted[-1] if counted else None
    after = all_of_it[-1] if all_of_it and not all_of_it[-1].is_done else None
    return EffectRow(effect, list(effect.starts.all()), latest, after if until is None else None)


def rows_of(effects):
    return sorted((row_of(effect) for effect in effects), key=lambda row: (swedish_sort_key(row.effect.initiative.label), row.effect.pk))


# What has been learnt ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Lesson:
    """A working method with the effects of the initiatives that use it; None for initiatives that name no method."""

    method: WorkingMethod | None
    rows: list[EffectRow]

    def count(self, verdict):
        return sum(row.verdict == verdict for row in self.rows)

    @property
    def summary(self):
        """{verdict code: how many}, only those there are; "" are those not evaluated."""
        return {code: n for code in ("effect", "not_shown", "cannot_be_judged", "") if (n := self.count(code))}


def lessons(programme, user):
    """Lesson of each working method that some effect is about, by name; effects without a method last. Seven queries."""
    rows = rows_of(effects_in(programme, user))
    methods = {row.pk: row for row in WorkingMethod.objects.filter(programme=programme).order_by(swedish("name"))}
    links = WorkingMethod.objects.filter(programme=programme, initiatives__in={row.effect.initiative_id for row in rows})
    used = {}
    for method, initiative in links.values_list("pk", "initiatives"):
        used.setdefault(initiative, []).append(method)
    found = [
        Lesson(method, mine)
        for key, method in methods.items()
        if (mine := [row for row in rows if key in used.get(row.effect.initiative_id, ())])
    ]
    if bare := [row for row in rows if not used.get(row.effect.initiative_id)]:
        found.append(Lesson(None, bare))
    return found


# On other pages ─────────────────────────────────────────────────────────────────────────────────────────────────────


def of_initiative(initiative, user, *, until=None):
    """EffectRow of each effect of one initiative. Three queries, one when there are none."""
    found = with_all(Effect.objects.visible_to(user).filter(initiative=initiative), "starts", "evaluations").order_by("pk")
    return [row_of(effect, until=until) for effect in found]


def of_method(method, user):
    """EffectRow of each effect of the initiatives that use a working method. Three queries, one when there are none."""
    return rows_of(with_all(Effect.objects.visible_to(user).filter(initiative__working_methods=method), "starts", "evaluations"))


def known_when_sent(report):
    """Which evaluations a status report that was sent could tell of: those counted before it left. For `of_initiative`.

    By the moment in the log; a report that a folder tells of has a day only, and everything asked for up to that day was known.
    """
    sent = Event.objects.filter(model=report._meta.label, object_id=report.pk, verb="sent").select_related("entry").order_by("pk").first()
    if sent is None:
        return lambda evaluation: evaluation.asked_date <= report.sent_date
    return lambda evaluation: evaluation.made_at is not None and evaluation.made_at <= sent.entry.at


def events(pairs):
    """What charts show: where initiatives that mean to move an indicator began, on the earliest day (`signals.tell_events`)."""
    rows = EffectStart.objects.filter(effect__indicator__in={each.pk for each, _organisation in pairs})
    rows = rows.filter(organisation__in={each.pk for _indicator, each in pairs}).select_related("effect__initiative")
    found = {}
    for row in rows:
        found.setdefault((row.effect.indicator_id, row.organisation_id), []).append(
            (row.began_starts_earliest, row.effect.initiative.label)
        )
    return found


#: How charts of effects are drawn: the mean with its limits, and Anhøj's rules.
ASKED = signals.Asked("anhoej", "i")


def chart(effect, organisation, *, pin=None):
    """The signals.Control of an effect's indicator for one organisation, and None; or None and the Swedish sentence that says why not."""
    try:
        return signals.control(effect.indicator, organisation, ASKED, pin=pin), None
    except spc.SpcError as fault:
        return None, str(fault)


def charts(rows):
    """signals.Control of each EffectRow, for the organisation that began first; None where nothing can be charted. A few questions in all."""
    begun = [row for row in rows if row.starts]
    found = signals.controls([(row.indicator, row.starts[0].organisation) for row in begun], ASKED)
    drawn = {row.effect.pk: None if isinstance(each, spc.SpcError) else each for row, each in zip(begun, found, strict=True)}
    return [drawn.get(row.effect.pk) for row in rows]


def record_of(evaluation):
    """What an evaluation was counted from and gave, whole: its EvaluationRecord."""
    return EvaluationRecord.objects.get(evaluation=evaluation)


__all__ = [
    "EffectRow",
    "Lesson",
    "chart",
    "effects_in",
    "events",
    "known_when_sent",
    "lessons",
    "of_initiative",
    "of_method",
    "row_of",
    "rows_of",
    "with_all",
]
