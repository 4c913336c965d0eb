"""Control charts: many at once, one picture, the icons of a whole county. Pure libraries, no database."""

import numpy as np

from bench.registry import benchmark


@benchmark("spc: 100 000 I-charts of 36 points, Anhøj rules", calls=3)
def many():
    from fardplan import spc

    y = np.random.default_rng(1).normal(50, 5, (100_000, 36))

    def call():
        done = spc.many(y, "i")
        return f"{int(done.runs.signal.sum())} runs signals, {int((done.outside != 0).sum())} points outside"

    return call


@benchmark("spc: one chart with its picture")
def picture():
    from fardplan import spc

    months = [f"{2021 + i // 12}-{i % 12 + 1:02d}" for i in range(36)]
    y = np.random.default_rng(2).normal(50, 5, 36)
    y[24:] += 8

    def call():
        chart = spc.chart(spc.points(months, y), "i", freeze=24, target=45)
        return f"{len(spc.draw(spc.picture(chart, unit='dagar')))} letters"

    return call


@benchmark("spc: icons of 63 indicators x 312 areas")
def icons():
    from fardplan import spc

    y = np.random.default_rng(3).normal(50, 5, (63 * 312, 24))

    def call():
        found = spc.icons(y, direction=1, target=50)
        return f"{len(found.variation)} icons"

    return call
