"""Results in Swedish: conclusion, method, comparison, assumptions, cautions. The only place with such sentences.

They say no more than the numbers do; "not shown" is never "no effect".
"""

from __future__ import annotations

import math

import numpy as np

from fardplan.spc.complaints import listed
from fardplan.spc.labels import HARD_SPACE, MINUS, decimals_for, number

from . import did, its
from .plan import Plan
from .series import Panel, Series

REGISTERED_MISSING = "Det står inte när planen skrevs ned. Läs resultatet som utforskande, inte som en prövning."
SHOWN, NOT_SHOWN, UNJUDGED = "Effekt visad", "Ingen effekt visad", "Kan inte bedömas"
MANY = 6


def registered_before(written: str) -> str:
    return f"Planen skrevs ned {written}, innan något utfall fanns att se."


def registered_during(written: str) -> str:
    return f"Planen skrevs ned {written}, när en del av utfallet redan fanns att se."


def registered_after(written: str, seen: str) -> str:
    return f"Planen skrevs ned {written}, efter att utfallet fanns att se ({seen}). Läs resultatet som utforskande, inte som en prövning."


def registered_unknown(written: str) -> str:
    return f"Planen skrevs ned {written}. Tiderna i data är inte datum, så det syns inte om det var före utfallet."


class Speech:
    """How this plan's numbers are written."""

    def __init__(self, plan: Plan, data: Series | Panel, effect: its.Term | None = None):
        self.decimals = decimals_for(data.y[np.isfinite(data.y)])
        if effect is not None:
            # Three figures of the effect, or of a quarter of its interval when the effect itself is next to nothing.
            size = max(abs(effect.estimate), (effect.high - effect.low) / 4)
            if math.isfinite(size) and size > 0:
                self.decimals = int(min(max(2 - math.floor(math.log10(size)), 0), 6))
        self.unit = f" {plan.unit}" if plan.unit else ""
        # What a difference is counted in: of shares, percentage points.
        self.gap = " procentenheter" if plan.unit in ("%", "procent") else self.unit

    def __call__(self, value: float) -> str:
        return number(value, self.decimals)


def headline(plan: Plan, verdict: str, estimate: float) -> str:
    """Effekt visad: förbättring."""
    if verdict != "effect":
        return NOT_SHOWN if verdict == "not_shown" else UNJUDGED
    if plan.direction == "neutral":
        return SHOWN
    better = (estimate > 0) == (plan.direction == "increase")
    return f"{SHOWN}: {'förbättring' if better else 'försämring'}"


def conclusion(plan: Plan, data: Series | Panel, verdict: str, answer: its.Answer | did.Answer) -> tuple[str, ...]:
    """What was found, how sure it is, and what could have been seen."""
    say = Speech(plan, data, answer.effect)
    ratio = isinstance(answer, its.Answer) and answer.ratio
    size, interval = _size(answer.effect, say, ratio)
    if isinstance(answer, its.Answer):
        level = "" if ratio else f", {say(float(answer.without[data.after].mean()))}{say.unit}"
        found = f"Från och med {data.when[int(np.argmax(data.after))]} är utfallet i genomsnitt {size} vad som var att vänta{level}"
    else:
        n = len(answer.treated)
        whole = "platsen som började" if n == 1 else f"de {n} platser som började"
        found = f"Efter starten är utfallet i {whole} i genomsnitt {size} vad jämförelsen ger"
    found += f" ({interval}; p {chance(answer.effect.p)})."
    least = smallest(answer, say, ratio)
    if verdict == "effect":
        return (found, "Att det beror på arbetssättet vilar på antagandena.")
    return (
        found,
        "Skillnaden kan vara slump. Det visar inte att arbetssättet saknar effekt.",
        f"En skillnad på minst {least} hade troligen upptäckts (fyra gånger av fem); en mindre kan finnas utan att synas.",
    )


