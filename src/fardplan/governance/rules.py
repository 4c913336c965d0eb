"""Rules about forums, decisions and what becomes of them. Pure."""

from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext_lazy as _

from fardplan.kit.text import slugify_swedish


class Outcome(models.TextChoices):
    """What a party says of a decision. Nothing said is no outcome."""

    AGREED = "agreed", _("Agreed")
    AGREED_WITH_ADDITION = "agreed_with_addition", _("Agreed with addition")
    NOT_AGREED = "not_agreed", _("Not agreed")


class DecisionRule(models.TextChoices):
    """What a forum's decision needs before it stands."""

    EACH = "each", _("Each party for itself: it holds for those who agree")
    ALL = "all", _("All parties must agree")
    MOST = "most", _("More than half of the parties must agree")


class TaskState(models.TextChoices):
    NOT_BEGUN = "not_begun", _("Not begun")
    UNDER_WAY = "under_way", _("Under way")
    CARRIED_OUT = "carried_out", _("Carried out")
    LAPSED = "lapsed", _("Lapsed")


#: States in which nothing more is to be done.
ENDED = frozenset({TaskState.CARRIED_OUT, TaskState.LAPSED})


class Standing(models.TextChoices):
    """Where a decision stands, by its forum's rule and what the parties have said."""

    STANDS = "stands", _("Stands")
    WAITS = "waits", _("Waits for answers")
    FALLEN = "fallen", _("Not carried")


def standing(rule, outcomes, parties: int) -> Standing:
    """Whether a decision stands. `outcomes`: one per party that has answered; `parties`: how many are asked.

    Each party for itself: it stands for whoever agrees, and falls when nobody can. Silence is never a yes.
    """
    outcomes = list(outcomes)
    yes = sum(outcome != Outcome.NOT_AGREED for outcome in outcomes)
    no = len(outcomes) - yes
    if rule == DecisionRule.ALL:
        return Standing.FALLEN if no else Standing.STANDS if parties and yes >= parties else Standing.WAITS
    if rule == DecisionRule.MOST:
        if 2 * yes > parties:
            return Standing.STANDS
        return Standing.FALLEN if 2 * no >= parties and parties else Standing.WAITS
    return Standing.FALLEN if parties and no >= parties else Standing.STANDS


@dataclass(frozen=True)
class TextSection:
    """A part of a matter's text. `id` is stable as long as its heading is; "inledning" is what stands before any heading."""

    id: str
    title: str
    text: str


def sections_of(text: str) -> list[TextSection]:
    """The parts of a text whose headings are lines that begin with "# ". Two headings of the same words get different ids."""
    found, taken = [], set()
    title, lines = "", []

    def close():
        words = "\n".join(lines).strip()
        if not title and not words:
            return
        base = slugify_swedish(title, max_length=56) or ("avsnitt" if title else "inledning")
        key, number = base, 2
        while key in taken:
            key, number = f"{base}-{number}", number + 1
        taken.add(key)
        found.append(TextSection(key, title, words))

    for line in text.replace("\r\n", "\n").split("\n"):
        if line.startswith("# "):
            close()
            title, lines = line[2:].strip(), []
        else:
            lines.append(line)
    close()
    return found


def needs_words(outcome) -> bool:
    """An addition says what is added, a no says why."""
    return outcome in {Outcome.AGREED_WITH_ADDITION, Outcome.NOT_AGREED}


@dataclass
class Node:
    """A forum in the tree of who stands under whom; `how` is the kind of line from the one above, empty for a root."""

    key: object
    how: str = ""
    children: list["Node"] = field(default_factory=list)


def hierarchy(keys, lines) -> list[Node]:
    """A tree of those among `keys` that `lines`, triples (above, below, how), tie together; in the order of `keys` and of `lines`.

    Each stands once, under the first that is above it. Where lines run in a circle, the first in order stands on top.
    """
    known, below, under = set(keys), {}, set()
    for above, other, how in lines:
        if above in known and other in known and above != other:
            below.setdefault(above, []).append((other, how))
            under.add(other)
    placed = set()

    def node(key, how=""):
        placed.add(key)
        made = Node(key, how)
        for other, kind in below.get(key, []):
            if other not in placed:
                made.children.append(node(other, kind))
        return made

    tied = [key for key in keys if key in below or key in under]
    roots = [node(key) for key in tied if key not in under]
    return roots + [node(key) for key in tied if key not in placed]
