from django.db import transaction

from fardplan.audit import writes
from fardplan.parties.services import free_slug
from fardplan.reviews import shipped
from fardplan.reviews.models import Framework, FrameworkAnswer, FrameworkArea, FrameworkLevel, FrameworkQuestion, QuestionLink
from fardplan.reviews.services.reviews import ends

add_framework, edit_framework = writes.verbs(Framework)
end_framework, reopen_framework = ends(Framework)
add_framework_area, edit_framework_area = writes.verbs(FrameworkArea)
add_framework_level, edit_framework_level = writes.verbs(FrameworkLevel)
#: An entry made by mistake. Raises ProtectedError when something hangs on the row.
remove_framework = remove_framework_area = remove_framework_level = writes.remove
remove_framework_question = writes.remove_with("links", "answers")


@transaction.atomic
def add_framework_question(*, by, links=None, linked=(), answers=(), **values):
    """A question. `linked`: dicts with kind and key (`reviews.linked`); `answers`: dicts with period, text and answered_date."""
    question = writes.create(FrameworkQuestion, by=by, links=links, **values)
    _set(question, QuestionLink, linked, by=by, same=("kind", "key"))
    _set(question, FrameworkAnswer, answers, by=by, same=("period",))
    return question


@transaction.atomic
def edit_framework_question(question, *, by, seen=None, links=None, linked=None, answers=None, **values):
    """Change a question; `linked` and `answers` are left alone when None. Raises audit.writes.Stale."""
    question = writes.change(question, by=by, seen=seen, links=links, **values)
    with writes.touching(question, "links", "answers", by=by):
        if linked is not None:
            _set(question, QuestionLink, linked, by=by, same=("kind", "key"))
        if answers is not None:
            _set(question, FrameworkAnswer, answers, by=by, same=("period",))
    return question


def _set(question, model, rows, *, by, same):
    """The rows under a question, exactly these: known by the values named in `same`."""
    held = {tuple(getattr(row, name) for name in same): row for row in model.objects.filter(question=question)}
    for values in rows:
        row = held.pop(tuple(values[name] for name in same), None)
        if row is not None:
            writes.change(row, by=by, **values)
        else:
            writes.create(model, by=by, question=question, **values)
    for row in held.values():
        writes.remove(row, by=by)


@transaction.atomic
def answer_question(question, *, by, period, text, answered_date):
    """What is answered for a period; said again, the words are changed."""
    held = FrameworkQuestion.objects.select_for_update().get(pk=question.pk).answers.filter(period=period).first()
    if held is not None:
        return writes.change(held, by=by, text=text, answered_date=answered_date)
    return writes.create(FrameworkAnswer, by=by, question=question, period=period, text=text, answered_date=answered_date)


@transaction.atomic
def take_in(name, *, programme, by):
    """Enter a framework that comes with the product (`reviews.shipped`), with its levels, areas and questions. KeyError for no such."""
    told = shipped.frameworks()[name]
    same = {"programme": programme, "by": by}
    sourced = {"source": told.get("source", ""), "origin": told.get("origin", "")}
    framework = add_framework(
        **same, slug=free_slug(Framework, told["title"], programme=programme), title=told["title"], owner=told["owner"], text=told["text"],
        position=Framework.objects.filter(programme=programme).count(), **sourced,
    )  # fmt: skip
    levels = {
        row["id"]: add_framework_level(
            **same, slug=free_slug(FrameworkLevel, row["id"], programme=programme), framework=framework, title=row["title"],
            text=row["text"], position=place,
        )
        for place, row in enumerate(told["levels"])
    }  # fmt: skip
    place = 0
    for at, area in enumerate(told["areas"]):
        slug = free_slug(FrameworkArea, area["id"], programme=programme)
        held = add_framework_area(**same, slug=slug, framework=framework, title=area["title"], position=at, **sourced)
        for question in area["questions"]:
            # The questions are the product's own, so they carry no source.
            slug = free_slug(FrameworkQuestion, question["text"], programme=programme)
            add_framework_question(**same, slug=slug, area=held, level=levels[question["level"]], text=question["text"], position=place)
            place += 1
    return framework
