from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import PARTY_ROLES, Role
from fardplan.kit.collation import swedish
from fardplan.kit.fields import TimingField, period_constraint, timing_constraints
from fardplan.kit.models import Lasting, LastingQuerySet, Row, Sourced, slug_validator
from fardplan.parties.base import ChildRow, ProgrammeQuerySet, ProgrammeRow, slug_constraint


class County(Row):
    """A county, by its two-digit code. The code is text: counties 01 to 25."""

    code = models.CharField(_("county code"), max_length=2, unique=True, validators=[RegexValidator(r"^\d{2}$")])
    name = models.CharField(_("name"), max_length=80)

    def __str__(self):
        return self.name


class Organisation(Row, Sourced):
    """Anybody who takes part, lends staff, pays, lectures or is observed. Shared by all programmes of the installation:
    being a party is a relation to a programme, not a property of the organisation."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Municipality")
        REGION = "region", _("Region")
        MUNICIPAL_ASSOCIATION = "municipal_association", _("Association of municipalities")
        COMPANY = "company", _("Company")
        ASSOCIATION = "association", _("Association")
        AUTHORITY = "authority", _("Authority")
        UNIVERSITY = "university", _("University")
        OTHER = "other", _("Other")

    slug = models.CharField(_("key"), max_length=80, unique=True, validators=[slug_validator])
    name = models.CharField(_("name"), max_length=120)
    short_name = models.CharField(_("short name"), max_length=60)
    kind = models.CharField(_("kind"), max_length=24, choices=Kind)
    code = models.CharField(_("code"), max_length=12, blank=True)  # "2281", "0022": text, leading zeros matter
    county = models.ForeignKey(County, on_delete=models.PROTECT, null=True, blank=True, related_name="organisations")
    description = models.CharField(_("description"), max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="organisation_code")]

    def __str__(self):
        return self.short_name

    def clean(self):
        super().clean()
        same = Organisation.objects.filter(code=self.code).exclude(pk=self.pk).first() if self.code else None
        if same:
            raise ValidationError({"code": _("%(organisation)s has this code.") % {"organisation": same.name}})


class Unit(Row, Lasting, Sourced):
    """A part of an organisation: an administration, a department, a care centre. Units form a tree."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="units")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="children")
    slug = models.CharField(_("key"), max_length=80, unique=True, validators=[slug_validator])
    name = models.CharField(_("name"), max_length=160)
    kind = models.CharField(_("kind"), max_length=60, blank=True)

    objects = LastingQuerySet.as_manager()

    class Meta:
        constraints = [period_constraint("unit_period")]

    def __str__(self):
        return self.name


#: First parts of addresses that are the service's own: a programme called so could never be opened.
RESERVED_SLUGS = frozenset(
    {"program", "logga-in", "logga-ut", "losenord", "min-inloggning", "min-sida", "inbjudan", "sprak", "halsa", "kit", "static"}
)


def not_reserved(slug):
    if slug in RESERVED_SLUGS:
        raise ValidationError(_("This key is the service's own address. Choose another."))


class ProgrammesQuerySet(models.QuerySet):
    def visible_to(self, user, *, on=None):
        if not user.is_authenticated:
            return self.none()
        members = Membership.objects.filter(user=user).holding_on(on or timezone.localdate())
        return self.filter(pk__in=members.values("programme"))


class Programme(Row, Sourced):
    """The work that equal parties of a county (or a part of one) do together over many years. All rows hang on one."""

    slug = models.CharField(_("key"), max_length=60, unique=True, validators=[slug_validator, not_reserved])
    name = models.CharField(_("name"), max_length=120)
    tagline = models.CharField(_("tagline"), max_length=200, blank=True)
    county = models.ForeignKey(County, on_delete=models.PROTECT, null=True, blank=True, related_name="programmes")
    area = models.CharField(_("area"), max_length=120, blank=True)
    purpose = models.TextField(_("purpose"), blank=True)
    target_audience = models.TextField(_("for whom"), blank=True)
    start = TimingField(_("start"), blank=True)
    horizon_year = models.PositiveSmallIntegerField(_("target year"), null=True, blank=True)
    contact = models.CharField(_("contact"), max_length=120, blank=True)
    # The day an example shows as "today": a programme loaded "as it stood" keeps telling what was late then.
    shown_as_of = models.DateField(_("shown as of"), null=True, blank=True)

    objects = ProgrammesQuerySet.as_manager()

    class Meta:
        constraints = timing_constraints("start", "programme_start", blank=True)

    def __str__(self):
        return self.name


class PartyQuerySet(LastingQuerySet, ProgrammeQuerySet):
    def in_order(self):
        """Swedish alphabetical order: no party is first by rank."""
        return self.select_related("organisation").order_by(swedish("organisation__short_name"))


class Party(ProgrammeRow, Lasting, Sourced):
    """An organisation as one of the equals who steer a programme, for a period."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="parties")

    objects = PartyQuerySet.as_manager()

    class Meta:
        constraints = [
            slug_constraint("party_slug"),
            period_constraint("party_period"),
            models.UniqueConstraint(
                fields=["programme", "organisation"],
                condition=Q(until_date__isnull=True),
                name="party_once",
                violation_error_message=_("This organisation is already a party."),
            ),
        ]

    def __str__(self):
        return self.organisation.short_name

    def clean(self):
        super().clean()
        held = Party.objects.filter(programme=self.programme_id, organisation=self.organisation_id, until_date__isnull=True)
        if self.until_date is None and held.exclude(pk=self.pk).exists():
            raise ValidationError({"organisation": _("This organisation is already a party.")})

    @property
    def name(self):
        return self.organisation.short_name


class Partner(ProgrammeRow, Lasting, Sourced):
    """An organisation that takes part without being a party: a private provider, a university, a federation."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="partnerships")
    role = models.CharField(_("role"), max_length=200, blank=True)

    objects = PartyQuerySet.as_manager()

    class Meta:
        constraints = [slug_constraint("partner_slug"), period_constraint("partner_period")]

    def __str__(self):
        return self.organisation.short_name


