"""Evaluations: what one costs, and how often one cries wolf where nothing happened. The suite has smaller runs of the same worlds.

The share of false positives at nominal 5 % stands in the note; with so many worlds it is known to within one or two per cent.
"""

from bench.registry import benchmark

WORLDS = 1000


def wolf(name, worlds, make):
    @benchmark(f"false: {name}", calls=1)
    def prepare():
        def call():
            from tests.evaluation import null

            results = list(make(null, worlds))
            return f"{100 * null.share(results):.1f} % of {worlds} worlds"

        return call


for months in (24, 48):
    for memory in (0.0, 0.3, 0.6, 0.8):
        wolf(f"series {months}, memory {memory}, level", WORLDS, lambda null, w, n=months, r=memory: null.series(n, r, w, seed=11))
    wolf(
        f"series {months}, memory 0.6, level, slope", WORLDS, lambda null, w, n=months: null.series(n, 0.6, w, seed=12, model="step_slope")
    )
wolf("series 24, memory 0.6, counts", WORLDS // 4, lambda null, w: null.series(24, 0.6, w, seed=13, kind="count"))
wolf("series 24, memory 0.6, level, plain OLS", WORLDS // 2, lambda null, w: null.series(24, 0.6, w, seed=11, autocorrelation="none"))
wolf("places 10, 2 started", WORLDS, lambda null, w: null.places(10, 2, w, seed=14))
wolf("places 20, 4 started", WORLDS // 4, lambda null, w: null.places(20, 4, w, seed=15))
wolf("places 8, 4 started at three times", WORLDS // 4, lambda null, w: null.places(8, [8, 12, 12, 16], w, seed=16))
wolf("places 60, 30 started, by place", WORLDS // 4, lambda null, w: null.places(60, 30, w, seed=17, inference="cluster"))


@benchmark("evaluation: one series of 48 months with season")
def one_series():
    from tests.evaluation import null

    def call():
        [result] = null.series(48, 0.3, 1, season=2)
        return result.verdict

    return call


@benchmark("evaluation: 2 of 10 places, 24 months")
def some_places():
    from tests.evaluation import null

    def call():
        [result] = null.places(10, 2, 1)
        return result.verdict

    return call
