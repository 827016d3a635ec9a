"""What is done with a whole list: its filters kept under a name, and one tag for everybody who fits."""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from ..models import Person, SavedFilter, Tag
from ..reports.identity import saved_filters
from ..rules import clean_words
from ..rules.filters import plain_query
from ..services.tagging import tag_named, tag_people, untag_people
from .narrowing import PersonFilterSet, search_people
from .one_person import number_in
from .screens import PeopleScreen

# The lists that have filters worth a name. A higher room adds its own when it registers its screens.
SCREENS: dict[str, object] = {"people:index": _("People")}
LAST_TAGGING = "last_tagging"


def offer_saved_filters(screen: str, label) -> None:
    """Let the filters of one more list be kept under a name. `screen` is the name of its address."""
    SCREENS[screen] = label


class SavedFilters(PeopleScreen):
    """The filters somebody kept, and those the team shares: used, renamed, shared, deleted."""

    permission_required = "view"
    template_name = "people/admin/saved_filters.html"
    page_title = _("Saved filters")
    header_icon = "search"

    def post(self, request, *args, **kwargs):
        """Save one, change one, or delete one. Only its owner changes or deletes it."""
        if "delete" in request.POST:
            self.own(request.POST["delete"]).delete()
            messages.success(request, _("The saved filter is deleted. The list itself is as it was."))
            return redirect("people:filters")
        name = clean_words(request.POST.get("name", ""), 80)
        if not name:
            messages.error(request, _("Give the filter a name."))
            return HttpResponseRedirect(self.address_of(request.POST))
        shared = bool(request.POST.get("is_shared"))
        try:
            with transaction.atomic():
                if "change" in request.POST:
                    row = self.own(request.POST["change"])
                    row.name, row.is_shared = name, shared
                    row.save(update_fields=["name", "is_shared"])
                else:
                    row = self.save_new(request, name, shared)
        except IntegrityError:
            messages.error(request, _("You have a filter of this name already. Choose another name."))
            return HttpResponseRedirect(self.address_of(request.POST))
        if row is None:
            messages.error(request, _("Narrow the list first: there is nothing to save yet."))
            return HttpResponseRedirect(self.address_of(request.POST))
        messages.success(request, _("Saved as “%(name)s”.") % {"name": row.name})
        return redirect("people:filters") if "change" in request.POST else HttpResponseRedirect(url_of(row))

    def save_new(self, request, name: str, shared: bool) -> SavedFilter | None:
        """Keep the filters that were sent; None where there are none."""
        screen = request.POST.get("screen", "")
        if screen not in SCREENS:
            raise Http404
        query = plain_query(request.POST.get("query", "")[:2000])
        if not query:
            return None
        return SavedFilter.objects.create(
            name=name, screen=screen, query=query, owner=request.user, is_shared=shared
        )

    def own(self, key: str) -> SavedFilter:
        """A filter of this user's. Raises `Http404` for anybody else's."""
        row = SavedFilter.objects.filter(pk=number_in(key), owner=self.request.user).first()
        if row is None:
            raise Http404
        return row

    def address_of(self, data: QueryDict) -> str:
        """Where the form stood: the list as it was narrowed, or this page."""
        screen = data.get("screen", "")
        if "change" in data or screen not in SCREENS:
            return reverse("people:filters")
        query = plain_query(data.get("query", "")[:2000])
        return f"{reverse(screen)}?{query}" if query else reverse(screen)

    def get_context_data(self, **kwargs):
        """Each list with its filters. One query."""
        user = self.request.user
        rows = SavedFilter.objects.filter(Q(owner=user) | Q(is_shared=True)).select_related("owner")
        groups = {
            screen: {"label": label, "rows": []}
            for screen, label in SCREENS.items()
            if url_name_works(screen)
        }
        for row in rows.order_by("name", "pk"):
            if row.screen in groups:
                groups[row.screen]["rows"].append(
                    {"row": row, "url": url_of(row), "mine": row.owner_id == user.pk}
                )
        return super().get_context_data(**kwargs, groups=list(groups.values()))


def url_name_works(name: str) -> bool:
    """Whether a list of this name is there: a room that was taken out leaves its filters behind."""
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True


def url_of(row: SavedFilter) -> str:
    """The list, narrowed as it was when the filter was saved."""
    return f"{reverse(row.screen)}?{row.query}"


