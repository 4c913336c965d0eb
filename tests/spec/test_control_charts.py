"""Styrdiagram: what the charts answer, and where they part from the programs they follow. Writes docs/spec/styrdiagram.md."""

import math

import numpy as np
import pytest

from fardplan import spc
from fardplan.spc import checks, runs, words
from tests.spec._page import assert_page, table
from tests.spec._prose import filled

pytestmark = pytest.mark.spec

MONTHS = [f"{2022 + i // 12}-{i % 12 + 1:02d}" for i in range(36)]
CALM = [31, 29, 33, 30, 28, 32, 31, 27, 30, 34, 29, 31, 30, 33, 28, 32, 29, 31, 30, 28, 33, 31, 29, 32]

#: What happened, values, options, the answer in full.
EXAMPLES = [
    ("Två års väntetider rör sig som de brukar", CALM, {},
     "Ingen säkerställd förändring. Ingen skillnad utöver slumpen: alla värden ligger innanför gränserna, längsta följden på samma sida är 2 "
     "(högst 8) och linjen korsas 18 gånger (minst 8)."),
    ("Från andra året ligger de fyra dagar lägre, mot det första årets baslinje", [*CALM[:12], *[v - 4 for v in CALM[12:]]], {"freeze": 12},
     "Tecken på att nivån har ändrats. 12 mätpunkter i följd ligger på samma sida om medelvärdet; av slump väntas högst 8. "
     "Gränserna är preliminära: de bygger på 12 mätpunkter."),
    ("En enda månad sticker ut", [*CALM[:20], 58, *CALM[21:]], {},
     "Enstaka värden avviker. 1 mätpunkt ligger utanför gränserna: sep 2023 (58,0, över övre gräns 39,1)."),
    ("Fem mätningar", CALM[:5], {},
     "För få mätpunkter för att bedöma. 5 av 5 mätpunkter ligger vid sidan av medelvärdet; 10 behövs. "
     "Gränserna är preliminära: de bygger på 5 mätpunkter."),
    ("Alla värden är lika", [100] * 24, {},
     "Alla värden är lika. Alla 24 mätpunkter är 100. Utan variation finns inga gränser att räkna."),
]  # fmt: skip

KINDS = [
    ("vad som helst, och vill se om nivån ändrats utan att anta något", "seriediagram, median, inga gränser", ["run"]),
    ("ett värde per period: dagar, kronor, index", "I", ["i"]),
    ("hur mycket grannvärden skiljer sig", "MR", ["mr"]),
    ("kvoter med mycket olika underlag", "I′", ["ip"]),
    ("flera mätningar per period: deras medelvärde, deras spridning", "X̄ och S", ["xbar", "s"]),
    ("antal händelser, lika stor verksamhet varje gång", "C", ["c"]),
    ("antal händelser per vårddag, invånare eller liknande", "U", ["u"]),
    ("andel av ett antal", "P", ["p"]),
    ("som U och P, men stora nämnare (tusental): vanliga gränser blir för snäva", "U′ och P′", ["up", "pp"]),
    ("antal lyckade fall mellan sällsynta händelser", "G", ["g"]),
    ("tid mellan sällsynta händelser", "T", ["t"]),
]


def chart(y, kind="i", x=MONTHS, **options):
    columns = {name: options.pop(name) for name in ("n", "target", "part") if name in options and not np.isscalar(options[name])}
    return spc.chart(spc.points(x[: len(y)] if len(x) > len(y) else x, y, **columns), kind, **options)


def mdc(y, **options):
    return spc.mdc_chart(spc.points(MONTHS[: len(y)], y), options.pop("rules", "mdc-r-0.2"), **options)


def refused(act, words_):
    with pytest.raises(spc.SpcError, match=words_):
        act()


# Where we part from qicharts2 0.8.1 and NHSRplotthedots 0.2.2: theirs, ours, and the proof of ours.


