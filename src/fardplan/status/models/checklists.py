from django.db import models
from django.utils.translation import gettext_lazy as _

from fardplan.governance.models import Document
from fardplan.kit.models import Sourced
from fardplan.parties.base import ChildRow, ProgrammeRow, slug_constraint


class Checklist(ProgrammeRow, Sourced):
    """Questions that a programme asks itself, such as Kotter's eight. They are asked again in rounds."""

    title = models.CharField(_("checklist"), max_length=200)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, blank=True, related_name="checklists")

    class Meta:
        constraints = [slug_constraint("checklist_slug")]

    def __str__(self):
        return self.title


class ChecklistQuestion(ProgrammeRow, Sourced):
    """One yes-or-no question. What was answered stands in the rounds."""

    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("order"), default=0)
    text = models.CharField(_("question"), max_length=300)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [slug_constraint("checklist_question_slug")]

    def __str__(self):
        return self.text


class ChecklistRound(ProgrammeRow, Sourced):
    """The questions were gone through once, by some people, on a day."""

    checklist = models.ForeignKey(Checklist, on_delete=models.CASCADE, related_name="rounds")
    dated = models.DateField(_("day"), null=True, blank=True)
    answered_by = models.CharField(_("who answered"), max_length=160, blank=True)

    class Meta:
        ordering = ["dated", "pk"]
        constraints = [slug_constraint("checklist_round_slug")]

    def __str__(self):
        return self.dated.isoformat() if self.dated else str(_("A round without a date"))


class ChecklistAnswer(ChildRow, Sourced):
    """What a round answered to one question. No row: it was not asked. "Unknown" is an answer of its own, and never no."""

    class Answer(models.TextChoices):
        YES = "yes", _("yes")
        NO = "no", _("no")
        UNKNOWN = "unknown", _("do not know")

    round = models.ForeignKey(ChecklistRound, on_delete=models.CASCADE, related_name="answers")
    question = models.ForeignKey(ChecklistQuestion, on_delete=models.CASCADE, related_name="answers")
    answer = models.CharField(_("answer"), max_length=8, choices=Answer)
    words = models.CharField(_("in words"), max_length=400, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "question"], name="checklist_answer_once")]

    def __str__(self):
        return self.answer

    @property
    def programme(self):
        return self.round.programme
