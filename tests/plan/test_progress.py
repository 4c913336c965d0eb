import pytest

from fardplan.plan.progress import Against, Kept, against, counted_once, to_carry


def stand(state, ends="2025-06-30"):
    return {"state": state, "ends": ends}


@pytest.mark.parametrize(
    "then, now, expected",
    [
        (stand("planned"), stand("planned"), (Against.AS_PLANNED, 0)),
        (stand("planned"), stand("planned", "2025-07-10"), (Against.LATER, 10)),
        (stand("planned"), stand("ongoing", "2025-06-20"), (Against.EARLIER, -10)),
        (stand("planned"), stand("done", "2025-07-10"), (Against.DONE, 10)),
        (stand("planned"), stand("cancelled"), (Against.CANCELLED, 0)),
        (stand("planned", ""), stand("planned"), (Against.AS_PLANNED, None)),  # a day that is not known is no move
        (None, stand("done"), (Against.ADDED, None)),
        (stand("planned"), None, (Against.DROPPED, None)),
    ],
)
def test_against_the_baseline(then, now, expected):
    assert against(then, now) == expected


def test_what_stands_in_two_plans_is_counted_once():
    placed = [(1, 10), (1, 11), (2, 10), (2, 10), (3, 12)]
    once = counted_once(placed)
    assert once == {10: (1, 2), 11: (1,), 12: (3,)}
    assert len(once) == 3


def test_what_is_carried_over():
    items = [(1, "planned", 7), (2, "done", 7), (3, "ongoing", 8), (4, "cancelled", None), (5, "paused", None), (6, "planned", 7)]
    found = to_carry(items, parties=frozenset({7}), already=frozenset({6}))
    assert found.over == (1, 5)
    assert found.stays == ((2, Kept.ENDED), (3, Kept.LEFT), (4, Kept.ENDED), (6, Kept.ALREADY))
