"""A planted effect is found: synthetic county -> measure -> evaluation, with the truth inside the interval.

A few counties in the suite, the same every time; `PLANTED=200` asks as many as wanted and requires 95 per cent within what chance allows.
"""

import os

import pytest

from . import planted

COUNTIES = int(os.environ.get("PLANTED", "3"))


@pytest.mark.timeout(240 + 30 * COUNTIES)
def test_the_truth_is_in_the_interval():
    both = list(planted.many(range(1, COUNTIES + 1)))
    for name, found in zip(("procentenheter", "kvot"), zip(*both, strict=True), strict=True):
        said, judged = planted.told(name, list(found)), [each for each in found if each is not None]
        print(said)
        # Below this a coverage of 95 per cent is not to be believed: two standard errors and a county.
        least = 0.95 * len(judged) - 2 * (0.95 * 0.05 * len(judged)) ** 0.5 - 1
        assert sum(each.holds for each in judged) >= least, said
        assert len(judged) >= 0.9 * COUNTIES, said
        assert all(each.low < each.high for each in judged)
        nothing = 1 if name == "kvot" else 0
        assert sum(not each.low <= nothing <= each.high for each in judged) > len(judged) / 2, said
