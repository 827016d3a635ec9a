"""Some requests in every state, from people who do not exist."""

from datetime import datetime, timedelta

from cms.core.demo import Context
from cms.people.services import identify

from .choices import Channel, Kind, State
from .models import RightsRequest
from .services.requests import confirm, move, take_request

# Who asked what, how many days ago, how far we are, and in what words. All invented.
ASKED = (
    ("m.okonkwo@example.org", Kind.ACCESS, 3, State.IN_PROGRESS, "I would like to see everything, please."),
    ("d.whitfield@example.org", Kind.ACCESS, 1, State.RECEIVED, ""),
    ("s.lindqvist@example.org", Kind.ERASURE, 6, State.CONFIRMED, "I have left teaching."),
    ("h.marsh@example.org", Kind.COMPLAINT, 12, State.IN_PROGRESS, "You wrote to my old address at school."),
    ("r.patel@example.org", Kind.ACCESS, 60, State.ANSWERED, ""),
    ("j.fenwick@example.org", Kind.ERASURE, 45, State.REFUSED, "Erase my colleague too."),
    ("c.morgan@example.org", Kind.ERASURE, 40, State.WITHDRAWN, ""),
)
ON_THE_WAY = {
    State.CONFIRMED: (),
    State.IN_PROGRESS: (State.IN_PROGRESS,),
    State.ANSWERED: (State.IN_PROGRESS, State.ANSWERED),
    State.REFUSED: (State.REFUSED,),
    State.WITHDRAWN: (State.WITHDRAWN,),
}
WHY = {
    State.REFUSED: "They asked for somebody else’s data to be erased.",
    State.WITHDRAWN: "They wrote that they would rather stay.",
}


def load(context: Context) -> bool:
    """Make the requests, where made-up people are wanted and nobody has asked yet."""
    if not context.with_history or RightsRequest.objects.exists():
        return False
    make_requests(context.now)
    return True


def make_requests(now: datetime) -> None:
    """Take each request and go each step on its day. No letter of it is sent."""
    for email, kind, days, state, words in ASKED:
        at = now - timedelta(days=days)
        identify(email=email, now=at)
        asked = take_request(kind=kind, email=email, words=words, channel=Channel.WEB, now=at, letter=False)
        if state == State.RECEIVED:
            continue
        asked = confirm(request=asked, now=at + timedelta(hours=2))
        for step in ON_THE_WAY[state]:
            asked = move(request=asked, to=step, by=None, why=WHY.get(step, ""), now=at + timedelta(days=1))
