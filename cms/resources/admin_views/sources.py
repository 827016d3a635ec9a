"""The sources the form offers: their names and order, and merging two that mean the same."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from ..models import HeardSource
from ..services.heard import merge_sources, unmerge_source


class SourcesIndex(generic.IndexView):
    """All sources, in the order of the form."""

    page_title = _("Sources")
    any_permission_required = ("add", "change", "view")

    def get_base_queryset(self):
        """With what each was merged into."""
        return HeardSource.objects.select_related("merged_into")

    @cached_property
    def columns(self):
        """What the list shows of each source."""
        return [
            self._get_title_column_class(TitleColumn)("name", label=_("Source"), get_url=self.get_edit_url),
            Column("name_cy", label=_("In Welsh")),
            BooleanColumn(
                "offered",
                label=_("On the form"),
                accessor=lambda row: row.is_offered and not row.merged_into_id,
            ),
            BooleanColumn("takes_words", label=_("Asks for words")),
            Column("merged_into", label=_("Counted as")),
        ]

    def get_list_more_buttons(self, instance):
        """Merging, or taking it back, beside editing."""
        buttons = super().get_list_more_buttons(instance)
        if self.user_has_permission("change"):
            words = _("Take the merging back") if instance.merged_into_id else _("Merge into another")
            url = reverse("heard_sources:merge", args=[instance.pk])
            buttons.append(MenuItem(words, url=url, icon_name="resubmit", priority=20))
        return buttons


class MergeForm(forms.Form):
    """What a source is to be counted as."""

    into = forms.ModelChoiceField(
        label=_("Count it as"),
        queryset=HeardSource.objects.none(),
        help_text=_(
            "Every download, past and to come. What people chose stays on record, so you can take it back."
        ),
    )

    def __init__(self, *args, source: HeardSource, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = HeardSource.objects.filter(merged_into=None).exclude(pk=source.pk)


class MergeView(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Asks what a source is to be counted as, or, when it is merged, whether to take that back."""

    model = HeardSource
    permission_required = "change"
    template_name = "resources/admin/merge.html"
    form_class = MergeForm
    page_title = _("Merge a source")
    header_icon = "resubmit"

    @cached_property
    def source(self) -> HeardSource:
        """The source it is about."""
        return get_object_or_404(HeardSource.objects.select_related("merged_into"), pk=self.kwargs["pk"])

    def get_page_subtitle(self):
        """Its name."""
        return self.source.name

    def get_breadcrumbs_items(self):
        """Sources, then this."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("heard_sources:index"), "label": _now("Sources")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.source.name},
        ]

    def get_form_kwargs(self):
        """All sources but this one."""
        return {**super().get_form_kwargs(), "source": self.source}

    def post(self, request, *args, **kwargs):
        """Merge, or take the merging back."""
        if "take_back" in request.POST:
            if unmerge_source(source=self.source, user=request.user):
                messages.success(
                    request, _("“%(source)s” stands for itself again.") % {"source": self.source}
                )
            return redirect("heard_sources:index")
        return super().post(request, *args, **kwargs)

    def form_valid(self, form):
        """Merge, or say why not."""
        into = form.cleaned_data["into"]
        try:
            merge_sources(source=self.source, into=into, user=self.request.user)
        except ValidationError as error:
            form.add_error("into", error)
            return self.form_invalid(form)
        messages.success(
            self.request,
            _("“%(source)s” is now counted as “%(into)s”.") % {"source": self.source, "into": into},
        )
        return HttpResponseRedirect(reverse("heard_sources:index"))

    def get_context_data(self, **kwargs):
        """The source, for the words on the page."""
        return super().get_context_data(**kwargs, source=self.source)
