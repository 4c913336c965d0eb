"""The sheet of parts: every component in every state, with invented words. For whoever builds, and for the tests that look.

One view: `?visa=formular`, `krock`, `fraga`, `400` … `503` show whole pages in their states.
"""

import datetime
from decimal import Decimal
from types import SimpleNamespace as Thing

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import render

from fardplan.kit.forms import (
    BooleanField,
    ChoiceField,
    DateField,
    EndDateField,
    FilterForm,
    Form,
    LongTextField,
    MoneyField,
    MultipleChoiceField,
    NumberField,
    Part,
    PercentField,
    TextField,
    TimingField,
)
from fardplan.kit.nothing import Absence

PLACES = ["Björkvik", "Ekby", "Granfors", "Lindnäs", "Mittregionen", "Norrsele", "Sandhamra", "Åbyfors"]
WORDS = {"yes": "bifaller", "plus": "bifaller med tillägg", "no": "avslår", "noted": "avstår", "waiting": "ej svarat"}
STATES = [("late", "Försenad"), ("running", "Pågår"), ("done", "Klar")]
AIMS = [
    ("1", "1. Jag har en vård som är tillgänglig för mina behov"),
    ("2", "2. Jag har en kontinuitet i min kontakt med vården"),
    ("3", "3. Mitt behov är i fokus och jag är delaktig i min egen vård"),
    ("4", "4. Vården är hälsofrämjande och förebyggande för min hälsa"),
]
WAYS = [("keep", "Behåll"), ("widen", "Bredda"), ("end", "Avsluta")]
WAYS_HINTS = {
    "keep": "Arbetet fortsätter som det är.",
    "widen": "Fler parter börjar. Var part beslutar för sig.",
    "end": "Inget mer görs. Det som gjorts står kvar.",
}


class ExampleForm(Form):
    name = TextField(label="Aktivitet", hint="Börja med ett verb om det går.", max_length=80)
    when = TimingField(label="När", year=2023)
    done_by = TimingField(label="Klart senast", hint="Lämna tomt om det inte är bestämt. Tomt är inte samma sak som i dag.", required=False)
    owner = ChoiceField(label="Ansvarar", choices=[(place, place) for place in PLACES])
    state = ChoiceField(label="Läge", choices=STATES)
    aims = MultipleChoiceField(label="Delmål", hint="Välj alla som aktiviteten arbetar mot.", choices=AIMS)
    way = ChoiceField(label="Vägval", choices=WAYS, radio=True, option_hints=WAYS_HINTS)
    amount = MoneyField(label="Belopp", unit="tkr", required=False)
    share = PercentField(label="Omfattning", required=False, min_value=0, max_value=1000)
    visits = NumberField(label="Antal möten", whole=True, required=False)
    first = DateField(label="Från", required=False)
    last = EndDateField(label="Till och med", required=False)
    note = LongTextField(label="Kommentar", hint="Skriv aldrig om enskilda patienter.", required=False, rows=3)
    open_to_all = BooleanField(label="Visa för alla parter", hint="Annars ser bara den part som ansvarar.")
    layout = [
        "name",
        "when",
        "done_by",
        ("owner", "state"),
        "aims",
        "way",
        Part("Pengar och tid", ("amount", "share"), "visits", ("first", "last"), hint="Det som inte är bestämt lämnas tomt."),
        "note",
        "open_to_all",
    ]


class ExampleFilters(FilterForm):
    party = ChoiceField(label="Part", choices=[(place, place) for place in PLACES], empty_label="Alla åtta")
    aim = ChoiceField(label="Delmål", choices=[(key, key) for key, _label in AIMS], empty_label="Alla fyra")
    words = TextField(label="Ord i namnet")
    late = BooleanField(label="Bara sena")


WRITTEN = {
    "name": "Teckna avtal om videoplattform",
    "when": "HT 2o23",
    "done_by": "före midsommar 2024",
    "owner": "Sandhamra",
    "state": "late",
    "aims": ["2", "3"],
    "way": "widen",
    "amount": "1,7 mnkr",
    "share": "100,5",
    "first": "25 oktober 2023",
    "last": "31 feb 2024",
    "note": "Upphandlingen görs om. Avtalet väntas i februari.",
}


def answers(marks):
    keys = {"y": "yes", "p": "plus", "n": "no", "o": "noted", ".": "waiting"}
    names = (PLACES * 3)[: len(marks)]
    return [Thing(name=name, words=WORDS[keys[mark]], mark=keys[mark]) for name, mark in zip(names, marks, strict=True)]


def line(label, budget, outturn=None, absence="", part=False):
    per_cent = 100 * Decimal(outturn) / budget if outturn else None
    return Thing(label=label, budget=Decimal(budget), outturn=outturn, absence=absence, part=part, per_cent=per_cent)


def step(label, note="", state=""):
    return Thing(label=label, note=note, state=state)


