"""The chooser of organisations in forms: those we know, and any school of the register by its number."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import chooser

from cms.places.models import School

from ..models import Organisation
from ..permissions import may_see_people
from ..services.organisations import organisation_for_school
from .organisations import where_in_words


class OrganisationFilterForm(BaseFilterForm):
    """Each word is looked for in name, town and postcode; a number is a URN too."""

    q = forms.CharField(
        label=_("Name, town, postcode or URN"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Name, town, postcode or URN")}),
    )

    def filter(self, objects):
        """Narrow to what was typed."""
        self.search_query = self.cleaned_data.get("q", "")
        self.is_searching = bool(self.search_query)
        for word in self.search_query.split()[:8]:
            asked = Q(name__icontains=word) | Q(town__icontains=word) | Q(postcode__icontains=word)
            if word.isascii() and word.isdecimal() and len(word) < 10:
                asked |= Q(school=int(word))
            objects = objects.filter(asked)
        return objects


class ForThoseWhoSeePeople:
    """Put before a view of the chooser: small organisations tell of people."""

    def dispatch(self, request, *args, **kwargs):
        """Refuse others."""
        if not may_see_people(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class OrganisationChooserMixin(ForThoseWhoSeePeople):
    """What both parts of the chooser share."""

    filter_form_class = OrganisationFilterForm

    def get_object_list(self):
        """Those that stand for themselves."""
        return Organisation.objects.current()

    @property
    def columns(self):
        """The name, what it is, and where: there are many of one name."""
        return [
            self.title_column,
            Column("kind", label=_("Kind"), accessor="get_kind_display"),
            Column("where", label=_("Where"), accessor=where_in_words),
            Column("postcode", label=_("Postcode")),
        ]


class ChooseOrganisation(OrganisationChooserMixin, chooser.ChooseView):
    """The chooser as it opens."""


class ChooseOrganisationResults(OrganisationChooserMixin, chooser.ChooseResultsView):
    """The list within it."""


class OrganisationChosen(ForThoseWhoSeePeople, chooser.ChosenView):
    """What the form is told of the one chosen."""


class OrganisationsChosen(ForThoseWhoSeePeople, chooser.ChosenMultipleView):
    """What a form is told of several."""


class RegisterForm(forms.ModelForm):
    """A school of the register that nobody was matched to yet, by its number."""

    urn = forms.IntegerField(
        label=_("URN of the school"),
        min_value=1,
        max_value=9_999_999,
        help_text=_("Six figures, as in the official register."),
    )

    class Meta:
        model = Organisation
        fields = ()

    def clean_urn(self) -> int:
        """There has to be such a school."""
        urn = self.cleaned_data["urn"]
        self.school = School.objects.filter(pk=urn).first()
        if self.school is None:
            raise forms.ValidationError(_("There is no school with this number in the register we have."))
        return urn

    def save(self, commit=True) -> Organisation:
        """The organisation that is this school."""
        return organisation_for_school(school=self.school)
