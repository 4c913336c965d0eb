"""For the canary: rows of every kind in the county, and a token in every text of theirs, in what is attached and in the log."""

import re
from dataclasses import dataclass
from datetime import date

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from fardplan.accounts.mail import send_later
from fardplan.accounts.models import User
from fardplan.attachments import services as attachments
from fardplan.attachments.models import Attachment
from fardplan.audit import scope, writes
from fardplan.consultations.models import Consultation, ConsultationAnswer, ConsultationSection, SectionComment
from fardplan.governance.models import Decision, MatterVersion, Pack
from fardplan.imports.models import ImportJob
from fardplan.indicators.fields import ExactField
from fardplan.parties.models import Membership, Party, Programme
from fardplan.reports.models import FreeFigure, Report, ReportFiling, ReportText, StatedFigure
from fardplan.selfassessment.models import Answer, Assessment
from fardplan.status.models import Friction, FrictionNote
from tests.access import policy, secrets_by_hand
from tests.access.asking import ask, nothing_drawn
from tests.access.making import has, make_row, rows_in, sent
from tests.access.world import GIVEN, patterns, things
from tests.factories import FrictionFactory

TODAY = date(2024, 6, 1)
#: Fields that are keys, codes, seals or measures of time, and no text of anybody's.
NOT_TEXT = re.compile(
    r"slug|^code$|password|rhythm|period|sha256|hash|document_text|^key$|state|origin|row_model|stored_as|_words$(?<!overall_words)(?<!parties_words)"
    r"|^number|^leads_to$|register|basis|_by$|approved_sections|publ_|base_url|figures|breakdown|series|_url$|method$|place$|^section$|^value$|^about$|^based_on$|^kind$"
)
#: Their texts are sealed documents and figures' places, which nobody can make up.
NOT_MADE_UP = {Pack, MatterVersion, StatedFigure}
#: A draft's key is made of its title, and is then in its address, which the log keeps: a draft in each programme with a token for key.
IN_ADDRESS = {"varld": "knr90001q", "granne": "knr90002q"}
ROOMS = (
    "accounts.User accounts.Mail attachments benefits consultations economy followup goals governance imports.ImportJob indicators.Indicator "
    "indicators.DefinitionVersion indicators.Target parties plan portfolio reports selfassessment spread status"
).split()  # fmt: skip


@dataclass(frozen=True)
class Token:
    label: str
    field: str
    pk: int
    programme: int
    is_secret: bool

    def __str__(self):
        return f"{self.label} {self.pk} {self.field}, {'secret' if self.is_secret else 'of programme'} {self.programme}"


def kinds():
    return [each for each in apps.get_models() if each._meta.label.startswith(tuple(ROOMS)) and not each._meta.auto_created]


def furnish(world):
    """What the matrix's county lacks: rows under drafts, attached files, an import on its way, and a row of every other kind."""
    for programme in (world.programme, world.other):
        _drafts_in(programme)
        for kind in kinds():
            if has(kind, "period"):
                rows_in(kind, programme).filter(period__startswith="Text").update(period="2023")
            if kind not in NOT_MADE_UP and not rows_in(kind, programme).exists():
                given = {key: value(programme) if callable(value) else value for key, value in GIVEN.get(kind.__name__, {}).items()}
                if has(kind, "period"):
                    given["period"] = "2023"
                try:
                    with transaction.atomic():
                        make_row(kind, programme, **given)
                except (IntegrityError, LookupError, ValidationError, ValueError):
                    continue  # the least a table asks for was not enough: `test_there_are_tokens_of_all_that_is_secret` says what must be there
        _attached_to(programme, by=world.leader)


def _drafts_in(programme):
    consultation = Consultation.objects.filter(programme=programme).order_by("pk").first() or make_row(Consultation, programme)
    if not ConsultationAnswer.objects.filter(programme=programme).exists():
        make_row(ConsultationAnswer, programme, consultation=consultation, is_draft=True, number=1)
    for answer in ConsultationAnswer.objects.filter(programme=programme):
        section = answer.consultation.sections.first() or make_row(ConsultationSection, programme, consultation=answer.consultation)
        make_row(SectionComment, programme, answer=answer, section=section, text="Text")
    of_the_crawler = list(Party.objects.filter(programme=programme).order_by("pk"))[:4][-1]
    FrictionFactory(party=of_the_crawler, slug=IN_ADDRESS[programme.slug], shared_date=None)
    for friction in Friction.objects.filter(party__programme=programme):
        make_row(FrictionNote, programme, friction=friction, dated=TODAY)
    for report in Report.objects.filter(programme=programme).exclude(state="frozen"):
        make_row(ReportText, programme, report=report, section="summary", text="Text")
        make_row(ReportFiling, programme, report=report, summary="Text")
        make_row(FreeFigure, programme, report=report, section="summary", words="3", sentence="Text", reason="Text")
    for assessment in Assessment.objects.filter(programme=programme, round__state="open"):
        for statement in assessment.round.instrument.statements.all():
            make_row(Answer, programme, assessment=assessment, statement=statement)
    make_row(ImportJob, programme, register="goals", state="shown")
    send_later(programme_lead(programme), "Ämne", "Brev")


