"""Coming back to the form from the list of schools, with everything that was typed before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cms.core.limits import from_elsewhere
from cms.places.reports import school_numbered

from ..services.links import read_moment

if TYPE_CHECKING:
    from django.http import HttpRequest, QueryDict

    from ..forms import DownloadForm


def with_school(form: DownloadForm, urn: str) -> DownloadForm:
    """Put the school of this number into a form that nobody has filled in yet; no number changes nothing."""
    if urn and (school := school_numbered(urn)):
        form.initial |= {"organisation": school.name, "school": str(school.urn)}
    return form


def with_answers(form: DownloadForm, request: HttpRequest) -> DownloadForm:
    """Put back what somebody had answered, unchecked: they are not done yet. Nothing from another website."""
    if from_elsewhere(request):
        return form
    form.initial |= _answers(form, request.POST)
    return with_school(form, request.POST.get("school", ""))


def _answers(form: DownloadForm, posted: QueryDict) -> dict[str, str]:
    answers = {name: posted[name].replace("\0", "") for name in form.fields if posted.get(name)}
    answers.pop("school", None)
    if read_moment(answers.get("made", "")) is None:
        answers.pop("made", None)
    return answers