class Person:
    """Stands in for a user where nobody is logged in."""

    is_authenticated = True

    def __str__(self):
        return "Alva Ask"


def sample_context():
    return {
        "home_url": "/kit/",
        "header_name": "God vård i Mittlandet",
        "navigation": [
            Thing(label=label, url="#", current=label == "Portfölj")
            for label in ["Läget", "Portfölj", "Färdplan", "Beslut", "Ekonomi", "Organisation", "Rapporter"]
        ],
        "user": Person(),
    }


def page(request, template, status=200, **context):
    return render(request, f"kit/{template}", sample_context() | context, status=status)


def sheet(request):
    return page(
        request,
        "gallery.html",
        title="Delar och tillstånd",
        lead="Ett blad för den som bygger. Form och ord bär betydelsen, färgen hjälper till. Allt här är påhittat.",
        rows_of_answers=[
            answers("yyyyyyyy"),
            answers("y.yyp.yp"),
            answers("ynyoy.yy"),
            answers("yyy"),
            answers("yyyyyyyyy.yyyp"),
        ],
        steps=[
            step("Idé", "piloter 2018–2019", "was"),
            step("Föreslaget", "2020", "was"),
            step("Inkluderat", "2021", "was"),
            step("Genomförs", "2021–2022", "was"),
            step("Breddinförs", "sedan 2023", "now"),
            step("I linjen", "mål: 2025"),
        ],
        facts=[
            ("Form", "Process"),
            ("Ledare", "Mittregionen, förändringsledare"),
            ("Tid", "Start 2020, löper tills tekniken är i linjen hos alla"),
            ("Diarienummer", None),
        ],
        page=Paginator(range(230), 20).page(int(request.GET.get("sida", "5")) if request.GET.get("sida", "5").isdigit() else 5),
        filters=ExampleFilters(request.GET),
        lines=[
            line("Programresurser", 4480000, 4261000),
            line("varav samordning", 1714000, absence=Absence.MISSING, part=True),
            line("Utvecklingsmedel", 1500000, 1406500),
            line("Temakonferens", 300000, absence=Absence.NOT_APPLICABLE),
            line("Resor", 20000, 26000),
            line("Enskilda stöd", 0, absence=Absence.CONFIDENTIAL),
        ],
        day=datetime.date(2023, 10, 25),
        at=datetime.datetime(2024, 1, 8, 9, 42, tzinfo=datetime.UTC),
        invented=Thing(is_invented=True, is_restated=False, source=""),
        restated=Thing(is_invented=False, is_restated=True, source="Programplan 1.2, avsnitt 3"),
        why=Absence,
        note="Upphandlingen görs om.\nAvtalet väntas i februari.\n\nTvå saker återstår:\n- överlapp\n- utbildning för vikarier",
        ways=[Thing(label=label, url="#", current=label == "Tabell") for label in ("Kort", "Tabell", "Matris")],
    )


def form_page(request):
    """A form that came back: errors, words read back, everything still as typed. Post it to see it work."""
    form = ExampleForm(request.POST if request.method == "POST" else WRITTEN, version=7)
    if request.method == "POST" and form.is_valid():
        messages.success(request, "Sparat. Så ser det ut när det gått bra.")
    return page(request, "gallery_form.html", form=form, title="Ändra aktivitet", cancel_url="/kit/", status=422 if form.errors else 200)


def conflict_page(request):
    """Somebody else was first."""
    form = ExampleForm(WRITTEN | {"when": "HT 2024", "last": "2024-05-31", "share": "50", "version": "6"}, version=7)
    form.is_valid()
    form.show_conflict(
        stored={"name": WRITTEN["name"], "when": "VT 2024", "state": "running", "aims": ["2"], "note": "Avtalet är klart."},
        version=7,
        by="Sandhamra",
        at=datetime.datetime(2024, 1, 8, 9, 42, tzinfo=datetime.UTC),
    )
    return page(request, "gallery_form.html", form=form, title="Ändra aktivitet", cancel_url="/kit/", status=409)


def confirm_page(request):
    return page(
        request,
        "confirm.html",
        title="Ta bort aktiviteten?",
        what=["Teckna avtal om videoplattform tas bort ur planen. Två hållpunkter följer med.", "Historiken finns kvar."],
        submit="Ta bort",
        danger=True,
        form=Form(version=7),
        cancel_url="/kit/",
    )


def error_page(request):
    code = request.GET["visa"]
    return render(request, f"kit/{code}.html", {"error_id": "7f3a91c2"}, status=int(code))


SHOWN = {
    "formular": form_page,
    "krock": conflict_page,
    "fraga": confirm_page,
    **dict.fromkeys(("400", "403", "404", "500", "503"), error_page),
}


def gallery(request):
    return SHOWN.get(request.GET.get("visa"), sheet)(request)
