"""What every row of a programme shares: the programme, a readable key, and the one door to read through."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from fardplan.kit.models import LastingQuerySet, Row, slug_validator


class ProgrammeQuerySet(models.QuerySet):
    """`visible_to(user)` is the only way pages, reports and exports reach rows."""

    #: path from the row to its programme
    programme_path = "programme"

    def visible_to(self, user, *, on=None):
        """Rows of the programmes where `user` holds a role on the day `on` (today unless told)."""
        if not user.is_authenticated:
            return self.none()
        from fardplan.parties.models import Membership  # models import this module

        member_of = Membership.objects.filter(user=user).holding_on(on or timezone.localdate()).values("programme")
        return self.filter(Q(**{f"{self.programme_path}__in": member_of}))


class LastingRows(LastingQuerySet, ProgrammeQuerySet):
    """Rows of a programme that hold for a period: `holding_on(day)`."""


class ProgrammeRow(Row):
    """A row that belongs to one programme. Links never cross from one programme to another."""

    programme = models.ForeignKey("parties.Programme", on_delete=models.PROTECT, related_name="+")
    slug = models.CharField(_("key"), max_length=80, validators=[slug_validator])

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        refuse_strangers(self, self.programme_id)

    def check_links(self, links):
        for name, rows in links.items():
            if any(_belongs_elsewhere(row, self.programme_id) for row in rows):
                raise ValidationError({name: _("This belongs to another programme.")})


class ChildRow(Row):
    """A row without a key of its own, under a row of a programme: what it links to is of the same programme."""

    class Meta:
        abstract = True

    def clean(self):
        super().clean()
        if self.programme is not None:
            refuse_strangers(self, self.programme.pk)


def refuse_strangers(row, programme_id):
    """ValidationError when `row` points to a row of another programme."""
    for field in row._meta.concrete_fields:
        if (
            (field.many_to_one or field.one_to_one)
            and getattr(row, field.attname)
            and _belongs_elsewhere(getattr(row, field.name), programme_id)
        ):
            raise ValidationError({field.name: _("This belongs to another programme.")})


def _belongs_elsewhere(row, programme_id):
    # A row of no programme, such as a retrieval from Kolada, is everybody's.
    return getattr(row, "programme_id", programme_id) not in (None, programme_id)


def slug_constraint(name):
    """One key per programme; constraint `name` is unique in the database."""
    return models.UniqueConstraint(fields=["programme", "slug"], name=name, violation_error_message=_("This key is already used."))
