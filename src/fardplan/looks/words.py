"""What is said of a template, in words: of why it is refused, and of what it lacks."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "empty": _("The file is empty."),
    "too_big": _("The file is %(size)s MB. A template may be at most %(most)s MB: make its pictures smaller."),
    "name": _("The file must be a Word template (.docx or .dotx) or a PowerPoint template (.pptx or .potx)."),
    "old": _("This is an old Office file, or one with a password. Save it in the new format without a password, and try again."),
    "broken": _("The file is broken: it cannot be opened as what it looks like."),
    "macro": _("The file contains macros. Save it without, and try again."),
    "active": _("The file contains embedded programs or other active content. Take that away, and try again."),
    "external_template": _("The file fetches a template from another place each time it is opened. Break that link, and try again."),
    "external_picture": _(
        "The file fetches a picture from another place each time it is opened. Put the picture in the file, and try again."
    ),
    "external": _("The file fetches content from another place each time it is opened. Put it in the file, and try again."),
    "other_kind": _("The file's content is of another kind than its name says."),
    "no_title_layout": _("No layout has a place for a title. Slides cannot be made with it."),
    "unusable": _("The sample page could not be drawn with it."),
    "no_heading": _("The style %(names)s is missing: headings get a plain look."),
    "no_styles": _("Styles that are missing, and get a plain look: %(names)s."),
    "no_header": _("There is nothing in the header or footer: pages are not numbered."),
    "no_page_size": _("The template does not say its page size: A4 is used."),
    "no_body_layout": _("No layout has a title and one large place: texts and tables are put under the title."),
    "no_number": _("The layout “%(name)s” has no place for the slide's number."),
    "narrow": _("The slides are of the old shape (4:3): tables get less room."),
    "old_slides": _("The template's own slides (%(count)s) are left out."),
    "old_text": _("The template's own text is left out."),
}


def told(finding) -> str:
    """A `documents.judging.Finding`, or one kept as [code, values], as a sentence."""
    code, values = (finding.code, finding.values) if hasattr(finding, "code") else finding
    return str(WORDS[code]) % values