def screening_is_a_choice():
    y = [*CALM[:20], 58, *CALM[21:]]
    screened, all_in = chart(y), chart(y, screen=False)
    assert screened.lines.upper[0] < all_in.lines.upper[0]
    assert "bortsållade" in spc.method(screened)
    assert "inga språng bortsållade" in spc.method(all_in)


def near_is_on_the_line():
    for value in (0.1, 1 / 3, 0.7):
        assert chart([value] * 20).runs[0].n_useful == 0


def a_point_without_values_is_missing():
    got = chart([1, 2, 3, None, None, 5], "c", x=["1", "2", "3", "4", "4", "5"])
    assert np.isnan(got.y[3])


def an_empty_subgroup_does_not_count():
    x, y = ["1", "1", "2", "2", "3", "3", "4", "5", "5"], [1, 3, 2, 4, 1, 5, None, 2, 2]
    with_gap, without = chart(y, "xbar", x=x), chart([v for v in y if v is not None], "xbar", x=[a for a in x if a != "4"])
    assert with_gap.lines.upper[0] == pytest.approx(without.lines.upper[0])


def cases_among_nobody_are_an_error():
    refused(lambda: chart([1, 2, 3], "p", n=[9, 0, 9]), "nämnaren är 0")


def a_part_cannot_come_back():
    refused(lambda: chart([1, 2, 3], part=["a", "b", "a"]), "kommer tillbaka")


def few_points_are_not_judged():
    got = chart([1, 1, 1, 1, 1, 9, 9, 9, 9])
    assert got.runs[0].n_useful < runs.MINIMUM_USEFUL
    assert not got.signal or not got.judged
    assert spc.verdict(got).headline == "För få mätpunkter för att bedöma"


def an_unknown_rebase_is_an_error():
    refused(lambda: mdc(CALM, rebase=["2022-05-15"]), "finns inte bland mätpunkterna. Närmaste är 2022-05")


def a_missing_value_breaks_a_trend():
    rising = [10, 11, 9, 12, 10, 11, 20, 21, 22, 23, 24, 25, 26]
    assert (mdc(rising).fired[1] != 0).any()
    rising[9] = None
    assert not (mdc(rising).fired[1] != 0).any()


def a_neighbour_of_a_pattern_is_not_in_it():
    up_then_down = [1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2]
    assert mdc(up_then_down).fired[1].tolist() == [1] * 7 + [0] * 5
    apex = [1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1]
    assert mdc(apex).fired[1].tolist() == [1] * 6 + [-1] * 7


def no_target_no_judgement():
    assert mdc(CALM).assurance == ""


def a_flat_series_is_judged_by_its_value():
    assert mdc([100] * 20, target=95).assurance == "pass"
    assert mdc([90] * 20, target=95).assurance == "fail"


DIFFERENCES = [
    ("sållningen i qicharts2 beror på hur paketet laddats", "ett val, på om inget sägs, alltid utskrivet", screening_is_a_choice),
    ("”på mittlinjen” avgörs med exakt jämförelse; avrundning kan göra en konstant serie till en följd",
     "tal som skiljer mindre än en biljondel av sin storlek är lika", near_is_on_the_line),
    ("flera rader som alla saknar värde summeras till 0", "punkten saknas", a_point_without_values_is_missing),
    ("en tom tidpunkt i X̄- och S-diagram drar −1 från frihetsgraderna", "den räknas inte", an_empty_subgroup_does_not_count),
    ("antal större än noll delat med nämnaren noll blir oändligt", "fel, med radnummer", cases_among_nobody_are_an_error),
    ("delens etikett kommer tillbaka senare: läses på som samma del", "fel, med radnummer", a_part_cannot_come_back),
    ("för få punkter döms ändå", "”för få mätpunkter för att bedöma”", few_points_are_not_judged),
    ("datum för nya gränser som inte finns i serien glöms tyst", "fel, med närmaste datum", an_unknown_rebase_is_an_error),
    ("ett saknat värde i ett stigande mönster stoppar R-paketet", "mönstret bryts där", a_missing_value_breaks_a_trend),
    ("punkt som gränsar till, men inte ingår i, ett motsatt mönster kan få dess riktning",
     "bara mönster punkten själv ingår i räknas; vid en vändpunkt gäller det som följer", a_neighbour_of_a_pattern_is_not_in_it),
    ("serie utan mål får ikonen ”ibland”", "ingen bedömning mot mål", no_target_no_judgement),
    ("serie som alltid har samma värde får ikonen ”ibland”", "döms av värdet: når det målet eller inte", a_flat_series_is_judged_by_its_value),
]  # fmt: skip


