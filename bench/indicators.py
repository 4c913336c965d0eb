"""Figures: the list of the national set's 63 key figures, one of them, and recording 100 000 figures twice (new, then all the same)."""

from functools import cache

from bench.pages import BARE, page, stock
from bench.registry import benchmark


@cache
def national():
    from tests.factories import national as made
    from tests.factories.parties import PartyFactory

    filled, _session = stock()
    region = made.areas()[1]
    PartyFactory(programme=filled.programme, organisation=region)
    made.fill(filled.programme, filled.goals)


@benchmark("page: indicators, national set", database=True, against=BARE % 60)
def indicator_list():
    national()
    return page("/stort/nyckeltal/")


@benchmark("page: one indicator, national set", database=True, against=BARE % 60)
def one_indicator():
    national()
    return page("/stort/nyckeltal/u90007/")


@benchmark("figures: 100 000 recorded, all the same as stored", database=True, calls=3)
def recorded_again():
    from fardplan.indicators.recording import record
    from tests.factories import national as made

    national()
    kpis, organisations = made.figures(16), made.areas()

    def call():
        done = record(made.rows(kpis, organisations), by="bench", kind="extract", source="Kolada", retrieved_at=made.AT, keep_empty=False)
        return f"{done.read} rows, {done.added + done.revised} written"

    return call


@benchmark("figures: 100 000 new recorded", database=True, calls=3)
def recorded_new():
    from datetime import timedelta

    from fardplan.indicators.recording import Row, record
    from tests.factories import national as made

    national()
    kpis, organisations = made.figures(16), made.areas()
    times = iter(range(1, 1000))

    def call():
        n = next(times)
        rows = (Row(*row[:5], row.value + n) for row in made.rows(kpis, organisations))
        done = record(rows, by="bench", kind="extract", source="Kolada", retrieved_at=made.AT + timedelta(days=n))
        return f"{done.read} rows, {done.added + done.revised} written"

    return call


@benchmark("page: what the figures say, 63 indicators x 312 areas", database=True, calls=5)
def signs_of_all():
    national()
    return page("/stort/nyckeltal/signaler/?omraden=alla")
