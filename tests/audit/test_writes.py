"""One way to write a row: checked, versioned, told in the log."""

from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from fardplan.audit import scope, writes
from fardplan.audit.models import Entry, Event
from fardplan.goals.models import Ambition, Goal, SuperiorStrategy
from fardplan.kit.editing import Stale

pytestmark = pytest.mark.django_db


def goal(programme, by, **values):
    return writes.create(Goal, by=by, programme=programme, **{"slug": "ett", "number": 1, "title": "Ett", **values})


def test_a_new_row_is_told_with_its_values(programme, alva):
    goal(programme, alva)

    event = Event.objects.get()
    assert (event.verb, event.programme, event.model, event.entry.by) == ("created", "nara-vard", "goals.Goal", str(alva.pk))
    assert event.before is None
    assert event.after["title"] == "Ett"


def test_a_change_is_told_with_before_and_after(programme, alva):
    row = goal(programme, alva)

    changed = writes.change(row, by=alva, seen=1, title="Två")

    assert changed.version == 2
    event = Event.objects.order_by("-pk").first()
    assert (event.before["title"], event.after["title"]) == ("Ett", "Två")
    assert writes.changed_fields(event) == ["title"]


def test_nothing_changed_is_nothing_told(programme, alva):
    row = goal(programme, alva)

    same = writes.change(row, by=alva, title="Ett")

    assert same.version == 1
    assert Event.objects.count() == 1


def test_the_second_of_two_editors_is_told(programme, alva, bo):
    row = goal(programme, alva)
    writes.change(row, by=alva, seen=1, title="Alvas")

    with pytest.raises(Stale) as stale:
        writes.change(row, by=bo, seen=1, title="Bos")

    assert (stale.value.current.title, stale.value.by) == ("Alvas", str(alva))
    assert stale.value.at is not None
    assert Goal.objects.get().title == "Alvas"


def test_links_are_part_of_the_row(programme, alva):
    row = goal(programme, alva)
    strategy = writes.create(SuperiorStrategy, by=alva, programme=programme, slug="s", name="S", links={"goals": [row]})

    unchanged = writes.change(strategy, by=alva, links={"goals": [row]})
    emptied = writes.change(strategy, by=alva, links={"goals": []})

    assert (unchanged.version, emptied.version) == (1, 2)
    assert Event.objects.order_by("-pk").first().before["goals"] == [row.pk]


def test_a_link_to_another_programme_is_refused(programme, other_programme, alva):
    foreign = goal(other_programme, alva)

    with pytest.raises(ValidationError):
        writes.create(SuperiorStrategy, by=alva, programme=programme, slug="s", name="S", links={"goals": [foreign]})


def test_an_invalid_row_is_not_stored(programme, alva):
    with pytest.raises(ValidationError) as error:
        goal(programme, alva, title="")

    assert "title" in error.value.message_dict
    assert not Event.objects.exists()


def test_one_scope_is_one_entry(programme, alva):
    with scope.entry("POST /x"):
        goal(programme, alva)
        goal(programme, alva, slug="tva", number=2)

    assert Entry.objects.get().what == "POST /x"
    assert Event.objects.count() == 2


def test_a_write_needs_somebody(programme):
    with pytest.raises(ValidationError):
        goal(programme, None)


@pytest.mark.parametrize("rows", [Entry, Event])
def test_the_database_refuses_to_rewrite_history(programme, alva, rows):
    goal(programme, alva)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.objects.update(**({"what": "x"} if rows is Entry else {"verb": "x"}))
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.all().delete()


def test_a_removed_row_leaves_what_it_said(programme, alva):
    row = goal(programme, alva)

    writes.remove(row, by=alva)

    event = Event.objects.order_by("-pk").first()
    assert (event.verb, event.before["title"], event.after) == ("removed", "Ett", None)


def test_passwords_never_reach_the_log(alva):
    from fardplan.accounts import services

    user = services.add_user(by=alva, username="nya", display_name="Nya", password="långt-lösenord")
    services.set_password(user, by=alva, password="ett-annat-lösenord")

    assert user.password not in str(list(Event.objects.values_list("before", "after")))
    assert Event.objects.filter(verb="password changed").count() == 1


