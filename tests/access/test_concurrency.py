"""Many at the same moment: eight identical posts make one object; of eight editors one wins, and the others keep what they wrote."""

import os
import threading

import pytest
from django.db import connections
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.plan.models import Activity
from tests.access import policy
from tests.access import world as worlds
from tests.access.asking import ask, mine, nothing_drawn
from tests.access.making import sent
from tests.access.test_matrix import routes
from tests.factories import ActivityFactory, MembershipFactory, PartyFactory, ProgrammeFactory, UserFactory

EIGHT = 8
#: Of the eight editors. The full 200 take minutes: EDITORS=200 ./dev test tests/access/test_concurrency.py
ROUNDS = int(os.environ.get("EDITORS", "10"))


def at_once(calls):
    """The results of all `calls`, begun at the same moment, each with a connection of its own."""
    start, results = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number, call):
        try:
            start.wait(30)
            results[number] = call()
        except Exception as error:
            results[number] = error
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def creating():
    """Addresses of forms that create."""
    return [name for name, arguments in routes() if name.endswith("_add") and "programme" in arguments]


def rows_of_the_programme():
    from django.apps import apps

    return {model._meta.label: model._base_manager.count() for model in apps.get_models() if hasattr(model, "version")}


@pytest.mark.timeout(900)
@pytest.mark.django_db(transaction=True)
def test_eight_identical_posts_make_one_object():
    """Every form that creates: eight posts of the same form at the same moment; the rows that are more are those of one post."""
    world, wrong, tried = worlds.build(), [], 0
    with nothing_drawn() as drawn:
        for name in creating():
            thing = worlds.things(world, name, dict(worlds.patterns())[name])[0]
            person = next((each for each in world.people if policy.expected(each, thing, "POST", in_programme=True) == "yes"), None)
            if person is None:
                continue
            form = ask(person.user, "GET", thing.url, drawn=drawn).context.get("form")
            if form is None:
                wrong.append(f"{name}: no form for {person}")
                continue
            body = sent(form)
            before = rows_of_the_programme()
            answers = at_once([lambda url=thing.url, body=body, user=person.user: ask(user, "POST", url, body, keep=True)] * EIGHT)
            after = rows_of_the_programme()
            if {getattr(answer, "status", answer) for answer in answers} != {302}:
                if {getattr(answer, "status", answer) for answer in answers} != {422}:
                    wrong.append(f"{name}: {[getattr(answer, 'status', answer) for answer in answers]}")
                continue  # the filled-in form is not one that can be saved: see test_audit
            tried += 1
            made = {
                label: after[label] - before[label]
                for label in after
                if after[label] != before[label] and label not in COPIED.get(name, ())
            }
            if len({answer.location for answer in answers}) != 1 or max(made.values(), default=0) != 1:
                wrong.append(f"{name}: {made}, {len({answer.location for answer in answers})} addresses")
    assert wrong == []
    assert tried >= 20


#: Many at once, with the one that is made: a county's own kind of document begins with the sections of the one it is made from.
COPIED = {"report_template_add": {"reports.TemplateSection"}}


@pytest.mark.timeout(900)
@pytest.mark.django_db(transaction=True)
def test_of_eight_editors_one_wins_and_nobody_loses_a_word():
    programme = ProgrammeFactory(slug="varld")
    row = ActivityFactory(programme=programme, slug="a", state=Activity.State.PLANNED)
    party = PartyFactory(programme=programme)
    users = [UserFactory() for _ in range(EIGHT)]
    for user in users:
        MembershipFactory(user=user, programme=programme, role=Role.OFFICE)
    MembershipFactory(user=users[0], programme=programme, role=Role.COORDINATOR, party=party)
    url = reverse("activity_edit", args=[programme.slug, "a"])
    with nothing_drawn() as drawn:
        for turn in range(ROUNDS):
            form = ask(users[1], "GET", url, drawn=drawn).context["form"]
            body = sent(form)
            texts = [f"Omgång {turn} av {number}" for number in range(EIGHT)]

            def save(user, text, body=body):
                with_text = {**body, "comment": text, "form_token": "", "form_owner": ""}  # as each one's own form
                return ask(user, "POST", url, with_text, keep=True, drawn=mine())

            answers = at_once([lambda user=user, text=text: save(user, text) for user, text in zip(users, texts, strict=True)])
            statuses = sorted(getattr(answer, "status", str(answer)) for answer in answers)
            assert statuses == [302] + [409] * (EIGHT - 1), (turn, statuses)
            winner = next(number for number, answer in enumerate(answers) if answer.status == 302)
            row.refresh_from_db()
            assert row.comment == texts[winner]
            for number, answer in enumerate(answers):
                if number != winner:
                    assert answer.context["form"]["comment"].value() == texts[number], "what was written is still in the form"
                    assert answer.context["form"].conflict is not None