def context_of_filters(request: HttpRequest, screen: str) -> dict:
    """What a list's template needs to offer its saved filters. One query."""
    return {
        "saved_filters": [
            {"row": row, "url": url_of(row)} for row in saved_filters(user=request.user, screen=screen)
        ],
        "filters_query": plain_query(request.GET),
        "screen": screen,
    }


class BulkTag(PeopleScreen):
    """One tag for everybody who fits the filters of the list, or off them all; with a way back."""

    permission_required = "tag"
    template_name = "people/admin/bulk_tag.html"
    page_title = _("Tag everybody on the list")
    header_icon = "tag"

    def fitting(self, data: QueryDict) -> tuple[list[int], str]:
        """The keys of everybody who fits, and the filters in one spelling. Reads them as the list does."""
        query = plain_query(data)
        given = QueryDict(query)
        filters = PersonFilterSet(given, queryset=Person.objects.current(), request=self.request)
        people = filters.qs if filters.is_valid() else Person.objects.none()
        if words := given.get("q", ""):
            people = search_people(people, words)
        return list(people.order_by("pk").values_list("pk", flat=True)), query

    def post(self, request, *args, **kwargs):
        """Tag or untag, if still as many fit as were shown; or undo what was done last."""
        if "undo" in request.POST:
            return self.undo(request)
        people, query = self.fitting(QueryDict(request.POST.get("query", "")[:2000]))
        back = f"{reverse('people:index')}?{query}" if query else reverse("people:index")
        if str(len(people)) != request.POST.get("number"):
            messages.warning(request, _("Meanwhile other people fit. Look at the number again."))
            return HttpResponseRedirect(f"{reverse('people:bulk_tag')}?{query}")
        try:
            tag = tag_named(request.POST.get("tag", "")[:200])
        except ValueError as error:
            return self.render_to_response(self.get_context_data(error=str(error)), status=422)
        put_on = "take_off" not in request.POST
        act = tag_people if put_on else untag_people
        changed = act(tag=tag, people=people, user=request.user)
        request.session[LAST_TAGGING] = {"tag": tag.pk, "on": put_on, "people": changed}
        self.tell(tag, len(changed), put_on)
        return HttpResponseRedirect(back)

    def tell(self, tag: Tag, number: int, put_on: bool) -> None:
        """Say what was done, with the way back beside it."""
        text = (
            ngettext(
                "“%(tag)s” is on %(count)s more person.", "“%(tag)s” is on %(count)s more people.", number
            )
            if put_on
            else ngettext("“%(tag)s” is off %(count)s person.", "“%(tag)s” is off %(count)s people.", number)
        ) % {"tag": tag.name, "count": number}
        buttons = [messages.button(reverse("people:bulk_tag") + "?undo=1", _("Undo"))] if number else None
        messages.success(self.request, text, buttons=buttons)

    def undo(self, request):
        """Take the last act back, whatever came between: only those it changed are changed again."""
        last = request.session.pop(LAST_TAGGING, None)
        tag = Tag.objects.filter(pk=last["tag"]).first() if last else None
        if tag is None:
            messages.warning(request, _("There is nothing to undo."))
            return redirect("people:index")
        act = untag_people if last["on"] else tag_people
        changed = act(tag=tag, people=last["people"], user=request.user)
        text = ngettext("Undone for %(count)s person.", "Undone for %(count)s people.", len(changed))
        messages.success(request, text % {"count": len(changed)})
        return redirect("people:index")

    def get_context_data(self, **kwargs):
        """How many fit, and the tags there are."""
        last = self.request.session.get(LAST_TAGGING)
        if self.request.method == "GET" and "undo" in self.request.GET and last:
            tag = Tag.objects.filter(pk=last["tag"]).first()
            return super().get_context_data(**kwargs, undo=last, number=len(last["people"]), tag=tag)
        data = (
            QueryDict(self.request.POST["query"][:2000]) if "query" in self.request.POST else self.request.GET
        )
        people, query = self.fitting(data)
        return super().get_context_data(
            **kwargs,
            number=len(people),
            query=query,
            all_tags=Tag.objects.values_list("name", flat=True),
            typed=self.request.POST.get("tag", ""),
        )
