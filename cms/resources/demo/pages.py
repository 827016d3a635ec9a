"""What is said about the suite and each of its six guides, in English and Welsh."""

from datetime import date

from cms.core.choices import Area
from cms.pages.demo.bilingual import Two, callout, paragraph, text
from cms.pages.demo.building import Spec

from ..models import ResourceIndexPage, ResourcePage
from .plan import ADULTHOOD, GOVERNANCE, LAUNCHES, REFLECTION, REVIEW, TA, TRUST

ALL_AREAS = list(Area.values)

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


def _guide(slug: str, title: Two, summary: Two, reviewed: date, areas: list[str], **fields) -> Spec:
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


GUIDES = (
    _guide(
        REVIEW,
        Two("SEND Review Guide", "Canllaw Adolygu Anghenion Arbennig"),
        Two(
            "A whole school looks at what it offers children and young people with SEND, in eight areas.",
            "Ysgol gyfan yn edrych ar yr hyn y mae’n ei gynnig i blant a phobl ifanc ag anghenion arbennig, "
            "mewn wyth maes.",
        ),
        date(2017, 9, 4),
        ALL_AREAS,
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
    ),
    _guide(
        TA,
        Two("Teaching Assistant Deployment Review Guide", "Canllaw Adolygu Defnydd Cynorthwywyr Addysgu"),
        Two(
            "How teaching assistants are deployed, prepared and led, with one survey for them and for "
            "teachers.",
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
                "Headteachers, SENCOs and those who lead teaching assistants, in primary and secondary "
                "schools.",
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
    ),
    _guide(
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
        how_long=Two(
            "Twenty minutes for one part; a term for all", "Ugain munud am un rhan; tymor am y cyfan"
        ),
        inside=[
            paragraph(
                (
                    Two(
                        "Five parts, from knowing pupils to working with others",
                        "Pum rhan, o adnabod disgyblion i gydweithio ag eraill",
                    ),
                    Two(
                        "Questions for a conversation with a coach", "Cwestiynau ar gyfer sgwrs â hyfforddwr"
                    ),
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
    ),
    _guide(
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
    ),
    _guide(
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
                "Governors and trustees, above all whoever leads on SEND, with the headteacher and the "
                "SENCO.",
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
    ),
    _guide(
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
    ),
)
