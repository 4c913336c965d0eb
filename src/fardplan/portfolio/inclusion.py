"""Who must take part before work is included, and who does."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fardplan.kit.templatetags.fardplan import listed
from fardplan.parties.models import Organisation, Party
from fardplan.portfolio.models import InclusionDemand
from fardplan.portfolio.rules import OBLIGATORY, Demand, unmet


def demands_of(programme, *, on: date) -> list[InclusionDemand]:
    """What the programme asks for on a day, beyond region and municipality. One query."""
    return list(InclusionDemand.objects.filter(programme=programme).holding_on(on).select_related("party__organisation"))


def demand_words(demand: Demand, parties: dict) -> str:
    """ "a region", "at least three parties", "Ekby". `parties`: {key: name}."""
    if demand.party is not None:
        return parties.get(demand.party, _("a party that has left"))
    if demand.kind == "region" and demand.least == 1:
        return _("a region")
    if demand.kind == "municipality" and demand.least == 1:
        return _("at least one municipality")
    words = {"n": demand.least}
    if not demand.kind:
        return _("at least %(n)s organisations") % words
    return _("at least %(n)s of the kind “%(kind)s”") % {**words, "kind": str(Organisation.Kind(demand.kind).label).lower()}


@dataclass(frozen=True)
class Standing:
    """Whether everybody who must take part does. `missing` is a sentence; empty when nobody is missing."""

    missing: str
    present: list[str]


def rule_in_words(programme, *, on: date) -> list[str]:
    """The whole rule of a day, the obligatory part first. Two queries."""
    names = {party.pk: party.name for party in Party.objects.filter(programme=programme).in_order()}
    own = [Demand(row.kind, row.least, row.party_id) for row in demands_of(programme, on=on)]
    return [demand_words(demand, names) for demand in (*OBLIGATORY, *own)]


def standing_of(initiative, *, on: date) -> Standing:
    """Who takes part in the initiative on a day, held against the rule. Four queries."""
    programme = initiative.programme_id
    holding = list(Party.objects.filter(programme=programme).holding_on(on).in_order())
    mine = holding if initiative.is_county_wide else list(initiative.parties.select_related("organisation"))
    partners = [link.organisation for link in initiative.partner_links.select_related("organisation")]
    present = [(party.pk, party.organisation.kind) for party in mine] + [(None, row.kind) for row in partners]
    names = {party.pk: party.name for party in (*holding, *mine)}
    own = [Demand(row.kind, row.least, row.party_id) for row in demands_of(programme, on=on)]
    lacking = [demand_words(demand, names) for demand in unmet(own, present)]
    words = _("%(who)s is missing.") % {"who": listed(lacking)} if lacking else ""
    return Standing(missing=words[:1].upper() + words[1:], present=[*names_of(mine), *(row.short_name for row in partners)])


def names_of(parties):
    return [party.name for party in parties]
