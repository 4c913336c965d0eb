"""How many rows are sorted before they are changed. Pure: no rows read, no clock."""

from dataclasses import dataclass, field


@dataclass
class Sorted:
    """The chosen rows: what will change (row, before, after), what says so already, what is left alone (row, why)."""

    change: list = field(default_factory=list)
    same: list = field(default_factory=list)
    left: list = field(default_factory=list)

    @property
    def count(self):
        return len(self.change) + len(self.same) + len(self.left)


def sort_rows(rows, *, may, why_not, is_same, now, then, not_yours, seen=None, moved_on=""):
    """Sort `rows` for a change. The right to write comes first: what somebody may not change, they are told nothing else about.

    `seen`: {key: version} as it was shown; a row with another version is left alone because it has `moved_on`.
    """
    out = Sorted()
    for row in rows:
        if not may(row):
            out.left.append((row, not_yours))
        elif seen is not None and seen.get(row.pk) not in (None, row.version):
            out.left.append((row, moved_on))
        elif is_same(row):
            out.same.append(row)
        elif why := why_not(row):
            out.left.append((row, why))
        else:
            out.change.append((row, now(row), then(row)))
    return out
