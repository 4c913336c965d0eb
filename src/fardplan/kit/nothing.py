"""Four kinds of nothing: missing, not applicable, confidential, and nought. Only the last one is a number."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

NOUGHT_SIGN = "–"  # official statistics' sign for "counted, and there were none"; reads as the value 0


class Absence(TextChoices):
    """Why there is no value. Labels are the words on screen; `sign` is what official statistics print."""

    MISSING = "missing", _("figure missing")
    NOT_APPLICABLE = "not_applicable", _("not applicable")
    CONFIDENTIAL = "confidential", _("withheld")

    @property
    def sign(self) -> str:
        return {"missing": "..", "not_applicable": ".", "confidential": "x"}[self.value]

    @classmethod
    def from_text(cls, text: str) -> "Absence | None":
        """The absence a cell states by sign or by our own Swedish words; None for anything else.

        A lone hyphen is left alone: people use it for nought, for missing and for not applicable, and only they know which.
        """
        return _WRITTEN.get(" ".join(text.casefold().split()))


_WRITTEN = {
    "..": Absence.MISSING,
    "…": Absence.MISSING,
    "uppgift saknas": Absence.MISSING,
    "saknas": Absence.MISSING,
    ".": Absence.NOT_APPLICABLE,
    "ej aktuellt": Absence.NOT_APPLICABLE,
    "x": Absence.CONFIDENTIAL,
    "<5": Absence.CONFIDENTIAL,
    "< 5": Absence.CONFIDENTIAL,
    "döljs": Absence.CONFIDENTIAL,
}


@dataclass(frozen=True)
class Sum:
    """A sum that knows what it does not know.

    `value` is None when nothing was there to add, and when a part is confidential: a total beside its open parts gives the
    hidden part away. With parts missing, `value` is the sum of the known ones and `is_complete` is False, which the page says.
    """

    value: Decimal | None
    known: int = 0
    missing: int = 0
    confidential: int = 0
    not_applicable: int = 0

    @property
    def is_complete(self) -> bool:
        """Parts that do not apply leave no hole; missing and confidential parts do."""
        return not self.missing and not self.confidential

    @property
    def absence(self) -> Absence | None:
        """Why there is no value, for the same cell that would have shown it."""
        if self.value is not None:
            return None
        if self.confidential:
            return Absence.CONFIDENTIAL
        return Absence.NOT_APPLICABLE if self.not_applicable and not self.missing else Absence.MISSING

    @property
    def note(self) -> str:
        """What is not in it ("2 uppgifter saknas, 1 döljs"), or nothing when the sum is whole."""
        notes = []
        if self.missing:
            notes.append(ngettext("%(count)s figure missing", "%(count)s figures missing", self.missing) % {"count": self.missing})
        if self.confidential:
            notes.append(ngettext("%(count)s withheld", "%(count)s withheld", self.confidential) % {"count": self.confidential})
        return ", ".join(notes)


def total(parts: Iterable[tuple[Decimal | int | None, str | None]], *, past_confidential: bool = False) -> Sum:
    """Add (value, absence) pairs. A pair without both is missing; a pair with both is a mistake.

    `past_confidential` adds the open parts anyway. It is for sums that are never shown beside their parts.
    """
    value, counts = Decimal(0), {None: 0, **dict.fromkeys(Absence, 0)}
    for part, absence in parts:
        if part is not None and absence:
            raise ValueError(f"A part has both a value and an absence: {part!r}, {absence!r}")
        counts[None if part is not None else Absence(absence or Absence.MISSING)] += 1
        value += part if part is not None else 0
    hidden = counts[Absence.CONFIDENTIAL] and not past_confidential
    return Sum(
        value=None if hidden or not counts[None] else value,
        known=counts[None],
        missing=counts[Absence.MISSING],
        confidential=counts[Absence.CONFIDENTIAL],
        not_applicable=counts[Absence.NOT_APPLICABLE],
    )
