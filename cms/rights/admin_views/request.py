"""One request about data: what was asked, each step, the answer; and taking one down."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView

from ..choices import Kind, State
from ..forms import ReplyForm, TakeForm
from ..models import RightsRequest
from ..permissions import may_erase, may_package
from ..reports import ready_package
from ..rules import CLOSED, NEEDS_A_REASON, moves_from
from ..services.ordering import order_package
from ..services.replies import templates_for
from ..services.requests import MoveRefused, extend, london_day, move, person_of, reply, take_request
from .crumbs import LeadsBack
from .requests import AnswersOnly, due_in_words


class OneRequest(AnswersOnly, LeadsBack, TemplateView):
    """One request: what was asked, each step, and what can be done now."""

    template_name = "rights/admin/request.html"
    header_icon = "key"

    @cached_property
    def asked(self) -> RightsRequest:
        """The request of the address."""
        return get_object_or_404(RightsRequest.objects.select_related("person"), pk=self.kwargs["pk"])

    def get_page_title(self):
        """What was asked, and its number."""
        return str(self.asked)

    def post(self, request, *args, **kwargs):
        """Take the step that a button names. What was typed stays when it is refused."""
        now = timezone.now()
        why = request.POST.get("why", "")
        self.reply_form = None
        try:
            verb = request.POST.get("do", "")
            if verb == "reply":
                return self._reply(now)
            if verb == "extend":
                extend(request=self.asked, by=request.user, why=why, now=now)
            elif verb == "copy":
                self._order_copy(now)
            else:
                to = verb if verb in State.values else self.asked.state
                move(request=self.asked, to=to, by=request.user, why=why, now=now)
        except MoveRefused as error:
            messages.error(request, str(error))
            return self.render_to_response(self.get_context_data(typed_why=why), status=422)
        messages.success(request, _now("Done, and written down."))
        return HttpResponseRedirect(reverse("rights_admin:request", args=[self.asked.pk]))

    def _order_copy(self, now) -> None:
        person = person_of(self.asked)
        if person is None or not may_package(self.request.user):
            raise MoveRefused(_now("Nobody we know has confirmed this request, so there is nothing to copy."))
        order_package(person=person, asked_by=self.request.user, request=self.asked, now=now)

    def _reply(self, now):
        package = ready_package(self.asked)
        form = ReplyForm(self.request.POST, package=package)
        if form.is_valid():
            try:
                reply(
                    request=self.asked,
                    words=form.cleaned_data["words"],
                    by=self.request.user,
                    now=now,
                    package=package if form.cleaned_data.get("attach") else None,
                )
            except MoveRefused as error:
                form.add_error(None, str(error))
            else:
                messages.success(self.request, _now("Your answer is on its way."))
                return HttpResponseRedirect(reverse("rights_admin:request", args=[self.asked.pk]))
        self.reply_form = form
        return self.render_to_response(self.get_context_data(), status=422)

    def get_context_data(self, **kwargs):
        """The request, its steps and letters, and the buttons that fit. A fixed number of queries."""
        asked = self.asked
        package = ready_package(asked)
        person = person_of(asked)
        texts = templates_for(asked)
        chosen = self.request.GET.get("template", "")
        initial = {"words": next((text for code, _name, text in texts if code == chosen), "")}
        # An access request that is answered without its copy would be answered twice.
        return super().get_context_data(
            **kwargs,
            asked=asked,
            due=due_in_words(asked, london_day(timezone.now())),
            steps=asked.moves.select_related("by"),
            letters=asked.letters.all(),
            moves=[
                {"state": state, "needs_reason": state in NEEDS_A_REASON}
                for state in moves_from(asked.state, asked.kind)
                if state != State.ANSWERED
            ],
            closed=asked.state in CLOSED,
            may_extend=asked.kind != Kind.COMPLAINT and asked.due_on and not asked.is_extended,
            may_reply=State.ANSWERED in moves_from(asked.state, asked.kind) and asked.email,
            templates=texts,
            reply_form=getattr(self, "reply_form", None) or ReplyForm(initial=initial, package=package),
            package=package,
            person=person,
            may_package=person is not None and may_package(self.request.user),
            may_erase=person is not None and may_erase(self.request.user) and asked.kind == Kind.ERASURE,
        )


class TakeDown(AnswersOnly, LeadsBack, FormView):
    """A request that came by telephone, letter or e-mail. The address is confirmed as always."""

    template_name = "rights/admin/take.html"
    form_class = TakeForm
    page_title = _("Write down a request")
    header_icon = "key"

    def form_valid(self, form):
        """Written down; the letter that asks for confirmation is on its way."""
        asked = take_request(**form.cleaned_data, by=self.request.user, now=timezone.now())
        messages.success(
            self.request, _now("Written down. We have written to the address, to make sure that it was them.")
        )
        return HttpResponseRedirect(reverse("rights_admin:request", args=[asked.pk]))
