"""Reads about consultations. Every read of answers starts from `sent()`, or from one party's own: a draft is nobody else's."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from fardplan.consultations.models import Consultation, ConsultationAnswer, ConsultationSection, SectionComment
from fardplan.kit.text import swedish_sort_key
from fardplan.parties.models import Party


@dataclass(frozen=True, slots=True)
class Square:
    """One party on the line of squares, and what it says: its latest answer, None when there is none."""

    name: str
    mark: str  # yes, plus, no, waiting
    words: str
    party: Party
    answer: ConsultationAnswer | None = None
    count: int = 0  # answers sent, supplements among them

    @property
    def is_given(self) -> bool:
        return self.answer is not None


@dataclass(frozen=True, slots=True)
class Line:
    """A consultation on one line: a square per party asked, the count in words, who is missing."""

    consultation: Consultation
    squares: tuple[Square, ...]
    is_open: bool

    @property
    def title(self) -> str:
        return self.consultation.title

    @property
    def slug(self) -> str:
        return self.consultation.slug

    @property
    def is_unknown(self) -> bool:
        return self.consultation.answers_unknown

    @property
    def count(self) -> str:
        """ "6 of 8 support"; for a letter of intent "6 of 8 have adopted"."""
        if self.is_unknown:
            return _("no source says")
        yes = sum(square.mark in ("yes", "plus") for square in self.squares)
        numbers = {"yes": yes, "all": len(self.squares)}
        return (_("%(yes)s of %(all)s have adopted") if self.consultation.is_letter else _("%(yes)s of %(all)s support")) % numbers

    @property
    def answered(self) -> str:
        """ "7 of 8 have answered"."""
        given = sum(square.is_given for square in self.squares)
        return _("%(given)s of %(all)s have answered") % {"given": given, "all": len(self.squares)}

    @property
    def answered_note(self) -> str:
        return self.answered if self.squares and not self.is_unknown and not self.consultation.is_preparing else ""

    @property
    def missing(self) -> list[str]:
        return [] if self.is_unknown else [square.name for square in self.squares if not square.is_given]

    @property
    def refused(self) -> list[str]:
        return [square.name for square in self.squares if square.mark == "no"]


def _square(consultation, party, answers):
    if answers:
        latest = answers[-1]
        return Square(party.name, latest.mark, str(consultation.words_of(latest.stance)), party, latest, len(answers))
    unknown = consultation.answers_unknown
    return Square(party.name, "waiting", _("no information in the sources") if unknown else _("has not answered"), party)


def _lines(consultations, today):
    """Three queries, however many there are."""
    parties = Prefetch("parties", Party.objects.in_order())
    found = consultations.select_related("matter__document", "document_version__document").prefetch_related(parties, _sent_answers())
    return [_line(row, today) for row in found]


def _sent_answers():
    return Prefetch("answers", ConsultationAnswer.objects.sent().order_by("number"), to_attr="sent_answers")


def _line(consultation, today, parties=None):
    said = {}
    for answer in consultation.sent_answers:
        answer.consultation = consultation
        said.setdefault(answer.party_id, []).append(answer)
    squares = tuple(
        _square(consultation, party, said.get(party.pk)) for party in (consultation.parties.all() if parties is None else parties)
    )
    return Line(consultation, squares, consultation.is_open(today))


def _day(consultation):
    return consultation.sent_date or consultation.time_starts_latest or date.min


def lines_of(consultations, *, today) -> list[Line]:
    """The lines of a queryset that starts from `visible_to`: what is being prepared first, then the latest first. Three queries."""
    return _latest_first(_lines(consultations, today))


def _latest_first(lines):
    return sorted(lines, key=lambda line: (line.consultation.is_preparing, _day(line.consultation), line.consultation.pk), reverse=True)


@dataclass(frozen=True, slots=True)
class Said:
    """What one party says of one section, in its latest answer."""

    party: str
    mark: str
    words: str
    text: str
    row: SectionComment


@dataclass(frozen=True)
class SectionPage:
    section: ConsultationSection
    said: list[Said]


@dataclass(frozen=True)
class ConsultationPage:
    line: Line
    sections: list[SectionPage]
    extensions: list
    before: list[Consultation]  # what came before, the latest first
    after: list[Consultation]
    decisions: list = field(default_factory=list)

    @property
    def consultation(self) -> Consultation:
        return self.line.consultation


def consultation_page(found, *, today, followers) -> ConsultationPage:
    """`found` is a queryset of the one consultation, `followers` one of those the reader may see. Ten queries."""
    line = _lines(found, today)[0]
    consultation = line.consultation
    latest = {square.answer.pk: square for square in line.squares if square.answer}
    said = {}
    comments = SectionComment.objects.sent().filter(answer__in=latest)
    for comment in comments:
        square = latest[comment.answer_id]
        comment.answer = square.answer
        words = str(consultation.words_of(comment.stance)) if comment.stance else ""
        said.setdefault(comment.section_id, []).append(Said(square.name, comment.mark or "noted", words, comment.text, comment))
    order = [square.name for square in line.squares]
    sections = [
        SectionPage(section, sorted(said.get(section.pk, []), key=lambda row: order.index(row.party)))
        for section in consultation.sections.all()
    ]
    return ConsultationPage(
        line=line,
        sections=sections,
        extensions=list(consultation.extensions.all()),
        before=earlier(consultation),
        after=list(followers.filter(previous=consultation).order_by("pk")),
        decisions=list(consultation.matter.decisions.select_related("forum").order_by("pk")),
    )


def earlier(consultation) -> list[Consultation]:
    """The consultations that came before, the latest first. One query."""
    rows = {row.pk: row for row in Consultation.objects.sent_out().filter(matter=consultation.matter_id)}
    found, key = [], consultation.previous_id
    while key in rows and rows[key] not in found:
        found.append(rows[key])
        key = rows[key].previous_id
    return found


@dataclass(frozen=True)
class PartyAnswers:
    """All that one party has sent in a consultation, the latest first; each with its comments."""

    party: Party
    answers: list[ConsultationAnswer]


def answers_of(consultation, party) -> PartyAnswers:
    """Three queries."""
    comments = Prefetch("comments", SectionComment.objects.sent().select_related("section"))
    answers = list(
        ConsultationAnswer.objects.sent().filter(consultation=consultation, party=party).prefetch_related(comments).order_by("-number")
    )
    for answer in answers:
        answer.consultation = consultation
        answer.shown = str(consultation.words_of(answer.stance))
        answer.said = [
            Said(party.name, row.mark or "noted", str(consultation.words_of(row.stance)) if row.stance else "", row.text, row)
            for row in answer.comments.all()
        ]
    return PartyAnswers(party, answers)


def lines_by_document(programme, *, today) -> dict[int, list[Line]]:
    """Key of a governing document -> the lines of what was sent out of it, the latest first. Three queries."""
    found = {}
    for line in lines_of(Consultation.objects.sent_out().filter(programme=programme), today=today):
        version = line.consultation.document_version
        document = version.document_id if version else line.consultation.matter.document_id
        if document and line.squares:
            found.setdefault(document, []).append(line)
    return found


def lines_under_way(programme, *, today, known) -> list[Line]:
    """What is out for answers or adoption now, the latest first: for the county page.

    `known` are the programme's parties of the day: two queries, three when somebody who was asked has left since.
    """
    rows = Consultation.objects.sent_out().filter(programme=programme, compiled_date__isnull=True)
    rows = rows.select_related("matter__document", "document_version__document").order_by().annotate(asked=F("parties"))
    found, asked = {}, {}
    for row in rows:  # once for each party asked
        if row.asked is not None:
            found.setdefault(row.pk, row)
            asked.setdefault(row.pk, []).append(row.asked)
    parties = {party.pk: party for party in known}
    if left := {key for keys in asked.values() for key in keys} - set(parties):
        parties |= {party.pk: party for party in Party.objects.filter(pk__in=left).select_related("organisation")}
    prefetch_related_objects(list(found.values()), _sent_answers())
    lines = [
        _line(row, today, sorted((parties[key] for key in asked[row.pk]), key=lambda party: swedish_sort_key(party.name)))
        for row in found.values()
        if row.takes_answers or row.is_letter
    ]
    return _latest_first(lines)
