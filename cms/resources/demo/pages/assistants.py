"""What is said about the Teaching Assistant Deployment Review Guide."""

from datetime import date

from cms.pages.demo.bilingual import Two, paragraph, text

from ..plan import TA
from .guide import guide

PAGE = guide(
    TA,
    Two("Teaching Assistant Deployment Review Guide", "Canllaw Adolygu Defnydd Cynorthwywyr Addysgu"),
    Two(
        "How teaching assistants are deployed, prepared and led, with one survey for them and for teachers.",
        "Sut mae cynorthwywyr addysgu’n cael eu defnyddio, eu paratoi a’u harwain, gydag un arolwg iddyn "
        "nhw ac i athrawon.",
    ),
    date(2017, 6, 30),
    ["leadership", "teaching", "resources", "provision"],
    what_for=text(
        Two(
            "To make the most of teaching assistants: so that pupils who need most get more teaching, "
            "not less, and grow more independent.",
            "I wneud y gorau o gynorthwywyr addysgu: er mwyn i’r disgyblion sydd â’r angen mwyaf gael "
            "mwy o addysgu, nid llai, a dod yn fwy annibynnol.",
        )
    ),
    who_for=text(
        Two(
            "Headteachers, SENCOs and those who lead teaching assistants, in primary and secondary schools.",
            "Penaethiaid, SENCOs a’r rhai sy’n arwain cynorthwywyr addysgu, mewn ysgolion cynradd ac "
            "uwchradd.",
        )
    ),
    how_long=Two("Three to six weeks, the survey included", "Tair i chwe wythnos, gan gynnwys yr arolwg"),
    inside=[
        paragraph(
            (
                Two("Six areas, from leadership to training", "Chwe maes, o arwain i hyfforddi"),
                Two(
                    "The same survey for teachers and for teaching assistants, to lay side by side",
                    "Yr un arolwg i athrawon ac i gynorthwywyr, i’w gosod ochr yn ochr",
                ),
                Two("A white-label edition in Word", "Fersiwn label gwyn mewn Word"),
            )
        )
    ],
    how_to_use=text(
        Two(
            "Start with the survey. Where teachers and teaching assistants see things differently, you "
            "have found where to look first.",
            "Dechreuwch gyda’r arolwg. Lle mae athrawon a chynorthwywyr yn gweld pethau’n wahanol, dyna "
            "lle i edrych gyntaf.",
        )
    ),
)
