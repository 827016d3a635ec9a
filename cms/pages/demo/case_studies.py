"""Case studies, always told under the same headings. Schools and trusts are invented."""

from datetime import date
from typing import Any

from ..models import CaseStudyIndexPage, CaseStudyPage
from .bilingual import Ref, Two, Words, moment, text
from .building import Spec

INDEX = Spec(
    key="case-studies",
    model=CaseStudyIndexPage,
    parent="home",
    slug="case-studies",
    title=Two("Case studies", "Astudiaethau achos"),
    summary=Two(
        "What schools and trusts did with a guide, what got in the way, and what came of it.",
        "Beth wnaeth ysgolion ac ymddiriedolaethau gyda chanllaw, beth ddaeth i’r ffordd, a beth ddaeth "
        "ohono.",
    ),
    published=date(2017, 2, 1),
    in_menus=True,
)


def _study(
    slug: str, title: Words, summary: Words, day: date, guide: str, areas: list[str], **fields: Any
) -> Spec:
    return Spec(
        key=f"case:{slug}",
        model=CaseStudyPage,
        parent="case-studies",
        slug=slug,
        title=title,
        summary=summary,
        published=day,
        fields={"guide": Ref(guide), "areas": areas, **fields},
    )


STUDIES = (
    _study(
        "hillside-primary",
        Two("A review in seven weeks", "Adolygiad mewn saith wythnos"),
        Two(
            "A primary school of 410 pupils went from download to action plan between two holidays.",
            "Aeth ysgol gynradd o 410 o ddisgyblion o lawrlwytho i gynllun gweithredu rhwng dau wyliau.",
        ),
        date(2017, 2, 23),
        "send-review-guide",
        ["leadership", "tracking", "families"],
        who=Two("Hillside Primary School, West Yorkshire", "Ysgol Gynradd Hillside, Gorllewin Swydd Efrog"),
        about_them=Two(
            "410 pupils aged 3 to 11, 17% with SEND. A new SENCO, in her second year of teaching the role.",
            "410 o ddisgyblion 3 i 11 oed, 17% ag anghenion arbennig. SENCO newydd, yn ei hail flwyddyn "
            "yn y rôl.",
        ),
        how_they_heard=Two(
            "From the newsletter, which the headteacher forwarded with one word: “Us?”",
            "O’r cylchlythyr, a anfonodd y pennaeth ymlaen gydag un gair: “Ni?”",
        ),
        timeline=[
            moment(
                Two("Early January 2017", "Dechrau Ionawr 2017"),
                Two("Self-evaluation", "Hunanarfarnu"),
                Two(
                    "Five members of staff filled in the same two areas without talking to each other.",
                    "Llenwodd pum aelod o staff yr un ddau faes heb siarad â’i gilydd.",
                ),
            ),
            moment(
                Two("Late January", "Diwedd Ionawr"),
                Two("The visit", "Yr ymweliad"),
                Two(
                    "A SENCO from eight miles away spent the day, mostly with pupils.",
                    "Treuliodd SENCO o wyth milltir i ffwrdd y diwrnod yno, gyda disgyblion gan mwyaf.",
                ),
            ),
            moment(
                Two("Mid February", "Canol Chwefror"),
                Two("The report", "Yr adroddiad"),
                Two(
                    "Four pages, five actions, one name beside each.",
                    "Pedair tudalen, pum cam, un enw wrth bob un.",
                ),
            ),
        ],
        challenges=text(
            Two(
                "Finding the time to write it down. The report was drafted in the car park before anyone "
                "drove home, or it would not have been.",
                "Dod o hyd i amser i’w ysgrifennu. Drafftiwyd yr adroddiad yn y maes parcio cyn i neb yrru "
                "adref, neu ni fyddai wedi digwydd.",
            )
        ),
        outcomes=text(
            (
                Two(
                    "Eleven interventions became six, each with a start, an end and a measure.",
                    "Aeth un ar ddeg ymyriad yn chwech, pob un â dechrau, diwedd a mesur.",
                ),
                Two(
                    "Families now write the first paragraph of every review.",
                    "Teuluoedd sydd bellach yn ysgrifennu paragraff cyntaf pob adolygiad.",
                ),
                Two("The SENCO joined the senior team.", "Ymunodd y SENCO â’r uwch dîm."),
            )
        ),
        next_steps=text(
            Two(
                "A return visit, to the school that visited them.",
                "Ymweliad yn ôl, â’r ysgol a ymwelodd â nhw.",
            )
        ),
    ),
    _study(
        "kingsmead-high",
        "From sitting beside to stepping back",
        "A secondary school moved nine teaching assistants out of one-to-one support and into the whole "
        "class.",
        date(2017, 12, 7),
        "ta-deployment-review-guide",
        ["teaching", "resources"],
        who="Kingsmead High School, East Midlands",
        about_them="1,180 pupils aged 11 to 18, 41 with a plan, fourteen teaching assistants.",
        how_they_heard="In a SENCO forum, on the morning the guide came out.",
        timeline=[
            moment(
                "July 2017", "The survey", "Teachers and teaching assistants answered the same questions."
            ),
            moment("September", "A first change", "Ten paid minutes on Mondays to talk the week through."),
            moment("November", "A second look", "The same survey again, to see what had moved."),
        ],
        challenges=text(
            "Some families feared that help was being taken away. The school met each of them, with the "
            "teaching assistant in the room, before anything changed."
        ),
        outcomes=text(
            (
                "Teaching assistants who say they know what a lesson is for: from 22% to 81%.",
                "Pupils with plans spend twice as long working with the teacher.",
                "Two teaching assistants have begun to train as teachers.",
            )
        ),
        next_steps=text(
            "Training in questioning for everyone who works in a classroom, whatever their job is called."
        ),
    ),
    _study(
        "tidewell-trust",
        "One trust, one way in",
        "Seven schools found that a child’s chances depended on which door their family knocked at.",
        date(2018, 3, 28),
        "mat-send-framework",
        ["leadership", "resources", "provision"],
        who="Tidewell Learning Trust, East of England",
        about_them="Five primaries and two secondaries, 3,600 pupils; a director of inclusion for one day.",
        how_they_heard="They helped to try it out, and say so.",
        timeline=[
            moment(
                "Autumn 2017", "Reviews in pairs", "Each school reviewed another with the SEND Review Guide."
            ),
            moment(
                "January 2018", "Seven reports on one wall", "The same three findings stood in six of them."
            ),
            moment(
                "March 2018", "The framework", "Trustees and heads filled it in together, in one afternoon."
            ),
        ],
        challenges=text(
            "Heads were wary of being compared. The trust agreed to share findings and never scores."
        ),
        outcomes=text(
            (
                "One way to ask for help across the trust, answered within five days.",
                "Specialist teachers employed once and shared seven ways.",
                "SEND is on the trustees’ agenda at every meeting, before finance.",
            )
        ),
        next_steps=text("The director of inclusion goes to three days a week in September."),
    ),
    _study(
        "rowan-nursery",
        "Work experience at four",
        "A nursery school looked at preparing for adulthood, and moved the coat pegs.",
        date(2018, 3, 15),
        "preparing-for-adulthood-review-guide",
        ["outcomes", "provision"],
        who="Rowan Nursery School, South West",
        about_them="84 children aged 2 to 4, eleven with SEND.",
        how_they_heard="On Twitter, from a college that takes young people at the other end of the road.",
        timeline=[
            moment(
                "February 2018", "The question", "Staff asked families what they hoped for at twenty-five."
            ),
            moment(
                "March 2018",
                "A week of watching",
                "They counted everything adults did that children could do.",
            ),
        ],
        challenges=text("“It felt silly for a day,” says the head. “Then it felt urgent.”"),
        outcomes=text(
            (
                "Pegs, plates and paint are where the shortest child can reach them.",
                "Every child has a job, and does it for a week.",
                "Handover to the primary schools now says what a child can do alone.",
            )
        ),
        next_steps=text(
            "A visit from the college’s students, who have offered to show how they make the tea."
        ),
    ),
)
