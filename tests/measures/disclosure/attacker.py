"""Somebody who wants to know: all that was published, how tables add up, and linear programming. Written apart from the product's auditor.

He sees every release, knows base and threshold, and knows even which of the finest groups were revised between releases and which were not.
"""

from itertools import product

import numpy as np
from scipy import sparse
from scipy.optimize import linprog


class World:
    """The finest counts there are: {group: (denominator, numerator)}, a group being (period, organisation, sex, age)."""

    NAMES = ("period", "organisation", "sex", "age_group")

    def __init__(self, random, *, organisations=3, periods=("2023-Q1", "2023-Q2"), ages=("65-79", "80+"), size=9):
        self.counts = {}
        self.random = random
        self.organisations, self.ages, self.size = [f"k{number}" for number in range(organisations)], ages, size
        self.scale = {each: random.choice([0.3, 1, 4]) for each in self.organisations}
        for period in periods:
            self.add_period(period)

    def add_period(self, period):
        for organisation, sex, age in product(self.organisations, "FM", self.ages):
            below = self.random.poisson(self.size * self.scale[organisation])
            self.counts[period, organisation, sex, age] = (int(below), int(self.random.binomial(below, 0.3)))

    def revise(self, many):
        """Few are added or taken away somewhere. Returns the groups."""
        groups = sorted(self.counts)
        chosen = [groups[number] for number in self.random.choice(len(groups), many, replace=False)]
        for group in chosen:
            below, above = self.counts[group]
            more, with_event = int(self.random.integers(-1, 3)), int(self.random.integers(0, 2))
            below = max(below + more, 0)
            self.counts[group] = (below, min(max(above + with_event, 0), below))
        return chosen

    def table(self, names):
        """{place: (denominator, numerator)} by some of the dimensions; `year` for the year of the period."""
        sums = {}
        for group, (below, above) in self.counts.items():
            told = dict(zip(self.NAMES, group, strict=True))
            place = {("period" if name == "year" else name): (told["period"][:4] if name == "year" else told[name]) for name in names}
            key = tuple(sorted(place.items()))
            held = sums.get(key, (0, 0))
            sums[key] = (held[0] + below, held[1] + above)
        return sums


class Attack:
    """Variables: denominator and numerator of each finest group in each release; one alike in two releases is the same variable."""

    def __init__(self):
        self.column, self.rows, self.low, self.high, self.targets = {}, [], [], [], []
        self.alias = {}

    def release(self, number, counts, revised, claims, truth):
        """What was published in release `number` of a world with these `counts`, where `revised` groups are not as before."""
        for group in counts:
            earlier = self.alias.get(group)
            self.alias[group] = number if earlier is None or group in revised else earlier
        for claim in claims:
            place = dict(claim.at)
            own = [(group, self.alias[group]) for group in counts if _inside(group, place)]
            true_below, true_above = truth[claim.at]
            if claim.status == "value":
                half = (claim.base - 1) / 2
                self._limit(own, 1, 0, max(claim.denominator - half, claim.threshold), claim.denominator + half)
                self._limit(own, 0, 1, max(claim.numerator - half, claim.threshold), claim.numerator + half)
                self._limit(own, 1, -1, claim.threshold, np.inf)
            elif claim.status == "not_available":
                self._limit(own, 1, 0, 0, 0)
            else:
                for which, value in (((1, 0), true_below), ((0, 1), true_above), ((1, -1), true_below - true_above)):
                    if value < claim.threshold:
                        self.targets.append((self._line(own, *which), value, claim))

    def _line(self, own, below, above):
        line = {}
        for each in own:
            at = self.column.setdefault(each, len(self.column))
            if below:
                line[2 * at] = below
            if above:
                line[2 * at + 1] = above
        return line

    def _limit(self, own, below, above, low, high):
        self.rows.append(self._line(own, below, above))
        self.low.append(low)
        self.high.append(high)

    def matrix(self):
        many = 2 * len(self.column)
        rows = [*self.rows, *({2 * at: 1.0, 2 * at + 1: -1.0} for at in range(len(self.column)))]
        low = [*self.low, *[0.0] * len(self.column)]
        high = [*self.high, *[np.inf] * len(self.column)]
        return _sparse(rows, many), np.array(low, float), np.array(high, float)


def _inside(group, place):
    told = dict(zip(World.NAMES, group, strict=True))
    return all(told[name] == value or (name == "period" and told[name][:4] == value) for name, value in place.items())


def _sparse(rows, many):
    flat = [(row, column, weight) for row, line in enumerate(rows) for column, weight in line.items()]
    row, column, weight = zip(*flat, strict=True)
    return sparse.csr_matrix((weight, (row, column)), shape=(len(rows), many))


def candidates(attacks, enough=np.inf):
    """[(how many whole numbers a hidden count may be, its true value, the claim)] over many attacks.

    Of a count that may be `enough` numbers it is not asked whether it may be more.
    """
    return [each for attack in attacks if attack.targets for each in _candidates(attack, enough)]


def _candidates(attack, enough):
    matrix, low, high = attack.matrix()
    upper = np.isfinite(high)
    both = sparse.vstack([matrix[upper], -matrix])
    limits = np.concatenate([high[upper], -low])
    asked = _sparse([line for line, _value, _claim in attack.targets], matrix.shape[1])
    values = np.array([value for _line, value, _claim in attack.targets], float)
    least, most = values.copy(), values.copy()

    def seen(cost):
        """Whatever fits all that was published is something that the hidden counts may be."""
        answer = linprog(-cost, A_ub=both, b_ub=limits, bounds=(0, 400), method="highs")
        assert answer.status == 0, answer.message
        reached = asked @ answer.x
        np.minimum(least, reached, out=least)
        np.maximum(most, reached, out=most)
        return reached

    def many(at):
        return int(np.floor(most[at] + 1e-6) - np.ceil(least[at] - 1e-6)) + 1

    if np.isfinite(enough):
        random = np.random.default_rng(0)
        for _turn in range(6):
            signs = random.choice([-1.0, 1.0], len(values)) @ asked
            seen(signs)
            seen(-signs)
    for at in range(len(values)):
        if many(at) < enough:
            line = asked[at].toarray().ravel()
            top, bottom = seen(line)[at], seen(-line)[at]
            assert bottom - 1e-6 <= values[at] <= top + 1e-6
    return [(many(at), value, claim) for at, (_line, value, claim) in enumerate(attack.targets)]
