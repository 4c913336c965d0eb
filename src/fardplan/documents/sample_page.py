"""A small document with everything that a document can hold: what a template is tried on. Its words are about itself."""

from . import blocks as b


def sample_page(programme_name: str = "Exempel") -> dict:
    columns = [b.column("what", "Vad"), b.column("part", "Andel", "percent"), b.column("sum", "Belopp", "money")]
    rows = [
        {"id": "a", "what": "En rad", "part": 62, "sum": 1250000},
        {"id": "b", "part_of": "a", "what": "en del av raden ovanför", "part": 20, "sum": 400000},
        {"id": "c", "what": "En rad utan uppgift", "part": None, "sum": 0},
    ]
    table = b.table("provtabell", "En tabell med summa", columns, rows, total={"sum": 1250000}, note="En anmärkning under tabellen.")
    bars = [{"label": "Personal", "budget": 900, "outturn": 850}, {"label": "Möten", "budget": 100, "outturn": 120}]
    figure = b.figure(
        "provfigur", "En figur", "Två staplar: personal 850 av 900, möten 120 av 100.", {"type": "budget_bars", "rows": bars, "unit": "tkr"}
    )
    sections = [
        b.section(
            "text",
            "En rubrik på första nivån",
            [
                b.text(
                    "Så här ser löpande text ut. ",
                    b.run("Det här är viktigt", strong=True),
                    " och ",
                    b.run("det här betonas", em=True),
                    ".",
                ),
                b.bullets(
                    "Första punkten", "Andra punkten, som är så lång att den behöver mer än en rad för att allt i den ska få plats på sidan"
                ),
                b.bullets("Det här görs först", "Det här görs sedan", ordered=True),
                b.quote("Ett citat står för sig.", by="Någon"),
            ],
        ),
        b.section("under", "En rubrik på andra nivån", [b.text("Tabeller och figurer har nummer."), table, figure], level=2),
        b.section(
            "slut", "Ännu en rubrik", [b.heading("En rubrik inne i texten", 2), b.text("Slut."), b.note("En liten anmärkning.", "Exempel")]
        ),
    ]
    return {
        "schema": 1,
        "programme": "exempel",
        "programme_name": programme_name,
        "period": "2026",
        "title": "Provsida",
        "subtitle": "Så blir dokumenten med den här mallen",
        "goals": [1, 2, 3, 4],
        "as_of": "2026-01-01",
        "version": "1.0",
        "state_words": "Provsida",
        "sections": sections,
    }
