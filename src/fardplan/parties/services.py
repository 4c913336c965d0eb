"""Writes about who takes part: programmes, organisations, parties, staffing, roles."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import Role
from fardplan.audit import writes
from fardplan.kit.text import slugify_swedish
from fardplan.parties.models import RESERVED_SLUGS, Assignment, County, Membership, Organisation, Partner, Party, Post, Programme, Unit

add_county, edit_county = writes.verbs(County)
add_organisation, edit_organisation = writes.verbs(Organisation)
add_unit, edit_unit = writes.verbs(Unit)
end_unit, reopen_unit = writes.end, writes.reopen
add_partner, edit_partner = writes.verbs(Partner)
add_post, edit_post = writes.verbs(Post)
add_assignment, edit_assignment = writes.verbs(Assignment)
edit_programme = writes.verbs(Programme)[1]
add_party, edit_party = writes.verbs(Party)


class NotYours(Exception):
    """Somebody tried to give away, or take back, a role that is not theirs to give."""

    def __init__(self):
        super().__init__(_("This role is not yours to give."))


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
def revise_programme(programme, *, by, seen=None, county_name="", county_code="", **values):
    """Change a programme from the pages; its county is found by its code, or entered with its name."""
    county = put_county(by=by, code=county_code, name=county_name) if county_code else None
    return edit_programme(programme, by=by, seen=seen, county=county, **values)


# Organisations are shared: what one programme calls them, the others see too.


def _organisation(organisation, *, by, values):
    """The organisation that was chosen, or a new one described by `values`."""
    return organisation or add_organisation(by=by, slug=free_slug(Organisation, values["name"]), **values)


def _edit_shared(organisation, *, by, values):
    changed = edit_organisation(organisation, by=by, **values)
    if changed.version != organisation.version:
        for row in (*organisation.parties.all(), *organisation.partnerships.all()):
            writes.touch(row, by=by)


@transaction.atomic
def add_party_with_organisation(*, by, programme, slug="", organisation=None, from_date=None, until_date=None, **organisation_values):
    """Let an organisation that is known, or a new one described by `organisation_values`, join `programme` as a party."""
    organisation = _organisation(organisation, by=by, values=organisation_values)
    slug = slug or free_slug(Party, organisation.slug, programme=programme)
    return add_party(by=by, programme=programme, slug=slug, organisation=organisation, from_date=from_date, until_date=until_date)


@transaction.atomic
def edit_party_with_organisation(party, *, by, seen=None, from_date=None, **organisation_values):
    """Change a party and what its organisation is called."""
    party = writes.change(party, by=by, seen=seen, from_date=from_date)
    _edit_shared(party.organisation, by=by, values=organisation_values)
    return party


def end_party(party, *, by, until_date, seen=None):
    """The party leaves; `until_date` is the first day it no longer takes part."""
    return writes.change(party, by=by, seen=seen, verb="ended", until_date=until_date)


def reopen_party(party, *, by):
    """It did not leave after all. Raises ValidationError when the organisation has joined anew since."""
    return writes.change(party, by=by, verb="reopened", until_date=None)


@transaction.atomic
def add_partner_with_organisation(*, by, programme, slug, role="", from_date=None, organisation=None, **organisation_values):
    """Let an organisation take part without being a party."""
    organisation = _organisation(organisation, by=by, values=organisation_values)
    return add_partner(by=by, programme=programme, slug=slug, organisation=organisation, role=role, from_date=from_date)


@transaction.atomic
def edit_partner_with_organisation(partner, *, by, seen=None, role="", from_date=None, **organisation_values):
    partner = writes.change(partner, by=by, seen=seen, role=role, from_date=from_date)
    _edit_shared(partner.organisation, by=by, values=organisation_values)
    return partner


def end_partner(partner, *, by, until_date, seen=None):
    return writes.change(partner, by=by, seen=seen, verb="ended", until_date=until_date)


def reopen_partner(partner, *, by):
    return writes.change(partner, by=by, verb="reopened", until_date=None)


# Staffing


@transaction.atomic
def end_post(post, *, by, until_date, seen=None):
    """The post is no longer staffed. Those who still hold it then are ended first: nobody holds what there is not."""
    for held in post.assignments.all():
        if held.until_date is None or held.until_date > until_date:
            message = _("Somebody holds the post longer than that: end the assignment “%(role)s” first.") % {"role": held.role}
            raise ValidationError({"until_date": message})
    return writes.change(post, by=by, seen=seen, verb="ended", until_date=until_date)


def reopen_post(post, *, by):
    return writes.change(post, by=by, verb="reopened", until_date=None)


def end_assignment(assignment, *, by, until_date, seen=None):
    return writes.change(assignment, by=by, seen=seen, verb="ended", until_date=until_date)


def reopen_assignment(assignment, *, by):
    return writes.change(assignment, by=by, verb="reopened", until_date=None)


#: A mistake is taken away; what has held is ended. Raises ProtectedError when something hangs on the row.
remove_party = remove_partner = remove_post = remove_assignment = remove_unit = writes.remove


# Roles


@transaction.atomic
def grant(*, by, granter, user, programme, role, party=None, unit=None, from_date=None, until_date=None):
    """Give `user` a role. `granter` is the Authority of the giver: nobody grants what they do not hold, nor anything to themselves.

    A party's coordinator gives roles for the own party. A role for a party demands one, a respondent's a unit of it.
    Raises NotYours, and ValidationError by field.
    """
    if granter.programme != programme or granter.user == user or not granter.may_grant(role, party and party.pk):
        raise NotYours
    if role == Role.RESPONDENT and unit is None:
        raise ValidationError({"unit": _("A respondent answers for a unit: choose which.")})
    return writes.create(
        Membership,
        by=by,
        user=user,
        programme=programme,
        role=role,
        party=party,
        unit=unit,
        from_date=from_date,
        until_date=until_date,
    )


@transaction.atomic
def put_membership(*, by, user, programme, role, party=None, unit=None):
    """For set-up by command: the role exists afterwards, whether or not it did before."""
    held = Membership.objects.filter(user=user, programme=programme, role=role, party=party, until_date__isnull=True).first()
    return held or writes.create(Membership, by=by, user=user, programme=programme, role=role, party=party, unit=unit)


def free_slug(model, text, **scope):
    """A key made from `text` that no `model` row within `scope` (such as programme=…) uses yet."""
    base = slugify_swedish(text, max_length=56) or "rad"
    taken = set(model._base_manager.filter(slug__startswith=base, **scope).values_list("slug", flat=True))
    if model is Programme:
        taken |= RESERVED_SLUGS
    if base not in taken:
        return base
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"
