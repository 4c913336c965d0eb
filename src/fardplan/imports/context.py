"""Who imports what for whom."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from fardplan.parties.access import Authority
from fardplan.parties.models import Party, Programme


@dataclass(frozen=True)
class Context:
    """`authority` is None for a command, which the operator of the installation runs. `party`: rows are of this party alone."""

    programme: Programme
    by: Any
    authority: Authority | None = None
    party: Party | None = None
    today: date | None = None

    @property
    def by_key(self):
        return self.by if isinstance(self.by, str) else str(self.by.pk)

    @property
    def day(self):
        return self.today or self.programme.shown_as_of

    def may(self, permission):
        return self.authority is None or self.authority.may(permission)

    def parties_for(self, permission):
        """Keys of the parties that the importer may speak for; a command speaks for any."""
        return None if self.authority is None else self.authority.parties_for(permission)
