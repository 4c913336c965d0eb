import factory
from factory.django import DjangoModelFactory

from fardplan.reports.models import Report, ReportText, StatedFigure
from tests.factories.parties import ProgrammeFactory


class ReportFactory(DjangoModelFactory):
    """`texts` is {section: text}."""

    class Meta:
        model = Report
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    period = "2023"
    slug = factory.LazyAttribute(lambda report: f"arsrapport-{report.period}".lower())
    title = factory.LazyAttribute(lambda report: f"Årsrapport {report.period}")

    @classmethod
    def _create(cls, model, *args, texts=None, **kwargs):
        report = super()._create(model, *args, **kwargs)
        for section, text in (texts or {}).items():
            ReportText.objects.create(report=report, section=section, text=text)
        return report


class StatedFigureFactory(DjangoModelFactory):
    class Meta:
        model = StatedFigure

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"uppgift-{n}")
    subject = "antal"
    label = "Antal"
    kind = StatedFigure.Kind.NUMBER
    words = factory.LazyAttribute(lambda row: row.value)
    value = "8"
    document = "Rapporten"
    place = factory.Sequence(lambda n: f"avsnitt {n}")
