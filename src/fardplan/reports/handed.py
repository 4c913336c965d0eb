"""A party's earlier hand-ins of a period: read as they were, and what has changed since."""

import json
from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404, render

from fardplan.accounts.permissions import Permission
from fardplan.followup.models import Compilation, HandIn
from fardplan.kit.differences import Piece, differences, shortened
from fardplan.parties.web import in_programme
from fardplan.reports import county
from fardplan.reports.screen import sections_of


@dataclass(frozen=True)
class Changed:
    """A section that says something else: what it said, and what it says."""

    title: str
    then: list[Piece]
    now: list[Piece]


def plain(document: dict) -> dict[str, tuple[str, str]]:
    """{section's id: (title, its words)}: a line for each paragraph, point of a list and row of a table."""
    return {row["id"]: (row["title"], "\n".join(line for block in row["blocks"] for line in _lines(block))) for row in document["sections"]}


def _lines(block):
    match block["kind"]:
        case "text" | "quote":
            return [_words(block["runs"])]
        case "list":
            return [_words(runs) for runs in block["items"]]
        case "table":
            keys = [column["key"] for column in block["columns"]]
            return [" · ".join(str(row[key]) for key in keys if isinstance(row.get(key), str | int | float)) for row in block["rows"]]
        case "figure":
            return [block["caption"]]
    return [block["text"]]


def _words(runs):
    return "".join(run["text"] for run in runs)


def changed(then: dict, now: dict) -> list[Changed]:
    """The sections whose words differ, in the later document's order and then those that are gone. Links and sources are not compared."""
    before, after = plain(then), plain(now)
    found = []
    for id in [*after, *(id for id in before if id not in after)]:
        title, text = after.get(id, (before.get(id, ("", ""))[0], ""))
        earlier = before.get(id, ("", ""))[1]
        if text != earlier and id != "sources":
            one, other = differences(earlier, text)
            found.append(Changed(title, shortened(one), shortened(other)))
    return found


@in_programme(Permission.READ)
def handed_in(request, slug, party, number):
    """What a party handed in, as it was then, and what the next hand-in, or the register as it is, says instead."""
    compilation = get_object_or_404(Compilation.objects.visible_to(request.user).filter(programme=request.programme), slug=slug)
    rows = HandIn.objects.filter(year__compilation=compilation, year__party__slug=party).select_related(
        "year__party__organisation", "handed_by"
    )
    copies = {row.number: row for row in rows}
    if number not in copies:
        raise Http404
    copy, later = copies[number], copies.get(number + 1)
    document = json.loads(copy.document_text)
    year = copy.year
    now = json.loads(later.document_text) if later else county.compose_local(request.programme, compilation.report_period, year.party)
    page = {
        "compilation": compilation,
        "party": year.party,
        "copy": copy,
        "later": later,
        "sections": sections_of(document),
        "changed": changed(document, now),
    }
    return render(request, "reports/handed_in.html", page)
