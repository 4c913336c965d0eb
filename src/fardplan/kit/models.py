"""What every row has. `kit` knows no domain word."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

slug_validator = RegexValidator(r"^[a-z0-9]+(?:-[a-z0-9]+)*$", _("Use only a-z, 0-9 and hyphens."))


class Origin(models.TextChoices):
    """Where a row's words come from. What no source states is never shown as if it did."""

    ENTERED = "", _("Entered in the register")
    STATED = "stated", _("As the source states it")
    RESTATED = "restated", _("Retold")
    INVENTED = "invented", _("Invented example")


class Row(models.Model):
    """A row that people edit. `version` grows with each change: the second of two editors is told."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Sourced(models.Model):
    """A row that may come from a document: which one, where in it, and whether the words are the document's own."""

    origin = models.CharField(_("origin"), max_length=8, choices=Origin, default=Origin.ENTERED, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    class Meta:
        abstract = True

    @property
    def is_invented(self):
        return self.origin == Origin.INVENTED

    @property
    def is_restated(self):
        return self.origin == Origin.RESTATED


class Lasting(models.Model):
    """A fact that holds for a period. Half-open: `until_date` is the first day it no longer holds; empty is unknown or open."""

    from_date = models.DateField(_("from"), null=True, blank=True)
    until_date = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True

    def clean(self):
        # The database refuses it too; here the message lands beside the field that people put right.
        super().clean()
        if self.from_date and self.until_date and self.until_date <= self.from_date:
            raise ValidationError({"until_date": _("A period must end after it begins.")})

    def holds_on(self, day):
        return (self.from_date is None or self.from_date <= day) and (self.until_date is None or day < self.until_date)


class LastingQuerySet(models.QuerySet):
    def holding_on(self, day):
        return self.filter(
            models.Q(from_date__isnull=True) | models.Q(from_date__lte=day),
            models.Q(until_date__isnull=True) | models.Q(until_date__gt=day),
        )


class FormReceipt(models.Model):
    """A form that was saved. The token comes from the form: posted twice, it leads to what the first post made."""

    token = models.UUIDField(primary_key=True)
    user_id = models.BigIntegerField()
    url = models.CharField(max_length=500)
    at = models.DateTimeField()

    def __str__(self):
        return str(self.token)


class KeptForm(models.Model):
    """What somebody has typed in the form at `path` and not saved, sealed: see kit.keeping."""

    PATH_LENGTH = 500

    user_id = models.BigIntegerField()
    path = models.CharField(max_length=PATH_LENGTH)
    sealed = models.BinaryField()
    at = models.DateTimeField(db_index=True)
    is_unsent = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "path"], name="kept_form_once")]

    def __str__(self):
        return self.path