def programme_lead(programme):
    return Membership.objects.filter(programme=programme, role="lead", until_date=None).first().user


def _attached_to(programme, *, by):
    """A file on each secret row that can carry one, and on a decision that everybody reads."""
    decision = rows_in(Decision, programme).first()
    Attachment.objects.filter(programme=programme).exclude(row_model__contains=".").update(
        row_model=Decision._meta.label, row_id=decision.pk
    )
    there = [Decision, ConsultationAnswer, Consultation, Report]
    for kind in there:
        for row in rows_in(kind, programme)[:9]:
            attachments.attach(
                row, by=by, name=f"{kind.__name__}-{row.pk}.txt", chunks=[f"Fil {kind.__name__} {row.pk}\n".encode()], size=40
            )


def plant(world):
    """{token: Token} of every text of every row, which then has it; and each row's values stand in the log, as a write leaves them there."""
    tokens = {}
    for kind in kinds():
        names = [field.name for field in kind._meta.concrete_fields if _is_text(field)]
        for programme in (world.programme, world.other):
            for row in rows_in(kind, programme)[:60]:
                if programme_of(row) not in (programme, None) or (programme_of(row) is None and programme != world.programme):
                    continue
                before = writes.snapshot(row)
                _plant_in(row, names, programme, tokens)
                row.refresh_from_db()
                if (key := getattr(row, "slug", "")) in IN_ADDRESS.values():
                    tokens[key.upper()] = Token(row._meta.label, "slug", row.pk, programme.pk, True)
                with scope.entry(f"POST /{programme.slug}/{key}/"):
                    writes._record(
                        "changed", row, world.leader, before=before, after=writes.snapshot(row)
                    )  # as `change` would have left it
    return tokens


def programme_of(row):
    """The row's programme, or that of what it hangs on; None for what programmes share."""
    if isinstance(row, Programme):
        return row
    if (programme := getattr(row, "programme", None)) is not None:
        return programme
    above = [field for field in row._meta.concrete_fields if field.remote_field and not field.null and field.related_model is not User]
    return next((found for field in above if (found := programme_of(getattr(row, field.name))) is not None), None)


def _is_text(field):
    return (
        isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, models.URLField | ExactField)
        and not field.choices
        and not field.primary_key
        and not NOT_TEXT.search(field.name)
        and (field.max_length or 99) >= 10
    )


def _plant_in(row, names, programme, tokens):
    values = {}
    for name in names:
        word = f"KNR{len(tokens) + 1:05}Q"
        values[name] = f"{word}@exempel.example" if name in ("email", "address") else word
        tokens[word] = Token(row._meta.label, name, row.pk, programme.pk, secrets_by_hand.is_secret(row, name))
    try:
        with transaction.atomic():
            if values:
                type(row)._base_manager.filter(pk=row.pk).update(**values)
    except IntegrityError:  # a text that the table restricts: one by one
        for name, value in values.items():
            try:
                with transaction.atomic():
                    type(row)._base_manager.filter(pk=row.pk).update(**{name: value})
            except IntegrityError:
                del tokens[value[:9]]


#: What sends letters when it is posted.
SENDING = ("message_add", "consultation_send", "deviation_add", "invitation_add", "meeting_pack_send", "consultation_extend")


def posts_that_send(world):
    """Each by the first person whom the table lets, about the first row; kept. Returns the names of those that went through."""
    done = []
    with nothing_drawn() as drawn:
        for name, arguments in patterns():
            if name not in SENDING:
                continue
            for thing in things(world, name, arguments):
                person = next((each for each in world.people if policy.expected(each, thing, "POST", in_programme=True) == "yes"), None)
                if person is None:
                    continue
                form = ask(person.user, "GET", thing.url, drawn=drawn).context.get("form")
                answer = ask(person.user, "POST", thing.url, sent(form) if hasattr(form, "fields") else {}, drawn=drawn, keep=True)
                if answer.status == 302:
                    done.append(name)
                    break
    return done
