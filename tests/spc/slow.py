"""The same statistics once more, slowly: plain Python, one point at a time, straight from the formulas. None is missing."""

import itertools
import math
from fractions import Fraction
from statistics import median as middle


def there(values):
    return [v for v in values if v is not None]


def mean(values):
    values = there(values)
    return math.fsum(values) / len(values) if values else None


def median(values):
    values = there(values)
    return middle(values) if values else None


def sd(values):
    values = there(values)
    if len(values) < 2:
        return None
    m = mean(values)
    return math.sqrt(math.fsum((v - m) ** 2 for v in values) / (len(values) - 1))


def steps(values):
    return [None if a is None or b is None else abs(b - a) for a, b in itertools.pairwise(values)]


def screened(ranges, screen, factor=3.267):
    average = mean(ranges)
    if average is None or not screen:
        return average
    return mean([r for r in there(ranges) if r < factor * average])


def pick(values, base):
    return [v for v, b in zip(values, base, strict=True) if b]


def limits(kind, y, n=None, sds=None, base=None, screen=True):
    """(centre, lower, upper) per point. y: what is plotted; n: denominators or sizes."""
    base = base or [True] * len(y)
    n = n or [None if v is None else 1 for v in y]
    based, weights = pick(y, base), pick(n, base)
    if kind == "run":
        return [(median(based), None, None)] * len(y)
    if kind == "mr":
        m = mean(based)
        return [(m, None if m is None else 0, None if m is None else 3.267 * m)] * len(y)
    if kind in ("i", "t"):
        power = 3.6 if kind == "t" else 1
        based = [None if v is None else v ** (1 / power) for v in based]
        m, r = mean(based), screened(steps(based), screen)
        if m is None or r is None:
            return [(None if m is None else m**power, None, None)] * len(y)
        low, high = m - 3 * r / 1.128, m + 3 * r / 1.128
        return [(m**power, max(low, 0) ** power if kind == "t" else low, high**power)] * len(y)
    if kind == "ip":
        m = weighted(based, weights)
        moves = [
            None if a is None or b is None else math.sqrt(math.pi / 2) * abs(b - a) / math.sqrt(1 / p + 1 / q)
            for a, b, p, q in zip(y, y[1:], n, n[1:], strict=False)
        ]
        s = screened(moves, screen, 3.2665)
        return [(m, None, None) if s is None or not w else (m, m - 3 * s / math.sqrt(w), m + 3 * s / math.sqrt(w)) for w in n]
    if kind == "c":
        m = mean(based)
        return [(m, max(0, m - 3 * math.sqrt(m)), m + 3 * math.sqrt(m))] * len(y)
    if kind == "g":
        m = mean(based)
        s = math.sqrt(m * (m + 1))
        return [(median(based), max(0, m - 3 * s), m + 3 * s)] * len(y)
    if kind in ("u", "up", "p", "pp"):
        m = weighted(based, weights)
        variance = m * (1 - m) if kind[0] == "p" else m
        plain = [math.sqrt(variance / w) if w else None for w in n]
        wider = 1
        if kind in ("up", "pp"):
            z = [None if v is None or not s else (v - m) / s for v, s in zip(based, pick(plain, base), strict=True)]
            wider = screened(steps(z), screen)
            wider = None if wider is None else wider / 1.128
        cap = 1 if kind[0] == "p" else math.inf
        return [
            (m, None, None) if s is None or wider is None else (m, max(0, m - 3 * s * wider), min(cap, m + 3 * s * wider)) for s in plain
        ]
    if kind in ("xbar", "s"):
        spread = pick(sds, base)
        if len(set(n)) == 1:
            typical = mean(spread)
        else:
            pairs = [(w - 1, s) for w, s in zip(weights, spread, strict=True) if s is not None]
            typical = math.sqrt(sum(f * s * s for f, s in pairs) / sum(f for f, _ in pairs))
        m = weighted(based, weights) if kind == "xbar" else typical
        out = []
        for w in n:
            c4 = math.sqrt(2 / (w - 1)) * math.gamma(w / 2) / math.gamma((w - 1) / 2)
            if kind == "xbar":
                half = 3 / (c4 * math.sqrt(w)) * typical
                out.append((m, m - half, m + half))
            else:
                part = 3 * math.sqrt(1 - c4**2) / c4
                out.append((m, max(0, 1 - part) * typical, (1 + part) * typical))
        return out
    raise KeyError(kind)


def weighted(values, weights):
    pairs = [(v, w) for v, w in zip(values, weights, strict=True) if v is not None and w]
    return math.fsum(v * w for v, w in pairs) / math.fsum(w for _, w in pairs) if pairs else None


def same(a, b):
    return abs(a - b) <= 1e-12 * max(abs(a), abs(b))


def runs(y, centre):
    """(n_useful, longest, longest_max, crossings, crossings_min, signal)."""
    sides = [v > centre for v in y if v is not None and centre is not None and not same(v, centre)]
    n = len(sides)
    if not n:
        return 0, -1, -1, -1, -1, False
    longest = run = 1
    crossings = 0
    for a, b in itertools.pairwise(sides):
        run = run + 1 if a == b else 1
        crossings += a != b
        longest = max(longest, run)
    longest_max = round(math.log2(n)) + 3
    fewest = next(c for c in range(n) if Fraction(sum(math.comb(n - 1, i) for i in range(c + 1)), 2 ** (n - 1)) >= Fraction(1, 20))
    return n, longest, longest_max, crossings, fewest, longest > longest_max or crossings < fewest


def mdc(y, direction, *, screen=True, excel=False, trend=7, shift=7):
    """(rule, way) per point for one rebase group, by looking at every window in turn."""
    k = len(y)
    m, r = mean(y), screened(steps(y), screen)
    third = None if r is None else 2.66 * r / 3
    side = [0 if v is None or same(v, m) else (1 if v > m else -1) for v in y]
    far = [0 if v is None or third is None else beyond(v, m, 3 * third) for v in y]
    near = [0 if v is None or third is None else beyond(v, m, 2 * third) for v in y]
    if not excel:
        near = [0 if f else q for f, q in zip(far, near, strict=True)]
    rising = {i: way for way in (1, -1) for s in range(k - trend + 1) if climbs(y[s : s + trend], way) for i in range(s + 1, s + trend)}
    starts = {s: way for way in (1, -1) for s in range(k - trend + 1) if climbs(y[s : s + trend], way)}
    found = [far, [rising.get(i, 0) for i in range(k)], [0] * k, [0] * k]
    for s, way in starts.items():
        found[1][s] = way  # at a turning point what follows decides
    for way in (1, -1):
        for i in range(k - 2):
            if side[i] == side[i + 1] == side[i + 2] == way and near[i : i + 3].count(way) >= 2:
                for j in range(i, i + 3):
                    found[2][j] = near[j]
        for i in range(k - shift + 1):
            if all(s == way for s in side[i : i + shift]):
                found[3][i : i + shift] = [way] * shift
    out = []
    for i in range(k):
        fired = [(rule, found[rule][i]) for rule in range(4) if found[rule][i]]
        if excel and direction:
            fired = [f for f in fired if f[1] == direction] or fired
        out.append(fired[0] if fired else (-1, 0))
    return out


def climbs(window, way):
    return None not in window and all((b - a) * way > 0 for a, b in itertools.pairwise(window))


def beyond(v, m, half):
    size = 1e-12 * max(abs(v), abs(m), abs(m + half), abs(m - half))
    return 1 if v - (m + half) > size else -1 if (m - half) - v > size else 0
