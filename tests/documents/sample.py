"""A report of realistic size and shape, shared by the tests of this room. The county and its words are invented; only roles, no names."""

from fardplan.documents import blocks as b

REGION = "Kommun/region"
ACTIVITIES = [
    ("3 feb.", "Monitorering som nära vård", "Digitalt", REGION, "Projektledare i en annan region"),
    ("3 mars", "Personcentrering", "Digitalt", REGION, "Läkare vid en hälsocentral"),
    ("12 maj", "Kompetensförsörjning i samverkan", "Digitalt", REGION, "Tre enhetschefer i särskilt boende respektive hemtjänst och en projektledare, alla från samma kommun, berättar om hur de planerar bemanningen tillsammans"),
    ("2 juni", "Hur mår vi – barn och unga i fokus", "Digitalt", REGION, "Två folkhälsostrateger vid regionen; projektledare i en kommun"),
    ("1 sept.", "Främja och förebygga hälsa med föreningslivet", "Digitalt", REGION, "Två verksamhetsutvecklare, idrottsförbundet"),
    ("15 sept.", "Insikter och lärdomar – samverkan kring äldre", "Digitalt", REGION, "Enhetschef hos en privat vårdgivare, verksamhetschef för hälso- och sjukvård i en kommun, projektledare från ett utredningsföretag"),
    ("6 okt.", "Lärande genom aktionsforskning", "Digitalt", REGION, "Forskningsledare vid ett universitet, biträdande forskningsledare vid kommunförbundet, forskare vid en teknisk högskola"),
    ("20 okt.", "Förändring i stor skala", "Digitalt", REGION, "Konsult i förändringsledning"),
    ("10 nov.", "Digitalt väntrum", "Digitalt", REGION, "Utvecklare vid regionens digitaliseringsenhet; enhetschef vid en hälsocentral; enhetschef i en kommuns hemtjänst"),
    ("1 dec", "Nyttorealisering – fånga och beskriva värdet av nära vård", "Digitalt", REGION, "Två utvecklare vid regionen, två vid en stor kommun och en vid en liten"),
    ("löpande", "Metodstöd till arbeten i portföljen", "Digitalt/fysiskt", REGION, "Åtta arbeten får stöd med upplägg, förändringsledning, analyser och enkäter. De som leder dem träffas regelbundet och lär av varandras hinder."),
    ("löpande", "Metodstöd till tidiga idéer", "Digitalt/fysiskt", REGION, "Ett femtontal idéer runt om i länet har prövats."),
    ("februari–juni", "Fortbildning i förändringsledning", "Digitalt/fysiskt", "Samordnare och program", "Beslutad av styrgruppen i december 2022. Sju deltog. Utbildningen köptes."),
    ("september–dec", "Fortbildning i design och kultur i offentlig förvaltning", "Digitalt/fysiskt", "Samordnare och program", "Beslutad av styrgruppen. Tre deltog. Ett universitet höll i den."),
    ("februari–maj", "Utveckling från styrkor", "Digitalt/fysiskt", "Kommunikatör, samordnare, program", "Vårens tema på länsträffarna."),
    ("16 mars", "Nätverksträff", "Fysiskt", "Omvärldsbevakning", "Programmet berättade om sitt upplägg och om hur det arbetar med att främja hälsa och förebygga sjukdom."),
    ("löpande", "Information och dialog", "Digitalt/fysiskt", "Anpassas efter målgrupp", "På arbetsplatsträffar, i ledningsgrupper, med fackliga och politiska företrädare och på seminarier."),
    ("HT 22–dec 23", "Förstudie med följeforskning", "Digitalt/fysiskt", "Samordnare, verksamhetsutvecklare, projektledare, program", "Forskare följer omställningen medan den pågår och ger tillbaka vad de ser. Länet är ett av pilotlänen."),
    ("25 okt", "Temakonferens", "Fysiskt", REGION, "En dag för hela länet om nära vård, med exempel härifrån och från andra. 265 deltagare."),
    ("okt/nov", "Verkstad om programmets framtid", "Fysiskt/digitalt", "Styrgrupp", "Styrgruppen går igenom vad som hänt och skissar på nästa steg."),
    ("1 ggr/mån", "Länsträffar", "Digitalt", "Program och samordnare", "Läget stäms av i stor grupp, varje gång med ett tema."),
    ("1 ggr/v", "Veckoavstämning", "Digitalt", "", "Liten grupp, kort möte."),
]  # fmt: skip
BUDGET = [
    {"id": "resurser", "post": "Programresurser", "budget": 4480000, "utfall": 4261000, "avvikelse": -219000, "kommentar": "Två vakanser"},
    {"id": "medel", "post": "Utvecklingsmedel", "budget": 1500000, "utfall": 1406000, "avvikelse": -94000, "kommentar": "Workshops, föreläsningar, konferenser"},
    {"id": "utb", "part_of": "medel", "post": "särskild utbildning", "budget": 600000, "utfall": 768000, "avvikelse": 168000, "kommentar": "Förändringsledning, tjänstedesign"},
    {"id": "rep", "part_of": "medel", "post": "varav tjänsteköp reportage", "budget": 300000, "utfall": 281000, "avvikelse": -19000, "kommentar": "2–3 reportage per månad"},
    {"id": "akt", "part_of": "medel", "post": "varav stödjande aktiviteter", "budget": 500000, "utfall": 357000, "avvikelse": -143000, "kommentar": "Lärseminarier, delwebbplats"},
    {"id": "tema", "post": "Temakonferens", "budget": 300000, "utfall": 245000, "avvikelse": -55000, "kommentar": "25 oktober, hela länet"},
    {"id": "resor", "post": "Resor, representation", "budget": 20000, "utfall": 26000, "avvikelse": 6000, "kommentar": "Fysiska länsträffar"},
]  # fmt: skip
POSTS = [
    ("Programledare", 70, ""), ("Programkoordinator", 30, ""), ("Förändringsledare, 3 st.", 200, "en vakans"),
    ("Programområdesansvariga, 5 st.", 110, "en vakans"), ("Programkommunikatör", 50, None), ("Programcontroller", 10, {"nothing": "not_applicable"}),
]  # fmt: skip
WORKS = [
    ("Trygg vård i bostad med särskild service", "Kommun och region provar rutiner som gör att den som bor i bostad med särskild service slipper åka in till sjukhuset när det går att undvika. Började 2021.", "Lindby, regionen", "Regionen"),
    ("Plan på distans – video införs brett", "Säker video gör att den samordnade planen kan göras tillsammans vid utskrivning utan att någon reser. Arbetet bygger på tidigare försök och går nu till alla. Började 2020.", "Hela länet", "Regionen"),
    ("Säkra barn – stöd till små barns familjer", "Barnhälsovården och kommunens familjestöd hittar tidigt familjer som behöver stöd och planerar det ihop. Arbetet följer ett nationellt program. Började 2022.", "Lindby, regionen", "Regionen"),
    ("Barn som mister en förälder", "Trygga överlämningar mellan vårdgivare när ett barn mister en förälder. Arbetet vilar.", "Lindby, regionen, ett hospice", {"nothing": "missing"}),
]  # fmt: skip
LONG = (
    "Året har handlat om att komma från försök till vardag. Kommunerna och regionen har provat arbetssätt tillsammans, och de som fungerar "
    "ska nu nå fler. Programmet har samordnat, lärt ut metod och fört samman människor som annars inte möts. "
    "Åtta likvärdiga parter bestämmer tillsammans, var och en för sig, och det tar tid men håller bättre."
)


