"""What the search knows of this room's rows."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fardplan.portfolio.models import DialogueNote, Initiative, Reflection, Tag, TargetGroup, WorkingMethod
from fardplan.portfolio.rules import Phase
from fardplan.search import kinds


def notes_of(initiative):
    return "\n".join(note.text for note in initiative.dialogue_notes.all())


def page_of(name):
    return lambda row: reverse(name, args=[row.programme.slug])


def register():
    kinds.register(
        Initiative,
        name=_("Initiatives"),
        texts=("description", "parties_words", "change_owner", "leader_note", "agreement_chapter", "comment", notes_of),
        codes=("short_title",),
        page="initiative",
        states=Phase.choices,
        in_state=lambda rows, code, day: rows.with_phase(day).filter(phase=code),
        weight=2.0,
    )
    kinds.follow(DialogueNote, lambda row: row.initiative)
    kinds.register(WorkingMethod, name=_("Working methods"), texts=("description",), page="spread_method", weight=1.2)
    kinds.register(TargetGroup, name=_("Target groups"), texts=("life_phase",), url=page_of("target_groups"))
    kinds.register(Tag, name=_("Tags"), texts=("meaning",), page="tag", weight=1.2)
    kinds.register(Reflection, name=_("Lessons and reflections"), title=lambda row: row.text, texts=("said_by",), url=page_of("county"))
