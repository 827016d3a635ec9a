"""What is said about the suite."""

from datetime import date

from cms.pages.demo.bilingual import Two, text
from cms.pages.demo.building import Spec

from ...models import ResourceIndexPage

INDEX = Spec(
    key="guides",
    model=ResourceIndexPage,
    parent="home",
    slug="guides",
    title=Two("Guides", "Canllawiau"),
    summary=Two(
        "Six free guides to look closely at SEND: a school, a classroom, a trust, a governing board.",
        "Chwe chanllaw am ddim i edrych yn fanwl ar anghenion arbennig: ysgol, ystafell ddosbarth, "
        "ymddiriedolaeth, corff llywodraethu.",
    ),
    published=date(2016, 7, 19),
    in_menus=True,
    fields={
        "intro": text(
            Two(
                "Each guide looks at something the others do not, and all of them are free. If you are new, "
                "begin with the SEND Review Guide: the others will make more sense after it.",
                "Mae pob canllaw’n edrych ar rywbeth nad yw’r lleill yn edrych arno, ac maen nhw i gyd am "
                "ddim. Os ydych yn newydd, dechreuwch gyda’r Canllaw Adolygu: bydd y lleill yn gwneud mwy o "
                "synnwyr wedyn.",
            )
        )
    },
)
