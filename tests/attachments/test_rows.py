"""Every kind of row that carries documents shows them on its own page, lets those who may hang them there, and nobody else."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.attachments import registry, services
from fardplan.attachments.models import Attachment
from tests.factories import (
    ActivityFactory,
    ActivityReviewFactory,
    AssessmentFactory,
    BenefitFactory,
    CitizenDialogueFactory,
    ConsultationAnswerFactory,
    ConsultationFactory,
    DecisionFactory,
    DeviationFactory,
    DocumentFactory,
    EffectFactory,
    FrictionFactory,
    InitiativeFactory,
    MatterFactory,
    MeetingFactory,
    MembershipFactory,
    PartyFactory,
    PlanFactory,
    ReportFactory,
    RiskFactory,
    UserFactory,
    WorkingMethodFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.ATTACHMENT_FOLDER = tmp_path / "files"


@pytest.fixture
def ekby(programme):
    return PartyFactory(programme=programme)


@pytest.fixture
def cilla(programme, ekby):
    """Coordinates Ekby."""
    return MembershipFactory(user=UserFactory(username="cilla"), programme=programme, role=Role.COORDINATOR, party=ekby).user


def answer(programme, ekby, **values):
    consultation = ConsultationFactory(programme=programme, state="sent", parties=[ekby])
    given = {"is_draft": False, "stance": "supports", "decided_date": date(2023, 1, 1), "sent_date": date(2023, 1, 2)}
    return ConsultationAnswerFactory(consultation=consultation, programme=programme, party=ekby, **{**given, **values})


#: How a row of each kind is made, and who hangs documents on it.
KINDS = {
    "portfolio.Initiative": (lambda p, party: InitiativeFactory(programme=p), "alva"),
    "portfolio.WorkingMethod": (lambda p, party: WorkingMethodFactory(programme=p), "alva"),
    "governance.Matter": (lambda p, party: MatterFactory(programme=p), "alva"),
    "governance.Decision": (lambda p, party: DecisionFactory(programme=p), "alva"),
    "governance.Meeting": (lambda p, party: MeetingFactory(programme=p), "alva"),
    "governance.Document": (lambda p, party: DocumentFactory(programme=p), "alva"),
    "consultations.Consultation": (lambda p, party: ConsultationFactory(programme=p, state="sent", parties=[party]), "alva"),
    "consultations.ConsultationAnswer": (answer, "cilla"),
    "reports.Report": (lambda p, party: ReportFactory(programme=p), "alva"),
    "plan.Activity": (lambda p, party: ActivityFactory(programme=p), "alva"),
    "reviews.ActivityReview": (lambda p, party: ActivityReviewFactory(activity=ActivityFactory(programme=p)), "alva"),
    "plan.Plan": (lambda p, party: PlanFactory(programme=p), "alva"),
    "reviews.CitizenDialogue": (lambda p, party: CitizenDialogueFactory(programme=p), "alva"),
    "status.Risk": (lambda p, party: RiskFactory(programme=p), "alva"),
    "effects.Effect": (lambda p, party: EffectFactory(programme=p), "alva"),
    "selfassessment.Assessment": (lambda p, party: AssessmentFactory(round__instrument__programme=p, party=party), "cilla"),
    "benefits.BenefitProfile": (lambda p, party: BenefitFactory(programme=p), "alva"),
    "status.Deviation": (lambda p, party: DeviationFactory(programme=p), "alva"),
    "status.Friction": (lambda p, party: FrictionFactory(programme=p, party=party, shared_date=date(2023, 1, 2)), "cilla"),
}


def test_every_kind_stands_here():
    assert set(KINDS) == set(registry.OWNERS)


@pytest.mark.parametrize("label", KINDS)
def test_its_page_shows_the_file_and_lets_those_who_may_hang_another(label, programme, ekby, alva, bo, cilla, logged_in):
    make, who = KINDS[label]
    row = make(programme, ekby)
    writer = {"alva": alva, "cilla": cilla}[who]
    add = f"{reverse('attachment_add', args=[programme.slug])}?rad={label}:{row.pk}"

    answer = logged_in(writer).post(add, {"file": SimpleUploadedFile("Slutrapport.txt", b"Klart.\n"), "note": "Undertecknad"})

    file = Attachment.objects.get()
    page, anchor = answer.headers["Location"].split("#")
    assert page == registry.OWNERS[label].url(row).partition("#")[0]
    # A report's draft is read by those who write it, a unit's answers by those who answer, and so are their files.
    is_narrow = label in ("reports.Report", "selfassessment.Assessment")
    readers = [(writer, True)] if is_narrow else [(writer, True), (bo, False)]
    if is_narrow:
        assert logged_in(bo).get(reverse("attachment", args=[programme.slug, file.slug])).status_code == 404
    for reader, may in readers:
        html = logged_in(reader).get(page).content.decode()
        assert reverse("attachment", args=[programme.slug, file.slug]) in html
        assert (f"rad={label}:{row.pk}" in html) == may
        assert f'id="{anchor}"' in html
    assert logged_in(bo).post(add, {"file": SimpleUploadedFile("b.txt", b"b")}).status_code == (404 if is_narrow else 403)
    assert Attachment.objects.count() == 1


@pytest.mark.parametrize("label", ["consultations.ConsultationAnswer", "status.Friction"])
def test_what_is_a_partys_own_takes_files_from_that_party_alone(label, programme, ekby, alva, cilla, logged_in):
    row = KINDS[label][0](programme, ekby)
    add = f"{reverse('attachment_add', args=[programme.slug])}?rad={label}:{row.pk}"
    dan = MembershipFactory(
        user=UserFactory(username="dan"), programme=programme, role=Role.COORDINATOR, party=PartyFactory(programme=programme)
    )
    assert [logged_in(user).get(add).status_code for user in (cilla, alva, dan.user)] == [200, 403, 403]


@pytest.mark.parametrize(
    "make",
    [
        lambda p, party: FrictionFactory(programme=p, party=party, shared_date=None),
        lambda p, party: answer(p, party, is_draft=True, sent_date=None),
    ],
)
def test_what_nobody_else_sees_carries_no_files(make, programme, ekby, alva, cilla, logged_in):
    row = make(programme, ekby)
    add = f"{reverse('attachment_add', args=[programme.slug])}?rad={row._meta.label}:{row.pk}"
    assert [logged_in(user).get(add).status_code for user in (cilla, alva)] == [404, 404]


def test_documents_ask_as_much_however_many_there_are(programme, alva, logged_in, django_assert_num_queries):
    def seen(number):
        for n in range(number):
            document = DocumentFactory(programme=programme)
            services.attach(document, by=alva, name=f"{n}.txt", chunks=[b"%d" % document.pk], size=2)
        return logged_in(alva)

    client, url = seen(1), reverse("documents", args=[programme.slug])
    client.get(url)
    with django_assert_num_queries(8):
        client.get(url)
    seen(5)
    with django_assert_num_queries(8):
        assert client.get(url).content.decode().count("Dra tillbaka") == 6
