"""What is said about the MAT SEND Framework."""

from datetime import date

from cms.pages.demo.bilingual import Two, paragraph, text

from ..plan import TRUST
from .guide import guide

PAGE = guide(
    TRUST,
    Two("MAT SEND Framework", "Fframwaith i Ymddiriedolaethau Aml-academi"),
    Two(
        "A multi-academy trust looks at SEND across all its schools, by five principles.",
        "Ymddiriedolaeth aml-academi’n edrych ar anghenion arbennig ar draws ei holl ysgolion, yn ôl pum "
        "egwyddor.",
    ),
    date(2018, 3, 22),
    ["leadership", "resources", "tracking", "provision"],
    what_for=text(
        Two(
            "To help a trust make the most of being several schools: one vision, shared skill, and no "
            "child passed from door to door.",
            "I helpu ymddiriedolaeth i wneud y gorau o fod yn sawl ysgol: un weledigaeth, sgiliau a "
            "rennir, a dim un plentyn yn cael ei anfon o ddrws i ddrws.",
        )
    ),
    who_for=text(
        Two(
            "Chief executives, trustees and those who lead on SEND or inclusion across a trust.",
            "Prif weithredwyr, ymddiriedolwyr a’r rhai sy’n arwain ar anghenion arbennig neu "
            "gynhwysiant ar draws ymddiriedolaeth.",
        )
    ),
    how_long=Two("A term", "Tymor"),
    inside=[
        paragraph(
            (
                Two(
                    "Five principles, each with statements to reflect on",
                    "Pum egwyddor, pob un â datganiadau i fyfyrio arnynt",
                ),
                Two(
                    "For trusts of three schools or of thirty",
                    "I ymddiriedolaethau o dair ysgol neu o dri deg",
                ),
            )
        )
    ],
    how_to_use=text(
        Two(
            "Let two schools of the trust review each other with the SEND Review Guide first. Then look "
            "at the trust.",
            "Gadewch i ddwy ysgol yn yr ymddiriedolaeth adolygu ei gilydd gyda’r Canllaw Adolygu yn "
            "gyntaf. Yna edrychwch ar yr ymddiriedolaeth.",
        )
    ),
)
