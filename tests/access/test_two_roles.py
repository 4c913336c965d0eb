"""Somebody who holds one role for one party and another for another: each counts for its own party, and no role for both."""

from fardplan.accounts.permissions import Role
from tests.access import policy
from tests.access.asking import ask
from tests.access.test_doors import named
from tests.access.world import things
from tests.factories import MembershipFactory, UserFactory

#: What a party's coordinator writes for that party alone, and a member of the steering group does not.
NAMES = ("activity_edit", "milestone_edit", "answer_write", "decision_answer", "initiative_edit", "friction_edit", "invitation_withdraw")


def wrongs(world, drawn):
    """Where the coordinator of the first party, who sits in the steering group for the second, gets what neither role gives."""
    user = UserFactory(username="tva-roller")
    MembershipFactory(user=user, programme=world.programme, role=Role.COORDINATOR, party=world.parties[0])
    MembershipFactory(user=user, programme=world.programme, role=Role.STEERING, party=world.parties[1])
    alone = (world.one(Role.COORDINATOR, 0), world.one(Role.STEERING, 1))
    for name, arguments in named(*NAMES)():
        for thing in things(world, name, arguments):
            wanted = {policy.expected(each, thing, "GET", in_programme=True) for each in alone}
            answer = ask(user, "GET", thing.url, drawn=drawn)
            if "either" not in wanted and (answer.verdict == "yes") != ("yes" in wanted):
                yield f"{thing}: {answer.status}, and the two roles alone give {wanted}"


def test_two_roles_give_what_each_gives_and_no_more(world, db, drawn):
    assert list(wrongs(world, drawn)) == []
