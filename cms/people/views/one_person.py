"""What is changed on a person's page: their addresses and their tags."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin import messages

from ..models import Person, Tag
from ..services import AddressTaken, Refused, add_address, canonical, make_main, remove_address
from ..services.tagging import tag_named, tag_people, untag_people
from .screens import PersonScreen


def number_in(text: str) -> int:
    """The key that a form sent; nought for what is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else 0


class Addresses(PersonScreen):
    """Adds another address, makes one the main one, or takes one away."""

    template_name = "people/admin/address.html"
    page_title = _("Add an address")

    def post(self, request, *args, **kwargs):
        """One of the three, then back to the person."""
        person, now = self.person, timezone.now()
        try:
            if "main" in request.POST:
                other = get_object_or_404(Person, pk=number_in(request.POST["main"]))
                make_main(person=person, other=other, user=request.user, now=now)
                messages.success(
                    request, _("We write to %(address)s from now on.") % {"address": other.email}
                )
            elif "remove" in request.POST:
                other = get_object_or_404(Person, pk=number_in(request.POST["remove"]))
                remove_address(person=person, other=other, user=request.user)
                messages.success(request, _("The address no longer leads to them."))
            else:
                other = add_address(
                    person=person, email=request.POST.get("email", "")[:500], user=request.user, now=now
                )
                messages.success(request, _("%(address)s leads to them now.") % {"address": other.email})
        except AddressTaken as taken:
            other = canonical(taken.other)
            if other.pk == person.pk:
                messages.warning(request, _("This address is theirs already."))
                return HttpResponseRedirect(self.back())
            messages.warning(
                request, _("Somebody is known by this address. Look whether the two are one person.")
            )
            return redirect("people:side_by_side", person.pk, other.pk)
        except Refused as error:
            messages.error(request, str(error))
        except ValueError as error:
            return self.render_to_response(self.get_context_data(error=str(error)), status=422)
        return HttpResponseRedirect(self.back())

    def get_context_data(self, **kwargs):
        """The form, with what was typed."""
        return super().get_context_data(
            **kwargs, person=self.person, typed=self.request.POST.get("email", "")
        )


class Tags(PersonScreen):
    """Puts a tag on one person, or takes one off."""

    permission_required = "tag"
    http_method_names = ("post",)
    page_title = _("Tags")

    def post(self, request, *args, **kwargs):
        """Then back to the person."""
        if "remove" in request.POST:
            tag = get_object_or_404(Tag, pk=number_in(request.POST["remove"]))
            untag_people(tag=tag, people=[self.person.pk], user=request.user)
            return HttpResponseRedirect(self.back())
        try:
            tag = tag_named(request.POST.get("tag", "")[:200])
        except ValueError as error:
            messages.error(request, str(error))
        else:
            tag_people(tag=tag, people=[self.person.pk], user=request.user)
        return HttpResponseRedirect(self.back())