class StaffingQuerySet(LastingQuerySet, ProgrammeQuerySet):
    pass


class Post(ProgrammeRow, Lasting, Sourced):
    """A role that the programme has decided to staff, and to what share of full time. Who holds it are assignments."""

    role = models.CharField(_("role"), max_length=120)
    number = models.PositiveSmallIntegerField(_("number of people"), default=1)
    share = models.PositiveSmallIntegerField(_("per cent of full time, all together"), validators=[MaxValueValidator(2000)])
    vacancies = models.PositiveSmallIntegerField(_("vacancies"), default=0)
    comment = models.CharField(_("comment"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = StaffingQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            slug_constraint("post_slug"),
            period_constraint("post_period"),
            models.CheckConstraint(
                condition=Q(share__lte=models.F("number") * 100),
                name="post_share",
                violation_error_message=_("A share is at most 100 per cent of full time for each of the people."),
            ),
        ]

    def __str__(self):
        return self.role


class Assignment(ProgrammeRow, Lasting, Sourced):
    """Somebody's share of full time in a role, lent by an organisation for a period; or a vacancy."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, blank=True, related_name="assignments")
    role = models.CharField(_("role"), max_length=120)
    # A name, or a pseudonym that keeps two periods of the same person together; empty where it is nobody's business.
    holder = models.CharField(_("who"), max_length=120, blank=True)
    personal = frozenset({"holder"})
    is_vacant = models.BooleanField(_("vacant"), default=False)
    share = models.PositiveSmallIntegerField(_("per cent of full time"), null=True, blank=True, validators=[MaxValueValidator(100)])
    lent_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="lent_assignments")
    period_words = models.CharField(_("period, as worded"), max_length=80, blank=True)
    comment = models.CharField(_("comment"), max_length=300, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = StaffingQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            slug_constraint("assignment_slug"),
            period_constraint("assignment_period"),
            models.CheckConstraint(
                condition=Q(share__isnull=True) | Q(share__lte=100),
                name="assignment_share",
                violation_error_message=_("A share is at most 100 per cent of full time."),
            ),
            models.CheckConstraint(
                condition=Q(is_vacant=True) | Q(share__isnull=False),
                name="assignment_filled_has_share",
                violation_error_message=_("Give the share of full time, or say that the assignment is vacant."),
            ),
        ]

    def __str__(self):
        return self.role


class MembershipQuerySet(LastingQuerySet, ProgrammeQuerySet):
    def leads(self, programme):
        return self.filter(programme=programme, role=Role.LEAD)


class Membership(ChildRow, Lasting):
    """A user's role in a programme for a period, and where the role says so, for which party. All authority comes from here."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="memberships")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    # The unit a respondent answers for.
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    # The identity provider whose claims gave the role, by its key: it ends when the claim is gone. Empty: somebody gave it by hand.
    claimed_from = models.CharField(max_length=60, blank=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            period_constraint("membership_period"),
            models.UniqueConstraint(
                fields=["user", "programme", "role", "party"],
                condition=Q(until_date__isnull=True, party__isnull=False),
                name="membership_once",
            ),
            models.UniqueConstraint(
                fields=["user", "programme", "role"],
                condition=Q(until_date__isnull=True, party__isnull=True),
                name="membership_once_no_party",
            ),
        ]

    def __str__(self):
        return f"{self.user_id} {self.role} {self.programme_id}"

    def clean(self):
        super().clean()
        if self.role in PARTY_ROLES and self.party_id is None:
            raise ValidationError({"party": _("This role is held for a party: choose which.")})
        if self.unit_id is None:
            return
        if self.role != Role.RESPONDENT:
            raise ValidationError({"unit": _("Only a unit respondent answers for a unit.")})
        if self.unit.organisation_id != self.party.organisation_id:
            raise ValidationError({"unit": _("The unit is not one of this party's.")})


class Invitation(ChildRow):
    """A role offered to an e-mail address, by a link that works once until its last day. The address may or may not have a log-in:
    whoever invites is not told."""

    personal = {"address"}

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="invitations")
    address = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=20, choices=Role)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, blank=True, related_name="invitations")
    last_day = models.DateField(_("last day"))
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    # Part of the signed link: a link sent again makes the earlier one useless.
    sendings = models.PositiveSmallIntegerField(default=1)
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True, accepted_by__isnull=True) | Q(accepted_at__isnull=False, accepted_by__isnull=False),
                name="invitation_accepted_by_somebody",
            ),
            models.CheckConstraint(condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True), name="invitation_one_end"),
            models.UniqueConstraint(
                fields=["programme", "address", "role", "party"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True, party__isnull=False),
                name="invitation_once",
            ),
            models.UniqueConstraint(
                fields=["programme", "address", "role"],
                condition=Q(accepted_at__isnull=True, withdrawn_at__isnull=True, party__isnull=True),
                name="invitation_once_no_party",
            ),
        ]

    def __str__(self):
        return f"{self.role} {self.programme_id}"

    def is_open_on(self, day):
        return self.accepted_at is None and self.withdrawn_at is None and day <= self.last_day