def _size(effect: its.Term, say: Speech, ratio: bool) -> tuple[str, str]:
    """”11,5 % lägre än” and ”95 % säkerhet: 6,8 till 16,1 % lägre”."""
    sure = f"95{HARD_SPACE}% intervall"
    if ratio:
        share = [math.expm1(value) * 100 for value in (effect.estimate, effect.low, effect.high)]
        return f"{_than(share[0], percent(abs(share[0])))}", f"{sure} {signed(share[1], 1)} till {signed(share[2], 1)}{HARD_SPACE}%"
    size = f"{say(abs(effect.estimate))}{say.gap}"
    interval = f"{sure} {signed(effect.low, say.decimals)} till {signed(effect.high, say.decimals)}{say.gap}"
    return _than(effect.estimate, size), interval


def _than(value: float, size: str) -> str:
    return f"{size} {'högre' if value > 0 else 'lägre'} än"


def signed(value: float, decimals: int) -> str:
    """A number that says which way: +3,2 or −3,2; "obegränsat" where there is no end."""
    if not math.isfinite(value):
        return "obegränsat"
    text = number(value, decimals)
    return text if text.startswith(MINUS) or not text.strip("0,") else f"+{text}"


def percent(value: float) -> str:
    return f"{number(value, 1)}{HARD_SPACE}%"


def chance(p: float) -> str:
    """= 0,012, or < 0,001."""
    if not math.isfinite(p):
        return "saknas"
    return "< 0,001" if p < 0.001 else f"= {number(p, 3)}"


def smallest(answer: its.Answer | did.Answer, say: Speech, ratio: bool) -> str:
    """The least effect this design could have seen, as people say it."""
    return percent(math.expm1(answer.smallest) * 100) if ratio else f"{say(answer.smallest)}{say.gap}"


def method(plan: Plan, answer: its.Answer | did.Answer | None) -> str:
    """One line: design, model, what gives the interval."""
    if plan.design == "its":
        bits = ["Avbruten tidsserie", "ändrad nivå" if plan.model == "step" else "ändrad nivå och lutning"]
        if plan.kind == "count":
            bits.append("quasi-Poisson" if plan.family == "quasipoisson" else "negativ binomial")
            if plan.population:
                bits.append("befolkning som offset")
        else:
            bits.append("rät linje")
        if plan.season:
            bits.append(f"säsong ({plan.season} {'harmoni' if plan.season == 1 else 'harmonier'})")
        if plan.autocorrelation == "none":
            bits.append("utan autokorrelation")
        elif isinstance(answer, its.Answer) and answer.memory is not None:
            bits.append(f"autokorrelation AR(1), vägd {number(answer.memory, 2)}")
        else:
            bits.append("autokorrelation AR(1)")
        return " · ".join(bits)
    bits = ["Skillnad i skillnader", "grupp- och tidsvisa effekter (Callaway–Sant’Anna)"]
    if isinstance(answer, did.Answer):
        bits.append("mot medel av alla tider före start" if answer.base == "all" else "mot sista tiden före start")
        if answer.inference == "placebo":
            how = "alla" if answer.exact else "slumpvis dragna"
            bits.append(f"placebo: {how} {number(answer.ways, 0)} sätt att fördela starterna")
        else:
            bits.append("normalfördelning, en plats en observation")
    return " · ".join(bits)


def comparison(plan: Plan, data: Series | Panel, answer: its.Answer | did.Answer | None) -> str:
    """What the outcome is held against."""
    if isinstance(data, Series):
        return f"Seriens egen utveckling {data.when[0]} till {data.when[int(np.argmax(data.after)) - 1]}, förlängd."
    there = [name for name, start in zip(data.names, data.start, strict=True) if start < 0]
    named = f" ({listed(there)})" if 0 < len(there) <= MANY else ""
    if plan.comparison == "never":
        return f"{len(there)} platser som aldrig började{named}."
    return f"Platser som ännu inte börjat, och {len(there)} som aldrig började{named}."


