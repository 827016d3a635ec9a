"""What is said about the SEND Reflection Framework."""

from datetime import date

from cms.pages.demo.bilingual import Two, paragraph, text

from ..plan import REFLECTION
from .guide import guide

PAGE = guide(
    REFLECTION,
    Two("SEND Reflection Framework", "Fframwaith Myfyrio"),
    Two(
        "A teacher thinks about their own classroom, alone or with a coach, one question at a time.",
        "Athro’n meddwl am ei ystafell ddosbarth ei hun, ar ei ben ei hun neu gyda hyfforddwr, un "
        "cwestiwn ar y tro.",
    ),
    date(2017, 11, 22),
    ["teaching", "families", "assessment", "tracking"],
    what_for=text(
        Two(
            "To grow confident in teaching every pupil in the class. It asks what you do and how you "
            "know, never how good you are.",
            "I fagu hyder wrth addysgu pob disgybl yn y dosbarth. Mae’n gofyn beth rydych yn ei wneud a "
            "sut rydych yn gwybod, byth pa mor dda ydych chi.",
        )
    ),
    who_for=text(
        Two(
            "Teachers at any point of their career, trainees, and those who coach them.",
            "Athrawon ar unrhyw adeg o’u gyrfa, hyfforddeion, a’r rhai sy’n eu hyfforddi.",
        )
    ),
    how_long=Two("Twenty minutes for one part; a term for all", "Ugain munud am un rhan; tymor am y cyfan"),
    inside=[
        paragraph(
            (
                Two(
                    "Five parts, from knowing pupils to working with others",
                    "Pum rhan, o adnabod disgyblion i gydweithio ag eraill",
                ),
                Two("Questions for a conversation with a coach", "Cwestiynau ar gyfer sgwrs â hyfforddwr"),
                Two(
                    "Room for evidence and for what to try next",
                    "Lle i dystiolaeth ac i’r hyn i roi cynnig arno nesaf",
                ),
            )
        )
    ],
    how_to_use=text(
        Two(
            "Choose one part and one pupil. Nine teachers tried the framework before it came out: it "
            "worked best with somebody to talk to.",
            "Dewiswch un rhan ac un disgybl. Rhoddodd naw athro gynnig ar y fframwaith cyn ei gyhoeddi: "
            "gweithiodd orau gyda rhywun i siarad ag ef.",
        )
    ),
)
