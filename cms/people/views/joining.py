"""Two people who may be one: proposed, laid side by side, joined, and taken apart again."""

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from ..choices import Likeness, Verdict
from ..models import DuplicateProposal, Merge, Person
from ..reports.identity import Side, fact_values, facts_of, lines_of
from ..services import Refused, find, merge_people, unmerge_people, why_not_undone
from ..services.merging import FACTS
from ..services.proposing import (
    mark_mailboxes,
    open_proposals,
    propose_duplicates,
    say_of_pair,
    unmarked_mailboxes,
)
from ..timeline import kinds_in, timeline_of
from .screens import PeopleScreen, PersonScreen

PER_PAGE = 25
SHOWN = 20


class ChooseOther(PersonScreen):
    """Whom somebody is to be joined with: found by any part of a name or an address."""

    template_name = "people/admin/join_choose.html"
    page_title = _("Join with somebody")

    def get_context_data(self, **kwargs):
        """Those who fit, and those who are likely. Three queries."""
        asked = self.request.GET.get("q", "").strip()[:200]
        found: list[Person] = []
        if asked:
            query = Q()
            for word in asked.split()[:8]:
                query &= (
                    Q(email__icontains=word) | Q(name__icontains=word) | Q(organisation_name__icontains=word)
                )
            found = list(Person.objects.current().filter(query).exclude(pk=self.person.pk)[: SHOWN + 1])
            exact = find(asked)
            if exact and exact.pk != self.person.pk and exact not in found:
                found.insert(0, exact)
        proposals = open_proposals().filter(Q(one=self.person) | Q(other=self.person))
        likely = [
            (row.other if row.one_id == self.person.pk else row.one, row.get_likeness_display())
            for row in proposals.select_related("one", "other")[:SHOWN]
        ]
        return super().get_context_data(
            **kwargs,
            person=self.person,
            asked=asked,
            found=found[:SHOWN],
            more=len(found) > SHOWN,
            likely=likely,
        )


class SideBySide(PersonScreen):
    """Both people, what will happen, and the button that joins them."""

    template_name = "people/admin/join.html"
    page_title = _("One person or two?")

    @cached_property
    def other(self) -> Person:
        """The second of the two."""
        return get_object_or_404(Person.objects.current().exclude(pk=self.person.pk), pk=self.kwargs["other"])

    def post(self, request, *args, **kwargs):
        """Join them, or remember that they are two."""
        now = timezone.now()
        if "different" in request.POST:
            say_of_pair(
                one=self.person, other=self.other, verdict=Verdict.DIFFERENT, user=request.user, now=now
            )
            messages.success(request, _("Noted: these are two people. They will not be proposed again."))
            return redirect("people:duplicates")
        people = {str(person.pk): person for person in (self.person, self.other)}
        kept = people.get(request.POST.get("main", ""))
        if kept is None:
            return self.render_to_response(
                self.get_context_data(error=_("Choose the address we write to from now on."))
            )
        gone = self.other if kept == self.person else self.person
        taken = [fact for fact in FACTS if request.POST.get(fact) == str(gone.pk)]
        try:
            merge = merge_people(kept=kept, gone=gone, taken=taken, user=request.user, now=now)
        except Refused as error:
            messages.error(request, str(error))
            return redirect("people:index")
        return redirect("people:joined", merge.pk)

    def get_context_data(self, **kwargs):
        """Both sides, line by line. As many queries as two people's pages have."""
        one, other = self.person, self.other
        sides = []
        for person in (one, other):
            entries = timeline_of(person)
            sides.append(Side(person, lines=lines_of(self.request, person), counts=kinds_in(entries)))
        facts = facts_of(one, other)
        lines = [
            (label, [dict(side.lines).get(label, "") for side in sides])
            for label in dict.fromkeys(label for side in sides for label, _value in side.lines)
        ]
        labels = {kind: label for side in sides for kind, label, _number in side.counts if kind != "person"}
        counts = [
            (label, [next((n for k, _label, n in side.counts if k == kind), 0) for side in sides])
            for kind, label in labels.items()
        ]
        return super().get_context_data(
            **kwargs,
            one=one,
            other=other,
            people=(one, other),
            facts=facts,
            choices=[fact for fact in facts if fact.differs],
            lines=lines,
            counts=counts,
            chosen=self.request.POST.get("main") or str(min(one, other, key=lambda row: row.created_at).pk),
        )


