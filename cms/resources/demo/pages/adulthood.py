"""What is said about the Preparing for Adulthood Review Guide."""

from datetime import date

from cms.pages.demo.bilingual import Two, paragraph, text

from ..plan import ADULTHOOD
from .guide import guide

PAGE = guide(
    ADULTHOOD,
    Two(
        "Preparing for Adulthood from the Earliest Years Review Guide",
        "Canllaw Adolygu Paratoi at Fywyd fel Oedolyn o’r Blynyddoedd Cynharaf",
    ),
    Two(
        "The road to adult life begins in the nursery: work, a home, friends and good health.",
        "Mae’r ffordd i fywyd fel oedolyn yn dechrau yn y feithrinfa: gwaith, cartref, ffrindiau ac "
        "iechyd da.",
    ),
    date(2018, 2, 20),
    ["outcomes", "families", "tracking", "provision"],
    what_for=text(
        Two(
            "To see how well your setting prepares children and young people with SEND for the life they "
            "want as adults, from the first years on.",
            "I weld pa mor dda y mae eich lleoliad yn paratoi plant a phobl ifanc ag anghenion "
            "arbennig at y bywyd y maen nhw’n ei ddymuno fel oedolion, o’r blynyddoedd cyntaf ymlaen.",
        )
    ),
    who_for=text(
        Two(
            "Nurseries, schools and colleges, and the families and local authorities they work with.",
            "Meithrinfeydd, ysgolion a cholegau, a’r teuluoedd a’r awdurdodau lleol y maen nhw’n "
            "gweithio gyda nhw.",
        )
    ),
    how_long=Two("Four to eight weeks", "Pedair i wyth wythnos"),
    inside=[
        paragraph(
            (
                Two(
                    "Four roads: work, living independently, community and health",
                    "Pedair ffordd: gwaith, byw’n annibynnol, cymuned ac iechyd",
                ),
                Two("One part on moving from place to place", "Un rhan am symud o le i le"),
            )
        )
    ],
    how_to_use=text(
        Two(
            "Ask three young people and three families what a good life at 25 would be. Begin with what "
            "they say.",
            "Gofynnwch i dri pherson ifanc a thri theulu beth fyddai bywyd da yn 25 oed. Dechreuwch "
            "gyda’r hyn a ddywedant.",
        )
    ),
)
