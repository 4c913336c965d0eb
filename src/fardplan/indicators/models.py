from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from fardplan.goals.models import Goal
from fardplan.indicators.fields import ExactField
from fardplan.indicators.models_library import (
    Direction,
    KoladaKpi,
    KpiGroup,
    KpiMetadata,
    KpiWording,
    Line,
    MunicipalityGroup,
    Series,
    Sex,
    SyncRun,
    Vintage,
)
from fardplan.kit.models import Sourced
from fardplan.parties.base import ChildRow, ProgrammeRow, slug_constraint
from fardplan.parties.models import Party

#: How the unit of a share is written.
PER_CENT = frozenset({"%", "procent", "per cent"})


class Indicator(ProgrammeRow, Sourced):
    """Something one reads to see whether a goal comes nearer: a code, a name, a unit, and which way is better.

    Kolada's when `kpi` is set; otherwise our own, with figures under a version of its definition.
    """

    Direction = Direction

    code = models.CharField(_("code"), max_length=40)
    name = models.CharField(_("indicator"), max_length=500)
    short_name = models.CharField(_("short name"), max_length=120, blank=True)
    unit = models.CharField(_("unit"), max_length=60)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction, default=Direction.NEUTRAL)
    level = models.CharField(_("level"), max_length=80, blank=True)
    method = models.TextField(_("method"), blank=True)
    kpi = models.ForeignKey(
        KoladaKpi, on_delete=models.PROTECT, null=True, blank=True, related_name="indicators", verbose_name=_("key figure in Kolada")
    )
    primary_source = models.CharField(_("primary source"), max_length=200, blank=True)
    responsible = models.CharField(_("responsible"), max_length=120, blank=True)
    #: unit and direction are somebody's proposal that the programme has not confirmed
    is_proposal = models.BooleanField(_("proposal"), default=False)
    #: which measure the programme's own processing computed the figures by: "readmission-30 1.0"; empty for what is not computed
    own_work = models.CharField(_("own processing"), max_length=120, blank=True)
    #: the figures come from made-up events: said wherever the indicator is named
    is_synthetic = models.BooleanField(_("synthetic figures"), default=False)
    goals = models.ManyToManyField(Goal, blank=True, related_name="indicators", verbose_name=_("goals"))

    class Meta:
        constraints = [
            slug_constraint("indicator_slug"),
            models.UniqueConstraint(
                fields=["programme", "code"], name="indicator_code", violation_error_message=_("This code is already used.")
            ),
        ]

    def __str__(self):
        return f"{self.code} {self.full_name}"

    def clean(self):
        super().clean()
        if same := Indicator.objects.filter(programme=self.programme_id, code=self.code).exclude(pk=self.pk).first():
            raise ValidationError({"code": _("“%(name)s” has this code.") % {"name": same.name}})

    @property
    def title(self):
        """The name for headings and lists. Made-up figures are called so wherever they are named."""
        return self.marked(self.short_name or self.name)

    @property
    def full_name(self):
        """The whole name, for files and tables."""
        return self.marked(self.name)

    def marked(self, name):
        return _("%(name)s (synthetic figures)") % {"name": name} if self.is_synthetic else name

    @property
    def difference_unit(self):
        """What a difference of two figures is counted in: of shares, percentage points."""
        return _("percentage points") if self.unit in PER_CENT else self.unit

    @property
    def is_kolada(self):
        return self.kpi_id is not None


class DefinitionVersion(ChildRow, Sourced):
    """What an indicator counts, from a time on, and why it was changed. Two versions may both have a figure for a year: both are right.

    Of one of Kolada's: numerator, denominator and method as the programme has found them out, which the catalogue does not say.
    """

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="definitions")
    number = models.PositiveSmallIntegerField(_("version"))
    name = models.CharField(_("short words for it"), max_length=120, blank=True)
    from_period = models.CharField(_("from period"), max_length=8, blank=True)
    text = models.TextField(_("definition"), blank=True)
    numerator = models.CharField(_("numerator"), max_length=1000, blank=True)
    denominator = models.CharField(_("denominator"), max_length=1000, blank=True)
    why = models.TextField(_("why"), blank=True)
    #: what a released measure says of itself: key, version, hash, synthetic, manifest, and the definition's words and parameters
    measured = models.JSONField(_("measure"), null=True, blank=True)
    #: computed: the first as per cent of the second
    numerator_kpi = models.ForeignKey(KoladaKpi, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    denominator_kpi = models.ForeignKey(KoladaKpi, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["indicator_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "number"], name="definition_once"),
            models.CheckConstraint(
                condition=models.Q(numerator_kpi__isnull=True, denominator_kpi__isnull=True)
                | models.Q(numerator_kpi__isnull=False, denominator_kpi__isnull=False),
                name="definition_both_parts",
                violation_error_message=_("Give both the numerator's and the denominator's key figure, or neither."),
            ),
        ]

    def __str__(self):
        return f"{self.indicator} {self.number}"

    def clean(self):
        super().clean()
        if self.numerator_kpi_id and self.indicator_id and self.indicator.is_kolada:
            raise ValidationError({"numerator_kpi": _("The figures of this indicator are Kolada's: it is not computed from others.")})

    @property
    def programme(self):
        return self.indicator.programme

    @property
    def is_taken_back(self):
        """A released measure all of whose figures have been taken back: not what the indicator's figures are of."""
        return bool(self.measured and self.measured.get("taken_back"))

    @property
    def is_synthetic(self):
        """Its figures come from made-up events."""
        return bool(self.measured and self.measured.get("synthetic"))

    @property
    def is_computed(self):
        return self.numerator_kpi_id is not None


class Target(ChildRow, Sourced):
    """The level an indicator is to reach by a period, or the one it started from; for a party, or for all. Never a measured value."""

    class Kind(models.TextChoices):
        TARGET = "target", _("target")
        BASELINE = "baseline", _("baseline")

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="targets")
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.TARGET)
    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("goal"))
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("party"))
    period = models.CharField(_("period"), max_length=8)
    value = ExactField(_("value"), null=False, blank=False)
    words = models.CharField(_("as decided"), max_length=300, blank=True)

    class Meta:
        ordering = ["period", "pk"]
        constraints = [
            models.UniqueConstraint(
                "indicator",
                "kind",
                "period",
                Coalesce("goal", 0),
                Coalesce("party", 0),
                name="target_once",
                violation_error_message=_("There is already a level for this period."),
            )
        ]

    def __str__(self):
        return f"{self.indicator} {self.period} {self.value}"

    @property
    def programme(self):
        return self.indicator.programme


__all__ = [
    "DefinitionVersion",
    "Direction",
    "Indicator",
    "KoladaKpi",
    "KpiGroup",
    "KpiMetadata",
    "KpiWording",
    "Line",
    "MunicipalityGroup",
    "Series",
    "Sex",
    "SyncRun",
    "Target",
    "Vintage",
]
