"""The index of docs/gallery, written from the pictures that lie there: each carries its title."""

import re
from collections import defaultdict

from PIL import Image

from tests.journeys.helpers import GALLERY

WAYS = {"bred": "1440", "telefon": "390", "utskrift": "utskrift"}
NAME = re.compile(r"(?P<page>.+?)-(?P<way>bred|telefon|utskrift)(?:-(?P<number>\d\d))?$")
DOCUMENT = re.compile(r"(?P<page>[a-z-]+-(?:pdf|docx|pptx))-(?P<number>\d\d)$")
OPENING = """# Galleri

Så ser Färdplan ut: exempelprogrammet Västernorrland som det stod den 31 december 2023, och det påhittade länet Solbacka.
Bilderna tas av `./dev gallery`, som spelar sidorna i Chromium. Skriv inte i den här filen: den skrivs av samma kommando.
Långa sidor är avklippta. Mallen att jämföra med ligger i `../shared/look`.
"""
FIRST = {
    "laget": "Läget",
    "portfolj": "Portföljen",
    "arbete": "Ett utvecklingsarbete",
    "fardplan": "Färdplanen",
    "rapport-last": "Årsrapporten",
}


def write_index():
    pages, documents = defaultdict(lambda: defaultdict(list)), defaultdict(list)
    titles = {}
    for file in sorted(GALLERY.glob("*.png")):
        if found := DOCUMENT.fullmatch(file.stem):
            documents[found["page"]].append(file.name)
        elif found := NAME.fullmatch(file.stem):
            pages[found["page"]][found["way"]].append(file.name)
            if found["way"] == "bred":
                titles[found["page"]] = title_of(file)
    lines = [OPENING]
    lines += [f"## {words}\n\n![{words}, 1440 bildpunkter bred]({name}-bred.png)\n" for name, words in FIRST.items() if name in pages]
    for shown in documents.values():
        heading = title_of(GALLERY / shown[0]).rpartition(", sida")[0]
        lines += [
            f"## Sida för sida: {heading}\n",
            " ".join(f"![Sida {n}]({name})" for n, name in enumerate(shown, 1)) + "\n",
        ]
    lines += ["## Alla sidor\n", "| sida | rubrik | bilder |\n|---|---|---|"]
    for page, ways in sorted(pages.items()):
        links = " · ".join(
            f"[{WAYS[way]}{'' if len(files) == 1 else f' {n}'}]({name})" for way, files in ways.items() for n, name in enumerate(files, 1)
        )
        lines.append(f"| {page} | {titles.get(page, '').replace('|', '∣')} | {links} |")
    (GALLERY / "README.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


def title_of(file):
    with Image.open(file) as picture:
        return str(picture.text.get("Title", ""))