def activities() -> dict:
    columns = [
        b.column("when", "När"),
        b.column("what", "Aktivitet"),
        b.column("form", "Form"),
        b.column("who", "Målgrupp"),
        b.column("more", "Föreläsare, kommentar"),
    ]
    rows = [dict(zip(("when", "what", "form", "who", "more"), row, strict=True)) | {"id": f"a{n}"} for n, row in enumerate(ACTIVITIES)]
    return b.table(
        "aktiviteter",
        "Stödjande programaktiviteter 2023",
        columns,
        rows,
        note="Kommun/region: alla som arbetar i eller är förtroendevalda i en kommun eller regionen, vårdgivare som har avtal, och föreningar för patienter och anhöriga.",
    )


def budget() -> dict:
    columns = [b.column("post", "Post")]
    columns += [b.column("budget", "Budget", "money", unit="kr"), b.column("utfall", "Utfall", "money", unit="kr")]
    columns += [b.column("avvikelse", "Avvikelse", "money", unit="kr", signed=True), b.column("kommentar", "Kommentar")]
    total = {"post": "Summa", "budget": 6300000, "utfall": 5938000, "avvikelse": -362000, "kommentar": "94,3 % använt"}
    return b.table(
        "budget",
        "Budget och utfall 2023",
        columns,
        BUDGET,
        total=total,
        note="Poster märkta varav ingår i raden ovanför och räknas inte en gång till.",
    )


def posts() -> dict:
    columns = [b.column("role", "Roll"), b.column("share", "Omfattning", "percent", unit="%"), b.column("more", "Kommentar")]
    rows = [{"role": role, "share": share, "more": more} for role, share, more in POSTS]
    return b.table("poster", "Programkontoret 2023, procent av heltid", columns, rows, total={"share": 470})


def works() -> dict:
    columns = [
        b.column("name", "Arbete"),
        b.column("about", "Beskrivning"),
        b.column("parties", "Samverkansparter"),
        b.column("lead", "Projektledare"),
    ]
    rows = [dict(zip(("name", "about", "parties", "lead"), row, strict=True)) for row in WORKS]
    return b.table("portfolj", "Inkluderade utvecklingsarbeten till och med 31 december 2023", columns, rows)


