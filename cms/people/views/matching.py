"""The screens on which typed names of organisations are matched: many at once, and one at a time."""

from django import forms
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.places.choices import Region
from cms.places.models import LocalAuthority
from cms.places.reports import authority_name, country_name, region_name

from ..choices import OrganisationKind
from ..models import Organisation, OrganisationStep
from ..reports.searching import search_organisations
from ..reports.suggesting import suggestions_for
from ..reports.typed import TypedName, divide, named, typed_names
from ..services.matching import leave_names, match_names, organisation_of, take_up_names
from ..services.organisations import FREE_KINDS, make_organisation

PER_PAGE = 20
# “Tick the sure ones” ticks suggestions from here on: the same name, at least in the same district.
SURE = 0.96
STEPS_SHOWN = 3


def place_in_words(name: TypedName) -> str:
    """Where those who typed a name are."""
    parts = [
        name.outcode,
        authority_name(name.authority),
        region_name(name.region),
        "" if name.region else country_name(name.country),
    ]
    return ", ".join(dict.fromkeys(part for part in parts if part)) or _now("place not known")


class NamesForm(forms.Form):
    """What the names that wait can be narrowed by."""

    q = forms.CharField(label=_("Words in the name"), required=False, max_length=100)
    region = forms.ChoiceField(
        label=_("Region"), required=False, choices=[("", _("All regions")), *Region.choices]
    )
    authority = forms.ChoiceField(label=_("Local authority"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = [
            ("", _("All authorities")),
            *LocalAuthority.objects.values_list("code", "name"),
        ]


class MatchingBase(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """What the two screens share: who may, the steps that can be taken back, and telling what was done."""

    model = Organisation
    permission_required = "change"
    header_icon = "link"

    def steps(self):
        """The newest steps that can be taken back."""
        found = OrganisationStep.objects.filter(undone_at=None).select_related("organisation", "by")
        return found[:STEPS_SHOWN]

    def tell(self, step: OrganisationStep | None, organisation: Organisation | None = None) -> None:
        """Say what was done, or that somebody else was faster."""
        if step is None:
            messages.warning(self.request, _("Nothing was left to match: somebody else has just done it."))
            return
        people = ngettext("%(count)s person", "%(count)s people", step.people) % {"count": step.people}
        if organisation:
            text = _("%(people)s matched to “%(organisation)s”. What they typed stays as it was.")
        else:
            text = _("%(people)s matched under %(names)s names. What they typed stays as it was.")
        messages.success(
            self.request, text % {"people": people, "organisation": organisation, "names": step.names}
        )

    def get_context_data(self, **kwargs):
        """The steps to take back."""
        return super().get_context_data(**kwargs, steps=self.steps(), here=self.request.get_full_path())


class MatchingScreen(MatchingBase):
    """Typed names that belong to no organisation yet, most people first, each with what it may mean."""

    template_name = "people/admin/matching.html"
    page_title = _("Match names")

    @cached_property
    def shows_left(self) -> bool:
        """Whether the names that stay as they are are shown."""
        return self.request.GET.get("left") == "1"

    @cached_property
    def form(self) -> NamesForm:
        """The filters as sent."""
        return NamesForm(self.request.GET)

    @cached_property
    def divided(self) -> tuple[list[TypedName], list[TypedName]]:
        """Those that wait and those left as they are, narrowed as asked; neither when that cannot be read."""
        if not self.form.is_valid():
            return [], []
        data = self.form.cleaned_data
        return divide(typed_names(region=data["region"], authority=data["authority"], words=data["q"]))

    @cached_property
    def page(self):
        """The names shown."""
        return Paginator(self.divided[self.shows_left], PER_PAGE).get_page(self.request.GET.get("p"))

    def query(self, **changes) -> str:
        """The address of this screen with something changed."""
        query = self.request.GET.copy()
        for key, value in changes.items():
            query.pop(key, None)
            if value:
                query[key] = value
        return f"?{query.urlencode()}" if query else reverse("matching:index")

    def get_breadcrumbs_items(self):
        """Home, organisations, then this."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("organisations:index"), "label": _now("Organisations")},
            {"url": "", "label": self.get_page_title()},
        ]

    def post(self, request, *args, **kwargs):
        """Match, leave or take up again what is ticked; then the same list, on the same page."""
        ticked = list(dict.fromkeys(request.POST.getlist("name")))[: 4 * PER_PAGE]
        names = named(ticked)
        if not ticked:
            messages.error(request, _("Tick the names you mean first."))
        elif "leave" in request.POST:
            step = leave_names(names=list(names.values()), by=request.user, now=timezone.now())
            if step:
                text = ngettext(
                    "%(count)s name stays as it is.", "%(count)s names stay as they are.", step.names
                )
                messages.success(request, text % {"count": step.names})
        elif "take_up" in request.POST:
            done = take_up_names(names=list(names.values()), by=request.user)
            text = ngettext("%(count)s name waits again.", "%(count)s names wait again.", done)
            messages.success(request, text % {"count": done})
        else:
            self.match(ticked, names)
        return redirect(request.get_full_path())

    def match(self, ticked: list[str], names: dict[str, TypedName]) -> None:
        """Match each ticked name to what was chosen beside it."""
        chosen, without = [], 0
        known: dict[str, Organisation | None] = {}
        for key in ticked:
            target = self.request.POST.get(f"target-{key}", "")
            if target not in known:
                known[target] = organisation_of(target)
            if key in names and known[target]:
                chosen.append((names[key], known[target]))
            elif key in names:
                without += 1
        if without:
            text = ngettext(
                "%(count)s ticked name has nothing chosen beside it and waits on.",
                "%(count)s ticked names have nothing chosen beside them and wait on.",
                without,
            )
            messages.warning(self.request, text % {"count": without})
        if chosen or not without:
            step = match_names(chosen=chosen, by=self.request.user, now=timezone.now()) if chosen else None
            self.tell(step, step.organisation if step else None)

    def get_context_data(self, **kwargs):
        """The page of names, each with its suggestions."""
        waiting, left = self.divided
        suggestions = suggestions_for(list(self.page)) if not self.shows_left else {}
        ticks_sure = self.request.GET.get("tick") == "sure"
        rows = []
        for name in self.page:
            found = suggestions.get(name.key, [])
            sure = bool(found) and found[0].score >= SURE
            rows.append(
                {
                    "name": name,
                    "place": place_in_words(name),
                    "spellings": [one for one in sorted(name.spellings) if one != name.name],
                    "suggestions": found,
                    "sure": sure,
                    "ticked": sure and ticks_sure,
                }
            )
        return super().get_context_data(
            **kwargs,
            form=self.form,
            filtered=any(self.request.GET.get(key) for key in ("q", "region", "authority")),
            rows=rows,
            page=self.page,
            shows_left=self.shows_left,
            waiting=len(waiting),
            left=len(left),
            people=sum(name.people for name in waiting),
            sure=sum(row["sure"] for row in rows),
            sure_url=self.query(tick="sure"),
            untick_url=self.query(tick=None) if ticks_sure else "",
            previous_url=self.query(p=self.page.previous_page_number(), tick=None)
            if self.page.has_previous()
            else "",
            next_url=self.query(p=self.page.next_page_number(), tick=None) if self.page.has_next() else "",
            waiting_url=self.query(left=None, p=None, tick=None),
            left_url=self.query(left="1", p=None, tick=None),
        )


class NewOrganisationForm(forms.Form):
    """An organisation that no register holds, named while matching."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(kind.value, kind.label) for kind in FREE_KINDS],
        initial=OrganisationKind.OTHER,
    )
    name = forms.CharField(label=_("Name"), max_length=200)
    town = forms.CharField(label=_("Town"), max_length=100, required=False)


class OneNameScreen(MatchingBase):
    """One typed name: choose among all we know, make a new organisation, or leave it as it is."""

    template_name = "people/admin/matching_one.html"
    page_title = _("Match a name")

    @cached_property
    def name(self) -> TypedName:
        """The name, as long as it waits."""
        found = named([self.kwargs["key"]]).get(self.kwargs["key"])
        if found is None:
            raise Http404
        return found

    @cached_property
    def asked(self) -> str:
        """What is looked for: what was typed, or the name itself to begin with."""
        return self.request.GET.get("q", "").strip()[:200]

    @cached_property
    def form(self) -> NewOrganisationForm:
        """The form for a new one, as sent or with the name in it."""
        if self.request.method == "POST" and "make" in self.request.POST:
            return NewOrganisationForm(self.request.POST)
        return NewOrganisationForm(initial={"name": self.name.name})

    def get_page_subtitle(self):
        """The name."""
        return self.name.name

    def get_breadcrumbs_items(self):
        """Organisations, matching, then this name."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("organisations:index"), "label": _now("Organisations")},
            {"url": reverse("matching:index"), "label": _now("Match names")},
            {"url": "", "label": self.name.name},
        ]

    def get(self, request, *args, **kwargs):
        """The screen, or the list when somebody else has matched the name meanwhile."""
        try:
            self.name  # noqa: B018 - reads it
        except Http404:
            messages.warning(request, _("This name does not wait any more."))
            return redirect("matching:index")
        return super().get(request, *args, **kwargs)

    def post(self, request, *args, **kwargs):
        """Match to what was chosen or newly made; then back to the list."""
        if self.kwargs["key"] not in named([self.kwargs["key"]]):
            return self.get(request, *args, **kwargs)
        if "leave" in request.POST:
            leave_names(names=[self.name], by=request.user, now=timezone.now())
            messages.success(request, _("“%(name)s” stays as it is.") % {"name": self.name.name})
            return redirect("matching:index")
        organisation = self.made() if "make" in request.POST else self.chosen()
        if organisation is None:
            return self.get(request, *args, **kwargs)
        step = match_names(chosen=[(self.name, organisation)], by=request.user, now=timezone.now())
        self.tell(step, organisation)
        return redirect("matching:index")

    def chosen(self) -> Organisation | None:
        """The organisation that was chosen, or None with words of what to do."""
        found = organisation_of(self.request.POST.get("target", ""))
        if found is None:
            messages.error(self.request, _("Choose an organisation, or make a new one."))
        return found

    def made(self) -> Organisation | None:
        """The organisation that was named, or None with words at the field."""
        if not self.form.is_valid():
            return None
        data = self.form.cleaned_data
        try:
            found, _made = make_organisation(
                kind=data["kind"], name=data["name"], town=data["town"], user=self.request.user
            )
        except ValidationError as error:
            self.form.add_error(None, error)
            return None
        return found

    def get_context_data(self, **kwargs):
        """The name, what it may mean, and what was found."""
        return super().get_context_data(
            **kwargs,
            name=self.name,
            place=place_in_words(self.name),
            spellings=sorted(self.name.spellings.items(), key=lambda pair: (-pair[1], pair[0])),
            suggestions=suggestions_for([self.name])[self.name.key],
            asked=self.asked,
            found=search_organisations(self.asked) if self.asked else [],
            form=self.form,
        )