@pytest.mark.parametrize("happened, y, options, answer", EXAMPLES)
def test_example(happened, y, options, answer):
    assert str(spc.verdict(chart(y, **options))) == answer


@pytest.mark.parametrize("proof", [proof for _, _, proof in DIFFERENCES])
def test_difference(proof):
    proof()


def test_limits_of_the_anhoej_rules_by_counting():
    """C_min straight from the binomial, in floating point, and L_max from the logarithm."""
    for n in (10, 12, 16, 20, 24, 30, 36, 48, 60, 100):
        below = np.cumsum([math.comb(n - 1, c) / 2 ** (n - 1) for c in range(n)])
        assert runs.crossings_min(n) == int(np.argmax(below >= 0.05))
        assert runs.longest_run_max(n) == round(math.log2(n)) + 3


def test_every_chart_has_its_line():
    assert sorted(code for _, _, codes in KINDS for code in codes) == sorted(spc.KINDS)


def rule_sets():
    r, excel = spc.RULE_SETS["mdc-r-0.2"], spc.RULE_SETS["mdc-excel"]
    yes = lambda value: "ja" if value else "nej"  # noqa: E731
    rows = [["följer", "R-paketet NHSRplotthedots 0.2", "NHS kalkylblad"]]
    rows.append(["stora språng sållas bort ur gränserna", yes(r.screen), yes(excel.screen)])
    rows.append(["två av tre: räknas en punkt utanför gränsen som nära?", yes(r.near_counts_outside), yes(excel.near_counts_outside)])
    both = [("förbättring visas" if rules.improvement_first else "ordningen ovan") for rules in (r, excel)]
    rows.append(["förbättring och försämring på samma punkt", *both])
    rows.append(["punkter som krävs", f"{r.minimum} (under {r.short} kallas gränserna preliminära)", str(excel.minimum)])
    return table(["", "`mdc-r-0.2`", "`mdc-excel`"], rows)


def test_page():
    n = [10, 12, 16, 20, 24, 30, 36, 48, 60, 100]
    limits = table(["punkter", *map(str, n)], [["längsta följd, högst", *(str(runs.longest_run_max(k)) for k in n)],
                                               ["korsningar, minst", *(str(runs.crossings_min(k)) for k in n)]])  # fmt: skip
    text = filled(
        "styrdiagram.md", limits=limits, rule_sets=rule_sets(),
        examples=table(["serie", "svar"], [[happened, str(spc.verdict(chart(y, **options)))] for happened, y, options, _ in EXAMPLES]),
        kinds=table(["ni mäter", "diagram", "kod"], [[what, name, ", ".join(f"`{code}`" for code in codes)] for what, name, codes in KINDS]),
        differences=table(["förlagan", "vi"], [[theirs, ours] for theirs, ours, _ in DIFFERENCES]),
        minimum_points=checks.MINIMUM_POINTS, minimum_useful=runs.MINIMUM_USEFUL, preliminary=words.PRELIMINARY,
        excel_minimum=spc.RULE_SETS["mdc-excel"].minimum,
    )  # fmt: skip
    assert_page("styrdiagram.md", text)
