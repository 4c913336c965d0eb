"""Writes about who takes part: programmes, organisations, parties, staffing, roles."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import Role, granted
from fardplan.audit import writes
from fardplan.kit.text import slugify_swedish
from fardplan.parties.models import Assignment, County, Membership, Organisation, Partner, Party, Post, Programme, Unit

add_county, edit_county = writes.verbs(County)
add_organisation, edit_organisation = writes.verbs(Organisation)
add_unit, edit_unit = writes.verbs(Unit)
add_partner, edit_partner = writes.verbs(Partner)
add_post, edit_post = writes.verbs(Post)
add_assignment, edit_assignment = writes.verbs(Assignment)
edit_programme = writes.verbs(Programme)[1]
add_party, edit_party = writes.verbs(Party)


class NotYours(Exception):
    """Somebody tried to give away a role with more authority than they hold."""


@transaction.atomic
def add_programme(*, by, lead=None, from_date=None, county_name="", county_code="", **values):
    """Start a programme. `lead` (a user) becomes its programme lead from `from_date`: without one nobody could open it.

    A county is found by its code, or entered with its name.
    """
    values.setdefault("slug", free_slug(Programme, values["name"]))
    if county_code:
        values["county"] = put_county(by=by, code=county_code, name=county_name)
    programme = writes.create(Programme, by=by, **values)
    if lead is not None:
        writes.create(Membership, by=by, user=lead, programme=programme, role=Role.LEAD, from_date=from_date)
    return programme


def put_county(*, by, code, name):
    """The county with this code; entered if it is new."""
    return County.objects.filter(code=code).first() or add_county(by=by, code=code, name=name)


@transaction.atomic
def add_party_with_organisation(*, by, programme, organisation=None, from_date=None, until_date=None, **organisation_values):
    """Let an organisation that is known, or a new one described by `organisation_values`, join `programme` as a party."""
    if organisation is None:
        organisation = add_organisation(by=by, slug=free_slug(Organisation, organisation_values["name"]), **organisation_values)
    return add_party(
        by=by, programme=programme, slug=organisation.slug, organisation=organisation, from_date=from_date, until_date=until_date
    )


@transaction.atomic
def edit_party_with_organisation(party, *, by, seen=None, from_date=None, **organisation_values):
    """Change a party and what its organisation is called. The organisation is shared: other programmes see its new name too."""
    party = writes.change(party, by=by, seen=seen, from_date=from_date)
    edit_organisation(party.organisation, by=by, **organisation_values)
    return party


def end_party(party, *, by, until_date, seen=None):
    """The party leaves; `until_date` is the first day it no longer takes part."""
    return writes.change(party, by=by, seen=seen, verb="ended", until_date=until_date)


def end_assignment(assignment, *, by, until_date, seen=None):
    return writes.change(assignment, by=by, seen=seen, verb="ended", until_date=until_date)


@transaction.atomic
def grant(*, by, granter, user, programme, role, party=None, from_date=None, until_date=None):
    """Give `user` a role. `granter` is the Authority of the giver: nobody grants what they do not hold."""
    if not granted({role}) <= granter.permissions:
        raise NotYours
    if role == Role.COORDINATOR and party is None:
        raise ValidationError({"party": _("A coordinator coordinates a party: choose which.")})
    return writes.create(
        Membership, by=by, user=user, programme=programme, role=role, party=party, from_date=from_date, until_date=until_date
    )


@transaction.atomic
def put_membership(*, by, user, programme, role, party=None):
    """For set-up by command: the role exists afterwards, whether or not it did before."""
    held = Membership.objects.filter(user=user, programme=programme, role=role, party=party, until_date__isnull=True).first()
    return held or writes.create(Membership, by=by, user=user, programme=programme, role=role, party=party)


def free_slug(model, text, **scope):
    """A key made from `text` that no `model` row within `scope` (such as programme=…) uses yet."""
    base = slugify_swedish(text, max_length=56) or "rad"
    taken = set(model._base_manager.filter(slug__startswith=base, **scope).values_list("slug", flat=True))
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"
