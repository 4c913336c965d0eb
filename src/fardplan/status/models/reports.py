from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fardplan.goals.models import ProgrammeArea
from fardplan.governance.models import Matter
from fardplan.kit.models import Sourced
from fardplan.kit.periods import ReportPeriod
from fardplan.parties.base import ProgrammeQuerySet, ProgrammeRow, slug_constraint
from fardplan.portfolio.models import Initiative
from fardplan.status.rules import PARTS, Level, Part, Trend, valid_period


class StatusReportQuerySet(ProgrammeQuerySet):
    def visible_to(self, user, *, on=None):
        """What has been sent; a draft is there for those who may write it."""
        from fardplan.status.access import drafts_of  # access reads this model

        rows = super().visible_to(user, on=on)
        return (
            rows if not user.is_authenticated else rows.filter(Q(sent_date__isnull=False) | drafts_of(user, on=on or timezone.localdate()))
        )

    def sent(self):
        return self.filter(sent_date__isnull=False)


def level(words):
    return models.CharField(words, max_length=4, choices=Level, blank=True, default=Level.MISSING)


def trend(words):
    return models.CharField(words, max_length=4, choices=Trend, blank=True, default=Trend.MISSING)


def words(label):
    return models.CharField(label, max_length=400, blank=True)


def _better():
    """The whole is judged better than its worst part."""
    worse = Q()
    amber = Q()
    for part in PARTS[1:]:
        worse |= Q(**{part: Level.BAD})
        amber |= Q(**{part: Level.WARN})
    return (Q(overall=Level.OK) & (worse | amber)) | (Q(overall=Level.WARN) & worse)


class StatusReport(ProgrammeRow, Sourced):
    """How an initiative or a programme area stands in a period: six parts, each with a judgement, a direction and words.

    A draft can be changed; what has been sent stays as it was, and a correction is a new `number`. An empty judgement is missing.
    """

    Level, Trend, Part = Level, Trend, Part

    initiative = models.ForeignKey(Initiative, on_delete=models.PROTECT, null=True, blank=True, related_name="status_reports")
    programme_area = models.ForeignKey(ProgrammeArea, on_delete=models.PROTECT, null=True, blank=True, related_name="status_reports")
    period = models.CharField(_("period"), max_length=7, validators=[valid_period])
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    sent_date = models.DateField(_("sent"), null=True, blank=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    overall, overall_trend, overall_words = level(_("overall")), trend(_("overall, direction")), words(_("overall, in words"))
    time, time_trend, time_words = level(_("time")), trend(_("time, direction")), words(_("time, in words"))
    scope, scope_trend, scope_words = level(_("scope")), trend(_("scope, direction")), words(_("scope, in words"))
    resources, resources_trend = level(_("resources and economy")), trend(_("resources and economy, direction"))
    resources_words = words(_("resources and economy, in words"))
    benefit, benefit_trend, benefit_words = level(_("benefit")), trend(_("benefit, direction")), words(_("benefit, in words"))
    risk, risk_trend, risk_words = level(_("risk")), trend(_("risk, direction")), words(_("risk, in words"))
    reason = models.CharField(_("why the whole is better than its worst part"), max_length=400, blank=True)

    done = models.TextField(_("what has been done"), blank=True)
    next = models.TextField(_("next"), blank=True)
    deviations = models.TextField(_("deviations"), blank=True)
    asks = models.TextField(_("asked of the steering group"), blank=True)
    forecast = models.TextField(_("forecast"), blank=True)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, blank=True, related_name="status_reports")

    objects = StatusReportQuerySet.as_manager()

    class Meta:
        ordering = ["-period", "-number"]
        indexes = [models.Index(fields=["programme", "period"], name="status_report_period")]
        constraints = [
            slug_constraint("status_report_slug"),
            models.CheckConstraint(
                condition=Q(initiative__isnull=False, programme_area__isnull=True)
                | Q(initiative__isnull=True, programme_area__isnull=False),
                name="status_report_of_one",
                violation_error_message=_("A status report is about one initiative, or one programme area."),
            ),
            models.UniqueConstraint(
                fields=["initiative", "period", "number"], condition=Q(initiative__isnull=False), name="status_report_initiative"
            ),
            models.UniqueConstraint(
                fields=["programme_area", "period", "number"], condition=Q(programme_area__isnull=False), name="status_report_area"
            ),
            models.UniqueConstraint(
                fields=["initiative", "period"],
                condition=Q(initiative__isnull=False, sent_date__isnull=True),
                name="status_report_one_draft",
            ),
            models.UniqueConstraint(
                fields=["programme_area", "period"],
                condition=Q(programme_area__isnull=False, sent_date__isnull=True),
                name="status_report_one_area_draft",
            ),
            models.CheckConstraint(
                condition=Q(sent_date__isnull=True) | ~Q(overall=""),
                name="status_report_sent",
                violation_error_message=_("Judge the whole before you send."),
            ),
            # Green over anything worse, or amber over red, only with a reason. A draft may still be on its way there.
            models.CheckConstraint(
                condition=Q(sent_date__isnull=True) | ~Q(reason="") | ~_better(),
                name="status_report_reason",
                violation_error_message=_("The whole is better than its worst part. Write why."),
            ),
        ]

    def __str__(self):
        return f"{self.initiative or self.programme_area}, {self.report_period.label}"

    @property
    def is_sent(self):
        return self.sent_date is not None

    @property
    def report_period(self):
        return ReportPeriod.parse(self.period)

    @property
    def about(self):
        """The initiative or the programme area."""
        return self.initiative or self.programme_area

    def part(self, name):
        """(judgement, direction, words) of one of the six."""
        return getattr(self, name), getattr(self, f"{name}_trend"), getattr(self, f"{name}_words")