class Joined(PeopleScreen):
    """What became of a joining, with the button that takes it back."""

    template_name = "people/admin/joined.html"
    page_title = _("Joined")

    @cached_property
    def merge(self) -> Merge:
        """The joining it is about."""
        return get_object_or_404(Merge.objects.select_related("kept", "gone", "by"), pk=self.kwargs["merge"])

    def post(self, request, *args, **kwargs):
        """Take it back, or say why that cannot be."""
        try:
            unmerge_people(merge=self.merge, user=request.user, now=timezone.now())
        except Refused as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("people:joined", args=[self.merge.pk]))
        messages.success(request, _("Taken back: they are two people again, each with what was theirs."))
        return redirect("people:inspect", self.merge.kept_id)

    def get_context_data(self, **kwargs):
        """Both, the facts that were taken over, and whether it can be taken back."""
        merge = self.merge
        labels = (
            {name: label for name, (label, _value) in fact_values(merge.kept).items()} if merge.kept else {}
        )
        return super().get_context_data(
            **kwargs,
            merge=merge,
            taken=[labels[name] for name in merge.record.get("facts", ()) if name in labels],
            why_not=why_not_undone(merge),
        )


class Duplicates(PeopleScreen):
    """Who may be one person, with the reason, the strongest first."""

    template_name = "people/admin/duplicates.html"
    page_title = _("Likely duplicates")
    header_icon = "copy"

    def post(self, request, *args, **kwargs):
        """Remember that some are two people, take that back, or look at everybody anew."""
        now = timezone.now()
        if "look" in request.POST:
            new, gone = propose_duplicates(now=now)
            messages.success(
                request, _("%(new)s new, %(gone)s no longer likely.") % {"new": new, "gone": gone}
            )
            return redirect("people:duplicates")
        key = request.POST.get("different") or request.POST.get("again") or ""
        if not key.isascii() or not key.isdecimal() or len(key) > 15:
            return redirect("people:duplicates")
        row = get_object_or_404(DuplicateProposal.objects.select_related("one", "other"), pk=int(key))
        verdict = Verdict.DIFFERENT if "different" in request.POST else Verdict.OPEN
        say_of_pair(one=row.one, other=row.other, verdict=verdict, user=request.user, now=now)
        if verdict == Verdict.DIFFERENT:
            messages.success(request, _("Noted: these are two people. They will not be proposed again."))
            return redirect("people:duplicates")
        messages.success(request, _("They are proposed again."))
        return HttpResponseRedirect(reverse("people:duplicates") + "?shown=different")

    def get_context_data(self, **kwargs):
        """One page of proposals. Three queries."""
        different = self.request.GET.get("shown") == "different"
        rows = (
            DuplicateProposal.objects.filter(
                verdict=Verdict.DIFFERENT, one__merged_into=None, other__merged_into=None
            ).order_by("-decided_at", "-pk")
            if different
            else open_proposals().order_by("pk")
        )
        why = self.request.GET.get("why", "")
        if why in Likeness.values:
            rows = rows.filter(likeness=why)
        page = Paginator(rows.select_related("one", "other"), PER_PAGE).get_page(self.request.GET.get("p"))
        return super().get_context_data(
            **kwargs,
            page=page,
            different=different,
            likenesses=Likeness.choices,
            why=why,
            page_query="shown=different&" if different else f"why={why}&" if why in Likeness.values else "",
        )


class Mailboxes(PeopleScreen):
    """Addresses that look as if an office read them, to be marked or left, many at once."""

    template_name = "people/admin/mailboxes.html"
    page_title = _("Shared mailboxes")
    header_icon = "mail"

    def post(self, request, *args, **kwargs):
        """Mark what is ticked as shared, or as one person's."""
        keys = [
            int(key)
            for key in request.POST.getlist("person")
            if key.isascii() and key.isdecimal() and len(key) < 16
        ]
        if not keys:
            messages.error(request, _("Tick the addresses you mean first."))
            return redirect("people:mailboxes")
        shared = "own" not in request.POST
        done = mark_mailboxes(people=keys, shared=shared, user=request.user, now=timezone.now())
        text = (
            ngettext(
                "%(count)s address is marked as shared.", "%(count)s addresses are marked as shared.", done
            )
            if shared
            else ngettext(
                "%(count)s address is one person’s.", "%(count)s addresses are one person’s each.", done
            )
        )
        messages.success(request, text % {"count": done})
        return redirect("people:mailboxes")

    def get_context_data(self, **kwargs):
        """One page of them. Two queries."""
        page = Paginator(unmarked_mailboxes().order_by("email"), PER_PAGE * 4).get_page(
            self.request.GET.get("p")
        )
        return super().get_context_data(**kwargs, page=page)
