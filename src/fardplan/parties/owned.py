"""Forms of rows that a party, or a piece of work, answers for."""

from django.utils.translation import gettext as _


class OwnedMixin:
    """Whoever writes for some parties, or for work they lead, enters nothing that would be somebody else's.

    `OWNER` is the field of the party that answers for the row; `plans` is access.Plans.
    """

    OWNER = ""

    def only_mine(self, plans, parties, held):
        """The choices of OWNER: the parties that one writes for, and `held`, the one there is. No choice, no field."""
        self.plans = plans
        mine = parties if plans.programme else parties.filter(pk__in=[*plans.parties, *([held] if held else [])])
        self.fields[self.OWNER].queryset = mine
        if not mine:
            del self.fields[self.OWNER]
        elif not plans.programme and held is None and len(plans.parties) == 1 and not plans.led:
            self.initial.setdefault(self.OWNER, next(iter(plans.parties)))  # the only one it could be

    def refuse_others(self, values):
        party, initiative = values.get(self.OWNER), values.get("initiative")
        if self.errors.keys() & {self.OWNER, "initiative"} or self.plans.include(party and party.pk, initiative and initiative.pk):
            return
        self.add_error(
            self.OWNER if self.OWNER in self.fields else "initiative",
            _("This would not be yours to change: choose your own party, or work that you lead."),
        )
