"""The page of a guide, as the demo makes each of the six."""

from datetime import date

from cms.pages.demo.bilingual import Two
from cms.pages.demo.building import Spec

from ...models import ResourcePage
from ..plan import LAUNCHES


def guide(slug: str, title: Two, summary: Two, reviewed: date, areas: list[str], **fields) -> Spec:
    """A guide's page; `fields` are the rest of what it says."""
    return Spec(
        key=slug,
        model=ResourcePage,
        parent="guides",
        slug=slug,
        title=title,
        summary=summary,
        published=LAUNCHES[slug],
        fields={"reviewed_on": reviewed, "areas": areas, **fields},
    )
