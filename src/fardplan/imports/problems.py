"""What is wrong with a folder, said to people: where, and what to do."""

from dataclasses import dataclass

from django.utils.translation import gettext as _


@dataclass(frozen=True, order=True)
class Problem:
    file: str
    line: int
    field: str
    message: str

    def __str__(self):
        if self.field:
            place = _("%(file)s, line %(line)s, field %(field)s") % {"file": self.file, "line": self.line, "field": self.field}
        else:
            place = _("%(file)s, line %(line)s") % {"file": self.file, "line": self.line}
        return f"{place}: {self.message}"


class Refused(Exception):
    """The folder is refused whole; nothing is stored."""

    def __init__(self, problems):
        self.problems = sorted(set(problems))
        super().__init__("\n".join(map(str, self.problems)))
