"""./dev bench --walk: every list and form page in a county of the issue's size, on PostgreSQL: queries and CPU of each.

5 000 initiatives and 100 000 activities in 40 programmes; the one that is walked has 600 and 10 000 of them, and of everything else what a
large programme has in ten years. A page is a whole request, as in `bench.pages`; the search is asked for words that many rows have.
"""

import statistics
import sys
import time
from dataclasses import dataclass
from datetime import date, timedelta

PROGRAMMES, INITIATIVES, ACTIVITIES = 40, 5_000, 100_000
LARGE = (600, 10_000)
MOST_QUERIES, MOST_MS = 15, 200
SEARCH_QUERIES, SEARCH_MS = 6, 100
CALLS = 3
#: Asked for besides the addresses themselves.
SEARCHES = ("samordnad", "planering tecknat", "seminarium", "vård", "läkare saknas", "aktivitet", "beslut 10", "finnsinte")


@dataclass(frozen=True)
class Asked:
    name: str
    url: str
    status: int
    queries: int
    cpu_ms: float
    kilobytes: float

    @property
    def is_over(self):
        queries, ms = (SEARCH_QUERIES, SEARCH_MS) if self.name.startswith("search") else (MOST_QUERIES, MOST_MS)
        return self.queries > queries or self.cpu_ms > ms


def stock():
    """The county. Returns (the large programme, its lead)."""
    from django.db import connection, transaction

    from fardplan.accounts.permissions import Role
    from fardplan.search import index
    from tests.factories import MembershipFactory, ProgrammeFactory, UserFactory
    from tests.factories.bulk import fill

    with transaction.atomic():
        large = fill(ProgrammeFactory(slug="stort"), initiatives=LARGE[0], activities=LARGE[1])
        rest = PROGRAMMES - 1
        for n in range(rest):
            fill(
                ProgrammeFactory(slug=f"program-{n}", name=f"Program {n}"),
                initiatives=(INITIATIVES - LARGE[0]) // rest + 1,
                activities=(ACTIVITIES - LARGE[1]) // rest + 1,
            )
        ten_years(large)
        lead = UserFactory()
        MembershipFactory(user=lead, programme=large.programme, role=Role.LEAD)
        MembershipFactory(user=lead, programme=large.programme, role=Role.COORDINATOR, party=large.parties[0])
    began = time.process_time()
    known = index.rebuild()
    print(f"{known} rows indexed in {time.process_time() - began:.0f} s CPU")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return large, lead


