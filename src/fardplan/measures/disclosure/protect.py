"""What is shown and what is hidden of many cells, beside all that was published before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from .audit import Target
from .cells import COMPLEMENTARY, MEAN, NOT_AVAILABLE, SUPPRESSED, VALUE, Cell, Claim, is_small, published
from .families import Family, families

LEAST_THRESHOLD = 5
#: Rounds of hiding more and asking the auditor again.
ROUNDS = 40


class NotSafe(ValueError):
    """Nothing can be released: the text says why, in Swedish."""


@dataclass(frozen=True)
class Protected:
    """What may be published: `claims` in the order of the cells that were given, and what the auditor did."""

    claims: list[Claim]
    threshold: int
    base: int
    rounds: int
    counts: dict[str, int]


def least_rounding(threshold: int) -> int:
    """The smallest odd base that hides as much as the threshold does."""
    return threshold | 1


def protect(
    cells: Sequence[Cell],
    *,
    earlier: Iterable[Claim] = (),
    threshold: int = LEAST_THRESHOLD,
    base: int | None = None,
    rolling: Mapping[str, int] | None = None,
    told: Callable[[str, int, int], object] | None = None,
) -> Protected:
    """Claims for `cells`, safe together with `earlier` ones (all releases, oldest first). Returns Protected.

    `threshold` may be raised, never be less than 5; `base` is odd and at least the threshold. `rolling` gives {family: months} for families
    whose months stand for a window that ends there. Raises NotSafe, and ValueError for a threshold or base that is not allowed or a cell that
    stands twice. `told` is called as the work goes, with (what, how much is done, of how much).
    """
    threshold, base = _checked(threshold, base)
    _once(cells)
    earlier = list(earlier)
    shown = {number for number, cell in enumerate(cells) if cell.available and cell.denominator > 0}
    claims: list[Claim] = [None] * len(cells)
    for number, cell in enumerate(cells):
        if number not in shown:
            claims[number] = _without(cell, NOT_AVAILABLE, base, threshold)
        elif is_small(cell, threshold):
            claims[number] = _without(cell, SUPPRESSED, base, threshold)
        else:
            claims[number] = published(cell, base, threshold)
    rounds = 0
    found = families(cells, earlier, rolling or {})
    for number, family in enumerate(found, start=1):
        for guess, _now in enumerate(family.guesses(), start=1):
            what = f"prövar del {number} av {len(found)}" + (f", antagande {guess}" if guess > 1 else "")
            rounds += _settled(family, cells, claims, earlier, threshold, base, _saying(told, what))
    counts = {status: sum(claim.status == status for claim in claims) for status in (VALUE, SUPPRESSED, COMPLEMENTARY, NOT_AVAILABLE)}
    return Protected(claims, threshold, base, rounds, counts)


def _checked(threshold: int, base: int | None) -> tuple[int, int]:
    if threshold < LEAST_THRESHOLD:
        raise ValueError(f"Tröskeln kan höjas men aldrig vara lägre än {LEAST_THRESHOLD}.")
    base = least_rounding(threshold) if base is None else base
    if base < threshold or base % 2 == 0:
        raise ValueError(
            f"Avrundningen måste vara ett udda tal och minst lika stor som tröskeln ({threshold}), till exempel {least_rounding(threshold)}."
        )
    return threshold, base


def _once(cells: Sequence[Cell]) -> None:
    seen = set()
    for cell in cells:
        if (cell.family, cell.at) in seen:
            raise ValueError(f"Samma cell finns två gånger: {cell.family}, {', '.join(value for _name, value in cell.at)}.")
        seen.add((cell.family, cell.at))


def _without(cell: Cell, status: str, base: int, threshold: int) -> Claim:
    return Claim(cell.family, cell.at, status, base=base, threshold=threshold, kin=cell.kin, kind=cell.kind)


def _saying(told, what: str):
    """Of `told` what one round of a family calls."""
    return None if told is None else lambda turn: lambda done, of: told(f"{what}, varv {turn + 1}", done, of)


def _settled(family: Family, cells, claims: list[Claim], earlier, threshold: int, base: int, told) -> int:
    """Hide more in one family until the auditor finds nothing. Returns the rounds it took."""
    safe: set[Target] = set()
    for turn in range(ROUNDS):
        system = family.system({row: claims[number] for row, number in family.current.items()})
        system.told = told and told(turn)
        # What was safe stays safe: to hide more takes away knowledge.
        asked = [target for target in _targets(family, cells, claims, earlier, threshold) if target not in safe]
        found = system.exposed(asked)
        safe |= set(asked) - {target for target, _holding in found}
        if not found:
            return turn
        hidden = set()
        for target, holding in found:
            if target.row in hidden:
                continue
            number = family.current.get(target.row)
            if number is not None and claims[number].status == VALUE:
                hidden.add(target.row)  # a revision that would tell
                continue
            ours = [row for row in holding if row in family.current and claims[family.current[row]].status == VALUE]
            # One for each exposed cell, and the same one for many where it can be.
            if ours and not hidden.intersection(ours):
                hidden.add(ours[0])
            elif not ours:
                wider = family.past.atom_of[system.together(target.row)]
                hidden.update(_nearest(family, claims, family.own(target.row)) or _nearest(family, claims, wider))
        if not hidden:
            raise NotSafe(
                "Något som ska döljas går att räkna ut av det som redan är utlämnat, och det hjälper inte att dölja mer i det nya. Ingenting lämnas ut. "
                "Höj tröskeln, eller lämna ut grövre indelningar."
            )
        for row in hidden:
            number = family.current[row]
            claims[number] = _without(cells[number], COMPLEMENTARY, base, threshold)
    raise NotSafe(
        "Det går inte att dölja tillräckligt i den här indelningen. Ingenting lämnas ut. Höj tröskeln, eller lämna ut grövre indelningar."
    )


def _nearest(family: Family, claims: list[Claim], own) -> list[int]:
    """The smallest published cell of this release that shares something with the atoms `own`."""
    rows = {
        other
        for other in family.columns[:, own].indices.tolist()
        if other in family.current and claims[family.current[other]].status == VALUE
    }
    return sorted(rows, key=lambda other: (family.sizes[other], other))[:1]


def _targets(family: Family, cells, claims, earlier, threshold: int) -> list[Target]:
    found = []
    for row, number in family.current.items():
        cell, claim = cells[number], claims[number]
        if claim.hidden:
            counts = (cell.denominator, cell.numerator, cell.denominator - cell.numerator)
            for which in _counts_of(cell.kind):
                if claim.status == COMPLEMENTARY or (cell.kind == MEAN and which == 1):
                    found.append(Target(row, which, _need(cell, which, 2)))
                elif cell.few or counts[which] < threshold:
                    found.append(Target(row, which, threshold))
        elif claim.status == VALUE and number in family.compared:
            found += [Target(row, which, _need(cell, which, threshold)) for which in _counts_of(cell.kind)]
    for row, claim in family.past.hidden:
        counts = (*claim.truth, claim.truth[0] - claim.truth[1])
        for which in _counts_of(claim.kind):
            if not (claim.kind == MEAN and which == 1):
                small = claim.status == SUPPRESSED and counts[which] < claim.threshold
                found.append(Target(row, which, claim.threshold if small else 2))
    for row, number in family.earlier.items():
        if earlier[number].hidden and row not in family.current:
            kind = earlier[number].kind
            found += [Target(row, which, 2) for which in _counts_of(kind) if not (kind == MEAN and which == 1)]
    return found


def _counts_of(kind: str) -> tuple[int, ...]:
    return (0, 1, 2) if kind == "proportion" else (0, 1)


def _need(cell: Cell, which: int, need: int) -> float:
    """Candidates of a count; of the sum behind a mean, how far it must be able to lie from itself: one person's part."""
    if cell.kind == MEAN and which == 1:
        return cell.numerator / cell.denominator
    return need
