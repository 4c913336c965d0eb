"""Small, nasty histories of care: few days, few values, so that ties, overlaps and edges meet. One per number, with ids of its own."""

from __future__ import annotations

import random
from datetime import date, timedelta

from fardplan.measures import schema

START, END = date(2023, 10, 1), date(2024, 4, 4)
#: Days around the turn of the year, of the leap month and of the extract: most events fall here.
NEAR = [date(2023, 12, 28) + timedelta(days=n) for n in range(8)] + [
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2024, 3, 27),
]
FAR = [date(1753, 1, 1), date(1899, 12, 31), START - timedelta(days=1), START, END, END + timedelta(days=1), date(9999, 12, 31)]
SPAN = (END - START).days


def day(r: random.Random) -> date:
    at = r.random()
    if at < 0.75:
        return r.choice(NEAR)
    return START + timedelta(days=r.randint(0, SPAN)) if at < 0.97 else r.choice(FAR)


def later(r: random.Random, first: date) -> date:
    """Often the same day or the next, now and then before."""
    try:
        return first + timedelta(days=r.choice([0, 0, 1, 1, 2, 3, 5, 30, -1]))
    except OverflowError:
        return first


def maybe(r: random.Random, value, odds: float = 0.2):
    return None if r.random() < odds else value


class Example:
    """Makes the rows of one example. `n` is in every id, so that examples in one table never meet."""

    def __init__(self, r: random.Random, n: int):
        self.r, self.n = r, n
        self.stayed: list[dict] = []
        self.people = [f"{n}-{who}" for who in "abc"[: r.randint(1, 3)]]
        #: The same spellings sort differently by locale and by code point.
        self.tails = ["a", "B", "å", "z", "Ä"]

    def named(self, kind: str, few: int = 2) -> str:
        return f"{kind}{self.n}{self.r.choice(self.tails[:few])}"

    def person(self, table: str) -> str | None:
        """Now and then nobody, where the row has a key that keeps it apart from other examples'."""
        return maybe(self.r, self.r.choice(self.people), 0.02 if schema.table(table).key[0] != "person" else 0)

    def key(self) -> str:
        return f"{self.n}-{self.r.choice('1234567')}"

    def code(self, table: str, column: str, *, strange: float = 0.04) -> str | None:
        known = schema.table(table)[column].allowed
        return self.r.choice([None, "", "annat"]) if self.r.random() < strange else self.r.choice(known)

    def place(self, table: str) -> dict:
        out = {"organisation": maybe(self.r, self.named("R"), 0.03)}
        if "unit" in schema.table(table).names:
            out["unit"] = maybe(self.r, self.named("u"), 0.03)
        return out

    def persons(self) -> dict:
        r = self.r
        born = r.choice(
            [
                date(1939, 12, 30),
                date(1944, 1, 1),
                date(1944, 2, 29),
                date(1959, 1, 1),
                date(2004, 1, 2),
                date(2024, 1, 1),
                date(1850, 1, 1),
            ]
        )
        return {"birth_date": maybe(r, born, 0.1), "sex": self.code("persons", "sex"), "municipality": maybe(r, self.named("K"), 0.05)}

    def moves(self) -> dict:
        return {"moved_on": maybe(self.r, day(self.r), 0.03), "municipality": maybe(self.r, self.named("K", 3), 0.03)}

    def listings(self) -> dict:
        start = self.r.choice([START, *NEAR])
        return {
            "unit": maybe(self.r, self.named("u"), 0.03),
            "start": maybe(self.r, start, 0.03),
            "end": maybe(self.r, later(self.r, self.r.choice([start, END])), 0.6),
        }

    def stays(self) -> dict:
        r, admitted = self.r, day(self.r)
        return {
            "stay": self.key(), **self.place("stays"), "admitted": maybe(r, admitted, 0.02), "discharged": maybe(r, later(r, admitted), 0.06),
            "admission": r.choice(["unplanned", "unplanned", self.code("stays", "admission")]), "discharged_to": r.choice(["home", "home", self.code("stays", "discharged_to")]),
            "diagnosis": r.choice(["I50.0", "i501", "J44", "I51", None, "", "E11 ", "O80"]), "frailty": r.choice([None, 0, 1, 4, 5, 6, 7, 9, 10]),
        }  # fmt: skip

    def contacts(self) -> dict:
        return {
            "contact": self.key(), **self.place("contacts"), "provider": maybe(self.r, self.named("d", 4), 0.08),
            "profession": self.r.choice(["doctor", "doctor", self.code("contacts", "profession")]), "care": self.r.choice(["primary", "primary", self.code("contacts", "care")]),
            "date": maybe(self.r, day(self.r), 0.02), "mode": self.r.choice(["visit", "visit", self.code("contacts", "mode")]), "planned": self.r.choice([None, True, False]),
        }  # fmt: skip

    def emergencies(self) -> dict:
        return {
            "visit": self.key(),
            **self.place("emergencies"),
            "date": maybe(self.r, day(self.r), 0.02),
            "outcome": self.code("emergencies", "outcome"),
        }

    def episodes(self) -> dict:
        start = day(self.r)
        return {
            "episode": self.key(), "organisation": maybe(self.r, self.named("K"), 0.03), "kind": self.code("episodes", "kind"), "start": maybe(self.r, start, 0.02),
            "end": maybe(self.r, later(self.r, start), 0.4),
        }  # fmt: skip

    def ready(self) -> dict:
        on, about = day(self.r), {}
        if self.stayed and self.r.random() < 0.8:
            stay = self.r.choice(self.stayed)
            on = stay["admitted"] if stay["admitted"] and self.r.random() < 0.4 else on
            about = {"person": stay["person"], "stay": maybe(self.r, stay["stay"], 0.4)}
        return {
            "notice": self.key(), "stay": maybe(self.r, self.key(), 0.5), **about, "organisation": maybe(self.r, self.named("K"), 0.03), "ready_on": maybe(self.r, on, 0.02),
            "withdrawn_on": maybe(self.r, later(self.r, on), 0.7),
        }  # fmt: skip

    def deaths(self) -> dict:
        return {"died_on": maybe(self.r, day(self.r), 0.02)}

    #: table -> the most rows of it in an example.
    MOST = {"persons": 0, "moves": 2, "listings": 5, "stays": 7, "contacts": 14, "emergencies": 4, "episodes": 4, "ready": 4, "deaths": 1}

    def tables(self) -> dict[str, list[dict]]:
        out = {}
        for name, most in self.MOST.items():
            make = getattr(self, name)
            rows = [{"person": self.person(name), **make()} for _ in range(self.r.randint(0, most))]
            if name == "persons":
                rows = [{"person": who, **make()} for who in self.people if self.r.random() < 0.95]
                rows += [{"person": self.r.choice(self.people), **make()}] if self.r.random() < 0.1 else []
            self.stayed = self.stayed or (rows if name == "stays" else [])
            out[name] = [row for row in rows for _ in range(2 if self.r.random() < 0.1 else 1)]
        return out


def example(r: random.Random, n: int) -> dict[str, list[dict]]:
    """Event tables with a handful of rows each."""
    return Example(r, n).tables()