def bars() -> dict:
    rows = [
        {"label": row["post"], "budget": row["budget"] // 1000, "outturn": row["utfall"] // 1000} for row in BUDGET if "part_of" not in row
    ]
    alt = "Utfall mot budget 2023. Programresurser 95 procent, utvecklingsmedel 94 procent, temakonferens 82 procent, resor 130 procent."
    return b.figure("budgetstaplar", "Utfall mot budget per post 2023", alt, {"type": "budget_bars", "rows": rows, "unit": "tkr"})


def columns_figure() -> dict:
    rows = [{"label": year, "value": value} for year, value in (("2019", 4), ("2020", 7), ("2021", None), ("2022", 12), ("2023", 8))]
    return b.figure(
        "arbeten",
        "Inkluderade arbeten per år",
        "Antal arbeten: 4, 7, uppgift saknas, 12 och 8.",
        {"type": "columns", "rows": rows, "unit": "antal"},
    )


def document(**changes: object) -> dict:
    sections = [
        b.section("sammanfattning", "Sammanfattning", [b.text(LONG), b.text("Programmet använde ", b.run("5 938 000 kr", ref="budget.utfall"), " av ", b.run("6 300 000 kr", ref="budget.budget"), ". ", b.run("Två vakanser", strong=True), " och färre köpta aktiviteter förklarar det mesta av det som blev över."), b.note("Texten är kortad.", "Återgivet ur årsrapport 2023"), b.text(LONG)], numbered=False),
        b.section("inledning", "Inledning", [b.text(LONG)]),
        b.section("bakgrund", "Bakgrund – nära vård", [b.text(LONG), b.text("Målet är målbilden, och dit når vi bara tillsammans."), b.bullets("jag har en vård som är tillgänglig för mina behov", "jag har en kontinuitet i min kontakt med vården", "mitt behov är i fokus och jag är delaktig i min egen vård", "vården är hälsofrämjande och förebyggande för min hälsa", ordered=True)]),
        b.section("uppdrag", "Programmets uppdrag", [b.text(LONG)]),
        b.section("mal", "Programmets mål", [b.bullets([b.run("Strategiskt mål:", strong=True), " en vård som är nära, jämlik och trygg."], [b.run("Effektmål:", strong=True), " verksamheterna samordnar sig bättre och klarar att ställa om."])], level=2),
        b.section("berattelse", "Verksamhetsberättelse 2023", []),
        b.section("aktiviteter", "Aktiviteter", [b.text("Först i korthet, sedan allt i en tabell."), b.bullets("Digitala lärseminarier, 1–2 ggr/månad", "Temakonferens den 25 oktober, 265 deltagare", "Reportage på webben"), activities(), b.heading("Inkluderade utvecklingsarbeten", 3), b.text(LONG), works(), columns_figure()], level=2),
        b.section("organisation", "Organisation", [b.text("Programkontoret hade tio medarbetare från kommuner, region och kommunförbund. Alla är utlånade av sin organisation."), posts()], level=2),
        b.section("ekonomi", "Budget och utfall", [b.text("Programmet använde ", b.run("5 938 000 kr", ref="x"), " av 6 300 000 kr, 94,3 %. Vakanser och färre köpta aktiviteter förklarar det mesta av det som blev över."), budget(), bars()], level=2),
        b.section("trender", "Trender 2023", [b.text("Fler känner till nära vård och ser den som ett gemensamt uppdrag. Ändå når programmet inte alla chefer."), b.quote("Det är i samtalen mellan yrken och huvudmän som mellanrummen syns.", by="Programkontoret"), b.text(LONG)], level=2),
        b.section("utveckling", "Utvecklingsområden 2024", [b.bullets(*(LONG.split(". ")))]),
        b.section("slutord", "Slutord", [b.text(LONG), b.text(b.run("Ta vägledning av överenskommelsen 2024.", em=True)), b.note("Figuren över arbeten är påhittad.", "Påhittat exempel")]),
    ]  # fmt: skip
    return {
        "schema": 1,
        "kind": "annual_report",
        "programme": "solbacka",
        "programme_name": "Program God och nära vård i Solbacka",
        "period": "2023",
        "title": "Årsrapport 2023",
        "subtitle": "God, jämlik och trygg vård för mig som invånare år 2030",
        "language": "sv",
        "parties": ["Björkåsen", "Ekby", "Lindby", "Region Solbacka", "Sjövik", "Åsby", "Älvstrand", "Ölanda"],
        "goals": ["Tillgänglig", "Kontinuitet", "Delaktig", "Förebyggande"],
        "as_of": "2023-12-31",
        "version": "1.0",
        "state_words": "Fastställd 31 januari 2024",
        "contact": "naravard@solbacka.example",
        "sections": sections,
    } | changes  # fmt: skip


def papers_of_a_page() -> dict:
    """A short agenda, as it is sent to a meeting: no cover, no contents."""
    return {
        "schema": 1,
        "programme": "lanet",
        "programme_name": "Nära i länet",
        "period": "2024",
        "title": "Styrgruppen 5 november",
        "subtitle": "5 november 2024, kl. 9.00–11.30, Digitalt",
        "as_of": "2024-10-29",
        "state_words": "Möteshandling",
        "parties": ["Björkåsen", "Region Solbacka"],
        "cover": False,
        "sections": [
            b.section("tidigare", "Uppföljning av tidigare beslut", [b.text("Inget är öppet.")]),
            b.section("ny", "Förslaget", []),
        ],
    }
