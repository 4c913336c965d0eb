from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fardplan.kit.models import Sourced
from fardplan.parties.base import ProgrammeRow, slug_constraint
from fardplan.status.rules import AMBER_FROM, DAYS_TO_WRITE, RED_FROM, Rhythm


class StatusSetup(ProgrammeRow, Sourced):
    """How a programme wants to hear how things stand: how often, who is told of deviations, where risks turn amber and red.

    At most one per programme; without any, the defaults hold.
    """

    rhythm = models.PositiveSmallIntegerField(_("how often status is reported"), choices=Rhythm, default=Rhythm.HALF_YEAR)
    days_to_write = models.PositiveSmallIntegerField(
        _("days to write in, after the period"), default=DAYS_TO_WRITE, validators=[MaxValueValidator(60)]
    )
    amber_from = models.PositiveSmallIntegerField(
        _("risks are amber from"), default=AMBER_FROM, validators=[MinValueValidator(2), MaxValueValidator(25)]
    )
    red_from = models.PositiveSmallIntegerField(
        _("risks are red from"), default=RED_FROM, validators=[MinValueValidator(2), MaxValueValidator(25)]
    )
    deviation_receivers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="+", verbose_name=_("who is told of deviations, beside the programme lead")
    )

    class Meta:
        constraints = [
            slug_constraint("status_setup_slug"),
            models.UniqueConstraint(fields=["programme"], name="status_setup_once"),
            models.CheckConstraint(
                condition=Q(red_from__gt=F("amber_from")),
                name="status_setup_limits",
                violation_error_message=_("Red begins above amber."),
            ),
        ]

    def __str__(self):
        return str(_("How status is reported"))
