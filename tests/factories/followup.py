from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from fardplan.followup.models import Compilation, HandIn, PartyYear
from tests.factories.accounts import UserFactory
from tests.factories.parties import PartyFactory, ProgrammeFactory


class CompilationFactory(DjangoModelFactory):
    class Meta:
        model = Compilation

    programme = factory.SubFactory(ProgrammeFactory)
    period = "2023"
    slug = factory.LazyAttribute(lambda row: row.period.lower())
    due_date = date(2024, 1, 31)


class PartyYearFactory(DjangoModelFactory):
    """`state="locked"` is marked ready on 20 January 2024."""

    class Meta:
        model = PartyYear

    compilation = factory.SubFactory(CompilationFactory)
    party = factory.LazyAttribute(lambda row: PartyFactory(programme=row.compilation.programme))

    class Params:
        is_ready = factory.Trait(state="locked", ready_at=datetime(2024, 1, 20, 12, tzinfo=UTC), ready_by=factory.SubFactory(UserFactory))


class HandInFactory(DjangoModelFactory):
    class Meta:
        model = HandIn

    year = factory.SubFactory(PartyYearFactory)
    number = 1
    document_text = '{"schema": 1, "programme": "p", "period": "2022", "sections": []}'
    sha256 = "0" * 64
    handed_at = datetime(2024, 1, 20, 12, tzinfo=UTC)