def test_a_row_is_new_when_what_hangs_on_it_has_changed(programme, alva):
    row = goal(programme, alva)
    ambition = writes.create(Ambition, by=alva, programme=programme, slug="a", goal=row, year=2024, text="Före")

    with writes.touching(row, "ambitions", by=alva):
        writes.change(ambition, by=alva, text="Efter")

    assert row.version == Goal.objects.get().version == 2
    assert list(Event.objects.order_by("pk").values_list("verb", "model")) == [
        ("created", "goals.Goal"),
        ("created", "goals.Ambition"),
        ("changed", "goals.Ambition"),
        ("touched", "goals.Goal"),
    ]


@pytest.mark.parametrize("write", [lambda row: None, lambda row: writes.change(row, by="load", text="Före")])
def test_a_row_is_not_new_when_nothing_changed_under_it(programme, alva, write):
    row = goal(programme, alva)
    ambition = writes.create(Ambition, by=alva, programme=programme, slug="a", goal=row, year=2024, text="Före")

    with writes.touching(row, "ambitions", by=alva):
        write(ambition)

    assert Goal.objects.get().version == 1


def test_a_row_that_the_entry_has_written_is_not_told_again_when_it_is_touched(programme, alva):
    row = goal(programme, alva)
    seen = row.version

    with scope.entry("POST /x/"):
        row = writes.change(row, by=alva, title="Två")
        with writes.touching(row, "ambitions", by=alva):
            writes.create(Ambition, by=alva, programme=programme, slug="a", goal=row, year=2024, text="Ny")

    events = Event.objects.filter(entry__what="POST /x/").order_by("pk")
    assert list(events.values_list("verb", "model")) == [("changed", "goals.Goal"), ("created", "goals.Ambition")]
    assert events[0].after["version"] == Goal.objects.get().version == seen + 1, "what was told of it still holds"
    with pytest.raises(Stale):
        writes.change(row, by=alva, seen=seen, title="Tre")


def test_what_a_savepoint_took_back_was_not_told(programme, alva):
    row = goal(programme, alva)

    with scope.entry("POST /x/"):
        with suppress(RuntimeError), transaction.atomic():
            writes.change(row, by=alva, title="Två")
            raise RuntimeError
        row.refresh_from_db()
        writes.touch(row, by=alva)

    assert Goal.objects.get().version == 2
    assert list(Event.objects.filter(entry__what="POST /x/").values_list("verb", flat=True)) == ["touched"]


def test_a_verb_of_verbs_tells_of_each_row_once(programme, alva):
    @writes.told_once()
    def verb():
        row = goal(programme, alva, title="Ett")
        ambition = writes.create(Ambition, by=alva, programme=programme, slug="a", goal=row, year=2024, text="Före")
        writes.change(ambition, by=alva, verb="closed", text="Efter")
        row = writes.change(row, by=alva, title="Två")
        writes.touch(row, by=alva)
        assert not Event.objects.exists()

    verb()

    first, second = Event.objects.order_by("pk")
    assert first.entry == second.entry
    assert (first.verb, first.before, first.after["title"], first.after["version"]) == ("created", None, "Två", Goal.objects.get().version)
    assert (second.verb, second.before, second.after["text"]) == ("closed", None, "Efter")


def test_what_came_and_went_inside_a_verb_is_not_told(programme, alva):
    row = goal(programme, alva)
    with writes.told_once():
        writes.remove(goal(programme, alva, slug="tva", number=2), by=alva)
        writes.remove(writes.change(row, by=alva, title="Två"), by=alva)

    event = Event.objects.order_by("-pk").first()
    assert (Event.objects.count(), event.verb, event.before["title"], event.after) == (2, "removed", "Ett", None)


def test_a_verb_that_fails_inside_another_tells_nothing(programme, alva):
    row = goal(programme, alva)
    with writes.told_once():
        writes.change(row, by=alva, title="Två")
        with suppress(RuntimeError), writes.told_once():
            writes.change(row, by=alva, title="Tre")
            goal(programme, alva, slug="tva", number=2)
            raise RuntimeError

    assert [(event.verb, event.after["title"]) for event in Event.objects.order_by("pk")] == [("created", "Ett"), ("changed", "Två")]

    with suppress(RuntimeError), writes.told_once():
        writes.change(row, by=alva, title="Fyra")
        raise RuntimeError
    assert Event.objects.count() == 2
    assert Goal.objects.get().title == "Två"
