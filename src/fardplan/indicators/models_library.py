"""The common library: what all programmes of the installation share. Kolada's catalogue and groups, vintages and figures.

Nothing here belongs to a programme but a vintage of its own figures. Figures are never changed: a new vintage says otherwise.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fardplan.parties.models import Organisation, Programme


class Direction(models.TextChoices):
    INCREASE = "increase", _("higher is better")
    DECREASE = "decrease", _("lower is better")
    NEUTRAL = "neutral", _("no direction")


class KoladaKpi(models.Model):
    """A key figure as Kolada's catalogue describes it, word for word. What Kolada does not say stands in KpiMetadata."""

    code = models.CharField(_("code"), max_length=40, unique=True)  # "U79133"
    title = models.CharField(_("title"), max_length=500)
    description = models.TextField(_("description"), blank=True)
    is_divided_by_gender = models.BooleanField(_("divided by sex"), default=False)
    municipality_type = models.CharField(_("level"), max_length=4, blank=True)  # K, L, or A for both
    auspice = models.CharField(_("auspice"), max_length=8, blank=True)
    operating_area = models.CharField(_("operating area"), max_length=200, blank=True)
    perspective = models.CharField(_("perspective"), max_length=100, blank=True)
    prel_publication_date = models.DateField(_("preliminary publication"), null=True, blank=True)
    publication_date = models.DateField(_("publication"), null=True, blank=True)
    publ_period = models.CharField(_("period published then"), max_length=20, blank=True)
    has_ou_data = models.BooleanField(_("has figures by unit"), default=False)
    fetched_at = models.DateTimeField(_("fetched"))

    class Meta:
        indexes = [models.Index(fields=["publication_date"], name="kpi_publication")]

    def __str__(self):
        return f"{self.code} {self.title}"


class KpiWording(models.Model):
    """A title and description that a key figure had from a day on: a change that Kolada does not announce is noticed."""

    kpi = models.ForeignKey(KoladaKpi, on_delete=models.PROTECT, related_name="wordings")
    title = models.CharField(_("title"), max_length=500)
    description = models.TextField(_("description"), blank=True)
    noticed_at = models.DateTimeField(_("noticed"))

    class Meta:
        ordering = ["kpi_id", "noticed_at", "pk"]

    def __str__(self):
        return f"{self.kpi_id} {self.title}"


class KpiMetadata(models.Model):
    """What Kolada's catalogue lacks about a key figure. A proposal until somebody has confirmed it for a programme (Indicator.is_proposal)."""

    class Lifecycle(models.TextChoices):
        ACTIVE = "active", _("published")
        ENDED = "ended", _("no longer published")

    kpi = models.OneToOneField(KoladaKpi, on_delete=models.PROTECT, related_name="metadata")
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    direction = models.CharField(_("direction"), max_length=8, choices=Direction, default=Direction.NEUTRAL)
    primary_source = models.CharField(_("primary source"), max_length=200, blank=True)
    lifecycle = models.CharField(_("lifecycle"), max_length=8, choices=Lifecycle, default=Lifecycle.ACTIVE)
    successor = models.ForeignKey(
        KoladaKpi, on_delete=models.PROTECT, null=True, blank=True, related_name="predecessors", verbose_name=_("replaced by")
    )
    #: first period from which the figures come from another source or definition, and what changed
    break_period = models.CharField(_("break from"), max_length=10, blank=True)
    break_words = models.CharField(_("what changed"), max_length=300, blank=True)
    proposed_by = models.CharField(_("proposed by"), max_length=200, blank=True)

    def __str__(self):
        return f"{self.kpi_id} {self.unit}"


class KpiGroup(models.Model):
    """A group of key figures that Kolada keeps, such as Nära vård (G2KPI168393)."""

    code = models.CharField(_("code"), max_length=40, unique=True)
    title = models.CharField(_("title"), max_length=300)
    members = models.ManyToManyField(KoladaKpi, blank=True, related_name="groups")
    fetched_at = models.DateTimeField(_("fetched"))

    def __str__(self):
        return self.title


class MunicipalityGroup(models.Model):
    """Municipalities or regions that Kolada compares, as the group's members were on the day it was fetched: they change by year."""

    code = models.CharField(_("code"), max_length=40)
    title = models.CharField(_("title"), max_length=300)
    fetched_at = models.DateTimeField(_("fetched"))
    # The newest snapshot of the code; older ones stay for reports that were made with them.
    is_current = models.BooleanField(default=True)
    members = models.ManyToManyField(Organisation, blank=True, related_name="kolada_groups")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code"], condition=Q(is_current=True), name="municipality_group_current")]

    def __str__(self):
        return self.title


