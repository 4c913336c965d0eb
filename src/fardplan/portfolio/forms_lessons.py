"""What the programme says of a year: lessons, trends, what helped, what to develop, messages."""

from operator import attrgetter

from django.utils.translation import gettext_lazy as _

from fardplan.kit import forms
from fardplan.kit.collation import swedish
from fardplan.portfolio.models import Initiative, Reflection


class ReflectionForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind"), choices=Reflection.Kind.choices)
    year = forms.YearField(label=_("Year"), min_value=2000)
    text = forms.LongTextField(
        label=_("In words"), rows=5, hint=_("What you would tell those who come after. Never about individual patients.")
    )
    said_by = forms.TextField(label=_("Said by"), max_length=160, required=False, hint=_("An office or a group, not a person's name."))
    initiative = forms.ModelChoiceField(
        Initiative.objects.none(), label=_("Initiative it comes from"), required=False, label_of=attrgetter("label")
    )

    layout = (("kind", "year"), "text", "said_by", "initiative")

    def __init__(self, *args, programme, held=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["initiative"].queryset = Initiative.objects.filter(programme=programme).order_by(swedish("title"))
