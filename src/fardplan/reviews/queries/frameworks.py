"""Reads about frameworks: areas with their questions, and what answers each."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch

from fardplan.reviews import linked
from fardplan.reviews.models import ActivityReview, FrameworkArea, FrameworkQuestion


def with_counts(frameworks):
    """Frameworks, each with `question_count`."""
    return frameworks.annotate(question_count=Count("areas__questions"))


@dataclass(frozen=True)
class QuestionRow:
    """A question with all that answers it: rows of rooms above as linked.Linked, answers with the latest period first."""

    question: FrameworkQuestion
    linked: list
    answers: list

    @property
    def is_bare(self):
        """Nothing answers it yet."""
        return not (self.linked or self.answers or self.question.indicators.all() or self.question.reviews.all())


def areas_of(framework):
    """[(area, [QuestionRow])] of a framework: six questions to the database, and one for each kind of link."""
    questions = (
        FrameworkQuestion.objects.filter(area__framework=framework)
        .select_related("level")
        .prefetch_related("indicators", "links", "answers")
        .prefetch_related(Prefetch("reviews", ActivityReview.objects.select_related("activity", "party__organisation")))
    )
    rows = list(questions)
    links = [link for row in rows for link in row.links.all()]
    shown = iter(linked.shown(framework.programme, links))
    by_area = {}
    for row in rows:
        mine = [next(shown) for _link in row.links.all()]
        by_area.setdefault(row.area_id, []).append(QuestionRow(row, mine, list(row.answers.all())))
    return [(area, by_area.get(area.pk, [])) for area in FrameworkArea.objects.filter(framework=framework)]