class Vintage(models.Model):
    """One retrieval of figures: where they came from, when, who fetched or entered them. Figures of a vintage are never changed."""

    class Kind(models.TextChoices):
        SYNC = "sync", _("fetched from the source")
        EXTRACT = "extract", _("loaded from an extract")
        FILE = "file", _("imported from a file")
        FORM = "form", _("entered by hand")
        DERIVED = "derived", _("computed from other figures")
        UNDO = "undo", _("an import taken back")

    #: whose own figures these are; empty for what all programmes share
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    kind = models.CharField(_("how"), max_length=8, choices=Kind)
    source = models.CharField(_("source"), max_length=200)  # "Kolada"
    retrieved_at = models.DateTimeField(_("retrieved"))
    recorded_by = models.CharField(_("by"), max_length=60)  # the user's key, or a command's word, as in the log
    receipt = models.CharField(_("receipt"), max_length=80, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    #: the source had rounded to so many decimals: the same figure with more of them is no revision
    decimals = models.PositiveSmallIntegerField(null=True, blank=True)
    #: hash of what was read, as the caller knows it (a file's SHA-256), or of the rows
    sha256 = models.CharField(max_length=64, blank=True)
    #: rows read, and what became of them; empty while it is being recorded
    read = models.PositiveIntegerField(null=True, blank=True)
    added = models.PositiveIntegerField(null=True, blank=True)
    revised = models.PositiveIntegerField(null=True, blank=True)
    deleted = models.PositiveIntegerField(null=True, blank=True)
    takes_back = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="taken_back_by")

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["sha256"], name="vintage_hash")]

    def __str__(self):
        return f"{self.source} {self.retrieved_at:%Y-%m-%d}"

    def clean(self):
        super().clean()
        if self.takes_back_id and self.takes_back.programme_id != self.programme_id:
            raise ValidationError({"takes_back": _("This belongs to another programme.")})


class Series(models.Model):
    """What figures hang on: a key figure of Kolada's, or one version of an own definition. Figures of two are never mixed."""

    kpi = models.OneToOneField(KoladaKpi, on_delete=models.PROTECT, null=True, blank=True, related_name="series")
    definition = models.OneToOneField(
        "indicators.DefinitionVersion", on_delete=models.PROTECT, null=True, blank=True, related_name="series"
    )

    class Meta:
        verbose_name_plural = "series"
        constraints = [
            models.CheckConstraint(
                condition=Q(kpi__isnull=False, definition__isnull=True) | Q(kpi__isnull=True, definition__isnull=False),
                name="series_of_one_thing",
            )
        ]

    def __str__(self):
        return f"{self.kpi_id or ''}{self.definition_id or ''}"


class Sex(models.TextChoices):
    ALL = "T", _("all")
    WOMEN = "K", _("women")
    MEN = "M", _("men")


class Line(models.Model):
    """What one vintage told of a series for one organisation, sex and breakdown: the figures of all its periods, in one row.

    Append-only, also to the database, once the vintage has been recorded. What holds is what the vintages said, the latest last;
    one that no longer has a figure says so. `figures` is written and read by `said`.
    """

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="lines", db_index=False)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    sex = models.CharField(_("sex"), max_length=1, choices=Sex, default=Sex.ALL)
    breakdown = models.CharField(_("breakdown"), max_length=60, blank=True)
    vintage = models.ForeignKey(Vintage, on_delete=models.PROTECT, related_name="lines", db_index=False)
    figures = models.TextField(_("figures"))
    #: how many they are
    told = models.PositiveIntegerField(_("number of figures"))

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "organisation", "sex", "breakdown", "vintage"], name="line_once_a_vintage")
        ]
        indexes = [models.Index(fields=["vintage"], name="line_vintage")]

    def __str__(self):
        return f"{self.series_id} {self.organisation_id} {self.sex}"


class SyncRun(models.Model):
    """One `fardplan kolada sync`: which key figures it was to fetch and which it has. One that was interrupted goes on where it stopped."""

    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    base_url = models.CharField(max_length=200)
    from_date = models.DateField(null=True, blank=True)
    areas = models.JSONField(default=list)
    wanted = models.JSONField(default=list)
    done = models.JSONField(default=list)

    def __str__(self):
        return f"{self.started_at:%Y-%m-%d %H:%M}"
