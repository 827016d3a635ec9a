"""What is said about the SEND Governance Review Guide."""

from datetime import date

from cms.pages.demo.bilingual import Two, paragraph, text

from ..plan import GOVERNANCE
from .guide import guide

PAGE = guide(
    GOVERNANCE,
    Two("SEND Governance Review Guide", "Canllaw Adolygu Llywodraethu"),
    Two(
        "What the setting does and what its board does about it, side by side in two columns.",
        "Beth mae’r lleoliad yn ei wneud a beth mae ei fwrdd yn ei wneud yn ei gylch, ochr yn ochr "
        "mewn dwy golofn.",
    ),
    date(2018, 3, 8),
    ["leadership", "outcomes", "resources", "tracking"],
    what_for=text(
        Two(
            "To help a board ask good questions about SEND, understand the answers and stand behind the "
            "people who do the work.",
            "I helpu bwrdd i ofyn cwestiynau da am anghenion arbennig, deall yr atebion a chefnogi’r "
            "bobl sy’n gwneud y gwaith.",
        )
    ),
    who_for=text(
        Two(
            "Governors and trustees, above all whoever leads on SEND, with the headteacher and the SENCO.",
            "Llywodraethwyr ac ymddiriedolwyr, yn enwedig pwy bynnag sy’n arwain ar anghenion arbennig, "
            "gyda’r pennaeth a’r SENCO.",
        )
    ),
    how_long=Two("Two meetings and one visit", "Dau gyfarfod ac un ymweliad"),
    inside=[
        paragraph(
            (
                Two(
                    "Five parts, with a column for the setting and one for the board",
                    "Pum rhan, gyda cholofn i’r lleoliad ac un i’r bwrdd",
                ),
                Two(
                    "Questions that can be asked in any meeting",
                    "Cwestiynau y gellir eu gofyn mewn unrhyw gyfarfod",
                ),
            )
        )
    ],
    how_to_use=text(
        Two(
            "Fill in the two columns apart, then meet. The rows where they differ are your agenda.",
            "Llenwch y ddwy golofn ar wahân, yna dewch ynghyd. Y rhesi lle maen nhw’n wahanol yw eich "
            "agenda.",
        )
    ),
)
