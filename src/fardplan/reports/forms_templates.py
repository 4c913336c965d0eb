from django.utils.functional import lazystr
from django.utils.translation import gettext_lazy as _

from fardplan.kit import forms
from fardplan.reports.kinds import shipped
from fardplan.reports.models import Retention, TemplateSection
from fardplan.reports.parts import PARTS
from fardplan.reports.subjects import PROGRAMME


def _kinds():
    return [(kind.key, kind.title) for kind in shipped().values()]


class TemplateForm(forms.Form):
    title = forms.TextField(label=_("Kind of document"), max_length=120)
    description = forms.TextField(label=_("What it is for"), max_length=300, required=False)
    named = forms.TextField(
        label=_("Title of the documents"),
        max_length=160,
        hint=_("{period}, {year}, {programme} and {subject} are filled in, such as “Status report {period}”."),
    )
    cover = forms.BooleanField(label=_("With cover and contents"), required=False)
    retention = forms.ChoiceField(label=_("How long it is kept"), choices=Retention.choices)

    layout = ("title", "description", "named", ("cover", "retention"))


class NewTemplateForm(TemplateForm):
    based_on = forms.ChoiceField(
        label=_("Made from"), choices=_kinds, hint=_("Its headings, guidance and parts are copied. You change them after.")
    )

    layout = ("based_on", *TemplateForm.layout)


class TemplateSectionForm(forms.Form):
    title = forms.TextField(label=_("Heading"), max_length=160)
    level = forms.ChoiceField(label=_("Level"), choices=TemplateSection.Level.choices, coerce=int)
    position = forms.NumberField(
        label=_("Order"), width="s", required=False, hint=_("Sections stand in this order. Left empty, the section comes last.")
    )
    is_numbered = forms.BooleanField(label=_("Numbered"), required=False)
    guidance = forms.LongTextField(label=_("Guidance for the writer"), required=False, max_length=1000, rows=4)
    parts = forms.MultipleChoiceField(label=_("From the register"), required=False)
    place = forms.ChoiceField(label=_("Where the text stands"), choices=TemplateSection.Place.choices, coerce=int)

    layout = ("title", ("level", "position"), "is_numbered", "guidance", "parts", "place")

    def __init__(self, *args, programme=None, held=None, report_template=None, **kwargs):
        super().__init__(*args, **kwargs)
        source = shipped().get(report_template.based_on)
        fitting = [part for part in PARTS.values() if part.fits(source.about if source else PROGRAMME)]
        self.fields["parts"].choices = [(part.name, lazystr(part.title)) for part in sorted(fitting, key=lambda part: str(part.title))]
        self.last = max((row.position for row in report_template.sections.all()), default=-1) + 1

    def clean_position(self):
        given = self.cleaned_data["position"]
        return self.last if given is None else min(max(int(given), 0), 30_000)
