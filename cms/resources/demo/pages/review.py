"""What is said about the SEND Review Guide."""

from datetime import date

from cms.core.choices import Area
from cms.pages.demo.bilingual import Two, callout, paragraph, text

from ..plan import REVIEW
from .guide import guide

PAGE = guide(
    REVIEW,
    Two("SEND Review Guide", "Canllaw Adolygu Anghenion Arbennig"),
    Two(
        "A whole school looks at what it offers children and young people with SEND, in eight areas.",
        "Ysgol gyfan yn edrych ar yr hyn y mae’n ei gynnig i blant a phobl ifanc ag anghenion arbennig, "
        "mewn wyth maes.",
    ),
    date(2017, 9, 4),
    list(Area.values),
    what_for=text(
        Two(
            "To see clearly what your school does for children and young people with SEND, to use what "
            "is strong more widely, and to agree on a few things to do next.",
            "I weld yn glir beth mae eich ysgol yn ei wneud dros blant a phobl ifanc ag anghenion "
            "arbennig, i ddefnyddio’r hyn sy’n gryf yn ehangach, ac i gytuno ar ychydig o bethau i’w "
            "gwneud nesaf.",
        ),
        Two(
            "Of the reviewers we asked, 87% said it led to clear actions.",
            "O’r adolygwyr a holwyd gennym, dywedodd 87% iddo arwain at gamau clir.",
        ),
    ),
    who_for=text(
        Two(
            "Headteachers, SENCOs and senior teams in any kind of school, and reviewers who visit them.",
            "Penaethiaid, SENCOs ac uwch dimau mewn unrhyw fath o ysgol, ac adolygwyr sy’n ymweld â nhw.",
        )
    ),
    how_long=Two(
        "Two meetings and a day’s visit, over one to three months",
        "Dau gyfarfod ac ymweliad undydd, dros un i dri mis",
    ),
    inside=[
        paragraph(
            (
                Two("How a review goes, in six stages", "Sut mae adolygiad yn mynd, mewn chwe cham"),
                Two(
                    "Eight areas, each with questions to talk over and places to look",
                    "Wyth maes, pob un â chwestiynau i’w trafod a mannau i edrych",
                ),
                Two(
                    "48 statements, a row for each, with columns for evidence and actions",
                    "48 o ddatganiadau, rhes i bob un, â cholofnau ar gyfer tystiolaeth a chamau",
                ),
                Two(
                    "A page for your next steps, and help with writing the report",
                    "Tudalen ar gyfer eich camau nesaf, a help i ysgrifennu’r adroddiad",
                ),
            )
        ),
        callout(
            Two("Want your own logo on it?", "Am roi eich logo eich hun arno?"),
            Two(
                "Take the white-label edition in Word. Change what you like and send us what you made.",
                "Dewiswch y fersiwn label gwyn mewn Word. Newidiwch beth bynnag a fynnwch ac anfonwch yr "
                "hyn a wnaethoch aton ni.",
            ),
        ),
    ],
    how_to_use=text(
        Two(
            "Begin alone: choose two areas and fill in the statements before you show them to anyone. "
            "Then ask two colleagues to do the same, and compare.",
            "Dechreuwch ar eich pen eich hun: dewiswch ddau faes a llenwch y datganiadau cyn eu dangos i "
            "neb. Yna gofynnwch i ddau gydweithiwr wneud yr un peth, a chymharwch.",
        )
    ),
)
