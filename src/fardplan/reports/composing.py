"""A document of any kind, put together from its template and the parts that the template names."""

from django.utils import translation

from fardplan.documents import blocks
from fardplan.kit.periods import ReportPeriod
from fardplan.reports.annual import LANGUAGE, Composed
from fardplan.reports.annual.draft import Draft
from fardplan.reports.kinds import Kind
from fardplan.reports.parts import PARTS
from fardplan.reports.register import Register

#: What a document about one of these says holds for no day: a letter, a proposal and a plan have days of their own.
UNDATED = frozenset({"matter", "consultation", "plan"})


def compose(
    kind: Kind, programme, period: ReportPeriod, *, subject=None, texts=None, version="", state_words="", title="", register=None
) -> Composed:
    """A document of `kind`: an `annual.Composed`. `subject` is the row it is about; `texts` are rows with `text`, `source` and `origin`,
    by section. A section with neither blocks nor text is left out and named in `empty`."""
    with translation.override(LANGUAGE):
        draft = Draft(register or Register(programme), period, dict(texts or {}), subject=subject)
        told = set()
        contents = {section.id: _once(_blocks_of(section, draft), told) for section in kind.sections}
        made, empty = _arranged(kind, draft, contents)
        troubles = {name: tuple(found) for name, found in draft.troubles.items() if found}
        return Composed(_document(kind, draft, made, version, str(state_words), title), troubles, tuple(empty))


def _blocks_of(section, draft):
    facts = [block for name in section.parts for block in PARTS[name].make(draft)]
    text = draft.written(section.id)
    return [*facts[: section.lead], *text, *facts[section.lead :], *draft.marks()]


def _once(content, told):
    """A table that stands twice in a document, because two sections name its part, gets an id of its own the second time."""
    for place, block in enumerate(content):
        if "id" not in block:
            continue
        name, number = block["id"], 2
        while name in told:
            name, number = f"{block['id']}-{number}", number + 1
        told.add(name)
        content[place] = block | {"id": name}
    return content


def _arranged(kind, draft, contents):
    """The sections that stand, and (id, heading) of those that do not. A heading with nothing of its own stands when something stands
    under it: "3 Goals" over "3.1 Outcome goal"."""
    stand = {id for id, content in contents.items() if content}
    for section in reversed(kind.sections):
        if section.id in stand and section.under:
            stand.add(section.under)
    levels, made, empty = {}, [], []
    for section in kind.sections:
        heading = filled(section.title, draft.period, draft.programme, draft.subject)
        if section.id not in stand:
            empty.append((section.id, heading))
            continue
        levels[section.id] = levels.get(section.under, 0) + 1
        made.append(blocks.section(section.id, heading, contents[section.id], level=levels[section.id], numbered=section.numbered))
    return made, empty


def _document(kind, draft, sections, version, state_words, title):
    programme, subject = draft.programme, draft.subject
    return {
        "schema": 1,
        "kind": kind.key,
        "file": kind.file,
        "about": getattr(subject, "slug", ""),
        "cover": kind.cover,
        "language": LANGUAGE,
        "programme": programme.slug,
        "programme_name": programme.name,
        "period": draft.period.code,
        "title": title or title_of(kind, draft.period, programme, subject),
        "subtitle": programme.tagline if subject is None else "" if "{subject}" in kind.named else str(subject),
        "parties": [party.name for party in draft.register.parties if party.holds_on(draft.day)],
        "goals": [goal.title for goal in draft.register.goals if goal.holds_on(draft.day)],
        "as_of": "" if kind.about in UNDATED else draft.day.isoformat(),
        "version": version,
        "state_words": state_words,
        "contact": programme.contact,
        "sections": sections,
    }


def title_of(kind: Kind, period, programme, subject=None) -> str:
    """What a document of the kind is called when nobody says otherwise."""
    with translation.override(LANGUAGE):
        return filled(kind.named, period, programme, subject)


def filled(words, period, programme, subject=None) -> str:
    """A title of a template with its places filled in; anything else in braces stands as it is."""
    values = {"period": period.label, "year": period.year, "next": period.year + 1, "programme": programme.name, "subject": subject or ""}
    for name, value in values.items():
        words = words.replace(f"{{{name}}}", str(value))
    return words[:1].upper() + words[1:]
