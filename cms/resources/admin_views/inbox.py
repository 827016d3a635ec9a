"""The words people typed, to be sorted into sources. What they typed never changes; only what it counts as
does.
"""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, Q
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, NumberColumn
from wagtail.admin.views.reports import ReportView

from ..choices import Outcome
from ..models import HeardPhrase, HeardSource
from ..permissions import may_see_rows
from ..services.heard import add_source, root_of, sort_phrases

PER_PAGE = 50


class SortForm(forms.Form):
    """Which source the ticked words mean: one there is, or a new one by its name."""

    source = forms.ModelChoiceField(
        label=_("They mean"),
        queryset=HeardSource.objects.filter(merged_into=None),
        required=False,
        empty_label=_("Choose a source"),
    )
    new_source = forms.CharField(
        label=_("or a new source"),
        required=False,
        max_length=100,
        help_text=_("It is counted at once. It stands on the form only when you offer it there."),
    )

    def clean(self):
        """Exactly one of the two."""
        cleaned = super().clean()
        if cleaned.get("source") and cleaned.get("new_source"):
            raise ValidationError(_("Choose a source or name a new one, not both."))
        if not self.errors and not cleaned.get("source") and not cleaned.get("new_source"):
            raise ValidationError(_("Choose the source these words mean, or name a new one."))
        return cleaned


def ticked(data) -> list[tuple[int, int | None]]:
    """The keys of the ticked phrases, each with the key of the source that was seen beside it.

    A box is worth `phrase` or `phrase:source`. What is not of that shape is not from our form, and is left
    out.
    """
    found = []
    for value in data.getlist("phrase"):
        phrase, _colon, source = value.partition(":")
        parts = (phrase, source or "0")
        if all(part.isascii() and part.isdecimal() and len(part) < 16 for part in parts):
            found.append((int(phrase), int(source) if source else None))
    return found


class Inbox(ReportView):
    """Typed answers with how often each was given, most often first."""

    model = HeardPhrase
    permission_required = "change"
    page_title = _("Sort their words")
    header_icon = "tag"
    index_url_name = "heard_words:index"
    index_results_url_name = "heard_words:results"
    template_name = "resources/admin/inbox.html"
    results_template_name = "resources/admin/inbox_results.html"
    paginate_by = PER_PAGE
    is_searchable = True
    list_export = ()
    columns = (
        Column("example", label=_("Their words")),
        NumberColumn("times", label=_("Downloads")),
        Column("source", label=_("Counted as")),
    )

    @cached_property
    def shows_sorted(self) -> bool:
        """Whether the answers that are sorted already are shown, to look again or take back."""
        return self.request.GET.get("sorted") == "1"

    @cached_property
    def form(self) -> SortForm:
        """The form as sent, or empty."""
        return SortForm(self.request.POST if self.request.method == "POST" else None)

    def get_filename(self) -> str:
        """The name of an export, before its day."""
        return _now("typed-answers")

    def get_base_queryset(self):
        """Phrases of counted downloads, with their number."""
        return (
            HeardPhrase.objects.filter(source__isnull=not self.shows_sorted)
            .annotate(times=Count("downloads", filter=Q(downloads__outcome=Outcome.COUNTED)))
            .select_related("source__merged_into")
            .order_by("-times", "folded")
        )

    def order_queryset(self, queryset):
        """Most often first, always."""
        return queryset

    def search_queryset(self, queryset):
        """Find words anywhere in what was typed."""
        return (
            queryset.filter(folded__icontains=self.search_query.casefold()) if self.is_searching else queryset
        )

    def get_filtered_queryset(self):
        """`get_queryset` has searched already."""
        return self.get_queryset()

    def post(self, request, *args, **kwargs):
        """Sort what is ticked, or take it back; then the same list again."""
        seen = ticked(request.POST)
        if not seen:
            messages.error(request, _("Tick the answers you mean first."))
            return self.again() if "take_back" in request.POST else self.get(request)
        if "take_back" in request.POST:
            self.tell(*sort_phrases(seen=seen, source=None, user=request.user), source=None)
            return self.again()
        if not self.form.is_valid():
            return self.get(request)
        source = self.form.cleaned_data["source"]
        if source is None:
            try:
                source = add_source(name=self.form.cleaned_data["new_source"], user=request.user)
            except ValidationError as error:
                self.form.add_error("new_source", error)
                return self.get(request)
        self.tell(*sort_phrases(seen=seen, source=root_of(source), user=request.user), source=source)
        return self.again()

    def tell(self, done: int, left: int, *, source: HeardSource | None) -> None:
        """Say what was done, and what somebody else had done before."""
        if done and source:
            text = ngettext(
                "%(count)s answer is now counted as “%(source)s”. What was typed stays as it was.",
                "%(count)s answers are now counted as “%(source)s”. What was typed stays as it was.",
                done,
            )
            messages.success(self.request, text % {"count": done, "source": source})
        elif done:
            text = ngettext(
                "%(count)s answer is to be sorted again.", "%(count)s answers are to be sorted again.", done
            )
            messages.success(self.request, text % {"count": done})
        if left:
            text = ngettext(
                "%(count)s answer was left as it is: somebody else has just sorted it.",
                "%(count)s answers were left as they are: somebody else has just sorted them.",
                left,
            )
            messages.warning(self.request, text % {"count": left})

    def again(self) -> HttpResponseRedirect:
        """The same list, on its first page, so that a reload does nothing twice."""
        return HttpResponseRedirect(reverse(self.index_url_name) + ("?sorted=1" if self.shows_sorted else ""))

    def get_context_data(self, *args, **kwargs):
        """The form, what was ticked, and how many wait."""
        context = super().get_context_data(*args, **kwargs)
        context["form"] = self.form
        context["ticked"] = {pk for pk, _source in ticked(self.request.POST)}
        context["sees_rows"] = may_see_rows(self.request.user)
        context["shows_sorted"] = self.shows_sorted
        context["waiting"] = HeardPhrase.objects.filter(source=None).count()
        context["media"] += self.form.media
        return context