def assumptions(plan: Plan, answer: its.Answer | did.Answer | None) -> tuple[str, ...]:
    """What must hold for the difference to be the work's doing. Nobody can check these in the numbers alone."""
    if plan.design == "its":
        said = [
            "Utan ändringen hade serien fortsatt som förut: samma lutning" + (" och samma säsong." if plan.season else "."),
            "Inget annat som påverkar utfallet hände vid samma tid.",
            "Mätningen gjordes på samma sätt före och efter.",
            "Ändringen slog igenom vid den tid planen säger" + (", på en gång." if plan.model == "step" else "."),
        ]
        if plan.kind == "count":
            said.append("Antalen varierar i takt med sitt medelvärde, mer än slumpen ensam om så behövs.")
        if plan.autocorrelation == "ar1":
            said.append("Det som varje tidpunkt ärver av den förra avtar i jämn takt.")
        else:
            said.append("Tidpunkterna är oberoende av varandra när modellen har sagt sitt.")
        return tuple(said)
    said = [
        "Utan arbetssättet hade platserna som började utvecklats parallellt med jämförelsen.",
        "Ingen plats ändrade sig i förväg för att den skulle börja.",
        "Jämförelsen påverkas inte av att andra började.",
        "Mätningen är densamma överallt och hela tiden.",
    ]
    if isinstance(answer, did.Answer) and answer.inference == "cluster":
        said.append("Platserna är oberoende av varandra.")
    else:
        said.append("Det kunde lika gärna ha varit andra platser som började: platserna varierar ungefär lika mycket.")
    return tuple(said)


def cautions(plan: Plan, data: Series | Panel, answer: its.Answer | did.Answer, other: its.Answer | None) -> tuple[str, ...]:
    """What in this very case gives reason to doubt."""
    return _its_cautions(plan, data, answer, other) if isinstance(answer, its.Answer) else _did_cautions(data, answer)


def _its_cautions(plan: Plan, series: Series, answer: its.Answer, other: its.Answer | None) -> tuple[str, ...]:
    said = []
    if len(series.y) < its.SURE:
        said.append(f"Osäkert: serien har {len(series.y)} tidpunkter; från {its.SURE} blir svaret säkrare.")
    if not plan.season and answer.steps.period and len(series.y) >= 2 * answer.steps.period:
        said.append("Säsong är inte med i modellen. Rör sig utfallet med årstiden kan det likna en effekt.")
    if plan.autocorrelation == "none" and (rest := its.left_over(series, answer)) > 0.3:
        said.append(f"Grannvärden liknar varandra ({number(rest, 2)}) mer än modellen räknar med: intervallet är för snävt.")
    if other is not None and (answer.effect.p <= 0.05) != (other.effect.p <= 0.05):
        which = "utan" if plan.autocorrelation == "ar1" else "med"
        said.append(f"Räknat {which} autokorrelation blir svaret ett annat (p {chance(other.effect.p)}).")
    return tuple(said)


def _did_cautions(panel: Panel, answer: did.Answer) -> tuple[str, ...]:
    said = []
    if len(answer.treated) < 4:
        n = len(answer.treated)
        said.append(f"Bara {n} {'plats' if n == 1 else 'platser'} har börjat: det som hände just där kan inte skiljas från arbetssättet.")
    if answer.pre_trend is None:
        said.append("Det går inte att pröva om platserna följdes åt före starten.")
    elif answer.pre_trend <= 0.05:
        said.append(
            f"Platserna följdes inte åt före starten (p {chance(answer.pre_trend)}): antagandet om parallell utveckling håller troligen inte."
        )
    return tuple(said)


def pre_trend(answer: did.Answer) -> str:
    """The test of parallel courses, in words; also when nothing was found."""
    if answer.pre_trend is None:
        return ""
    sure = "Det bevisar inte att de hade fortsatt så." if answer.pre_trend > 0.05 else "De hade troligen olika utveckling redan."
    return f"Före starten: skillnader i utveckling har p {chance(answer.pre_trend)}. {sure}"


def alternative(plan: Plan, data: Series | Panel, text: str) -> str:
    """The text that stands in for the picture."""
    if isinstance(data, Series):
        step = f"{len(data.y)} tidpunkter"
        return f"Före och efter, {data.when[0]} till {data.when[-1]}, {step}. Införande {data.when[int(np.argmax(data.after))]}. {text}"
    return f"Effekt efter tid sedan start, {len(data.names)} platser, {data.when[0]} till {data.when[-1]}. {text}"