def ten_years(filled, *, part=1):
    """What a large programme has in ten years, or one `part` of so much: 1 is all of it, 5 a fifth."""
    from fardplan.consultations.models import Consultation
    from fardplan.governance.models import AgendaItem, Decision, Escalation, FollowUp, Forum, Matter, Meeting, Message
    from fardplan.kit.timing import Timing
    from fardplan.status.models import Deviation, Friction, Risk, StatusReport
    from tests.factories.bulk import TEXT, TODAY

    programme, parties, initiatives = filled.programme, filled.parties, filled.initiatives
    forum = Forum.objects.get(programme=programme)

    def day(n):
        return TODAY - timedelta(days=7 * n)

    def timing(model, name, n):
        return getattr(model, name).columns(Timing.parse(day(n).isoformat()))

    def many(model, how_many, /, **values):
        return model.objects.bulk_create(
            model(
                programme=programme, slug=f"{model.__name__.lower()}-mer-{n}", **{k: v(n) if callable(v) else v for k, v in values.items()}
            )
            for n in range(how_many // part)
        )

    matters = many(Matter, 500, title=lambda n: f"Ärende om samordnad planering {n}", text=TEXT)
    meetings = Meeting.objects.bulk_create(
        Meeting(programme=programme, slug=f"mote-{n}", forum=forum, title=f"Styrgruppen {n}", **timing(Meeting, "time", n))
        for n in range(250 // part)
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=row, position=n, kind="information", title=f"Punkt {n}") for row in meetings for n in range(8)
    )
    decisions = list(Decision.objects.filter(programme=programme))
    FollowUp.objects.bulk_create(
        FollowUp(programme=programme, slug=f"uppgift-{n}", decision=decisions[n % len(decisions)], title=f"Gör detta {n}", party=parties[n % 8], **timing(FollowUp, "due", n % 300))
        for n in range(600 // part)
    )  # fmt: skip
    many(Escalation, 200, kind="obstacle", title=lambda n: f"Hinder {n}", text=TEXT, raised_date=day)
    many(Risk, 400, scope="change", title=lambda n: f"Läkare saknas {n}", text=TEXT, likelihood=3, impact=4)
    many(Deviation, 300, title=lambda n: f"Avvikelse {n}", seriousness="slight", happened=TEXT, reported_date=day)
    many(Friction, 300, party=lambda n: parties[n % 8], title=lambda n: f"Skav {n}", text=TEXT, entered_date=day, shared_date=day)
    many(
        StatusReport, 2_000, initiative=lambda n: initiatives[n % len(initiatives)], period=lambda n: f"{2024 - n // len(initiatives) // 2}-H{2 - n // len(initiatives) % 2}",
        number=1, sent_date=date(2024, 1, 1), overall="ok", done=TEXT,
    )  # fmt: skip
    many(Consultation, 100, matter=lambda n: matters[n], title=lambda n: f"Remiss {n}", state="sent", sent_date=day, last_day=day)
    many(Message, 200, forum=forum, subject=lambda n: f"Utskick {n}", text=TEXT, sent_at="2024-01-01T10:00+00:00", from_words="Kontoret")


def asked_of(large):
    """(name, address) of every page: each of the resolver's that needs no row, or a row that the large programme has."""
    from django.urls import reverse

    from tests.addresses import NO_PAGE, PARTS, addresses, model_for

    for address in addresses():
        name, arguments = address.name, set(address.arguments)
        if (
            not name
            or name in NO_PAGE
            or name.startswith(("mfa_", "account_", "oidc_"))
            or not arguments <= {"programme", "slug", "party", "number", "section"}
        ):
            continue
        kwargs = {"programme": large.programme.slug} if address.in_programme else {}
        if name in PARTS or (arguments - {"programme", "slug"}):
            continue
        if "slug" in arguments:
            try:
                model = model_for(name)
            except LookupError:  # a page that is about no row, such as one of the guide
                continue
            if not hasattr(model, "slug"):
                continue
            rows = model.objects.all() if not hasattr(model, "programme") else model.objects.filter(programme=large.programme)
            row = rows.order_by("pk").first()
            if row is None:
                continue
            kwargs["slug"] = row.slug
        yield name, reverse(name, kwargs=kwargs)
    base = f"/{large.programme.slug}"
    yield "portfolio, all as a table", f"{base}/portfolj/?fas=all&vy=tabell"
    yield "portfolio, all in a matrix", f"{base}/portfolj/?fas=all&vy=matris"
    for words in SEARCHES:
        yield f"search: {words}", f"/sok/?q={words}"


def ask(client, name, url, *, calls=CALLS):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    connection.queries_log.clear()  # it holds 9 000: full, it would count nothing more
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(url)
    queries = len(captured)  # at once: the next request empties the log that it counts in
    times = []
    for _ in range(calls if answer.status_code == 200 else 0):
        before = time.process_time()
        client.get(url)
        times.append((time.process_time() - before) * 1000)
    size = 0 if answer.streaming else len(answer.content) / 1000
    return Asked(name, url, answer.status_code, queries, statistics.median(times) if times else 0, size)


def walk():
    """Print every page's queries and CPU, those over the limits first marked. Returns how many are over."""
    from django.test import Client

    large, lead = stock()
    client = Client(raise_request_exception=False, headers={"host": "localhost"})
    client.force_login(lead)
    found = []
    for name, url in asked_of(large):
        found.append(ask(client, name, url))
        print(f"{found[-1].name} {found[-1].status} {found[-1].queries} {found[-1].cpu_ms:.0f}", file=sys.stderr, flush=True)
    shown = [each for each in found if each.status == 200]
    print(f"{'page':34} {'queries':>7} {'CPU ms':>8} {'kB':>7}")
    for each in sorted(shown, key=lambda each: (not each.is_over, -each.cpu_ms)):
        print(f"{each.name[:34]:34} {each.queries:7} {each.cpu_ms:8.1f} {each.kilobytes:7.0f} {'OVER' if each.is_over else ''} {each.url}")
    over = [each for each in shown if each.is_over]
    print(f"{len(shown)} pages, {len(over)} over; {len(found) - len(shown)} answered otherwise: "
          + ", ".join(f"{each.name} {each.status}" for each in found if each.status != 200))  # fmt: skip
    return len(over)
