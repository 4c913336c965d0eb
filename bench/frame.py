"""What measuring itself costs: numbers near these say nothing."""

from bench.registry import benchmark


@benchmark("frame: an empty call", calls=200)
def empty_call():
    return lambda: None


@benchmark("frame: one query", database=True, calls=200)
def one_query():
    from fardplan.parties.models import Programme

    return lambda: Programme.objects.filter(slug="finns-inte").first() and None
