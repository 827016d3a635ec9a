"""What we owe our readers: the privacy notice and the accessibility statement."""

from datetime import date

from cms.pages.models import StandardPage

from .bilingual import Two, heading, paragraph
from .building import Spec

PRIVACY = Spec(
    key="privacy",
    model=StandardPage,
    parent="home",
    slug="privacy",
    title=Two("Privacy notice", "Hysbysiad preifatrwydd"),
    summary=Two(
        "What we keep about you, why, for how long, and how to have it shown, mended or erased.",
        "Beth rydyn ni’n ei gadw amdanoch, pam, am ba hyd, a sut i’w weld, ei gywiro neu ei ddileu.",
    ),
    fields={
        "reviewed_on": date(2018, 3, 26),
        "shows_what_we_keep": True,
        "body": [
            heading(Two("What we ask, and why", "Beth rydyn ni’n ei ofyn, a pham")),
            paragraph(
                (
                    Two(
                        "Your e-mail address: to send you the guide, and to count you once.",
                        "Eich cyfeiriad e-bost: i anfon y canllaw atoch, ac i’ch cyfrif unwaith.",
                    ),
                    Two(
                        "Your role and the kind of place you work in: so that the next guide fits the people "
                        "who use it.",
                        "Eich rôl a’r math o le rydych yn gweithio ynddo: er mwyn i’r canllaw nesaf weddu "
                        "i’r bobl sy’n ei ddefnyddio.",
                    ),
                    Two(
                        "Your postcode or country: to see which parts of England we have not reached.",
                        "Eich cod post neu’ch gwlad: i weld pa rannau o Loegr nad ydym wedi’u cyrraedd.",
                    ),
                    Two(
                        "Where you heard about the guide: to know how to tell others.",
                        "Ble clywsoch am y canllaw: er mwyn gwybod sut i ddweud wrth eraill.",
                    ),
                ),
                Two(
                    "Your name and your organisation are up to you. We do not use your IP address to find "
                    "out who or where you are.",
                    "Chi sydd i benderfynu rhoi eich enw a’ch sefydliad ai peidio. Nid ydym yn defnyddio "
                    "eich cyfeiriad IP i ganfod pwy na ble ydych chi.",
                ),
            ),
            heading(Two("The newsletter", "Y cylchlythyr")),
            paragraph(
                Two(
                    "A guide never costs a subscription. You get the newsletter only if you tick its box, "
                    "and every letter has a way out.",
                    "Nid yw canllaw byth yn costio tanysgrifiad. Dim ond os ticiwch y blwch y cewch y "
                    "cylchlythyr, ac mae ffordd i roi’r gorau iddo ym mhob llythyr.",
                )
            ),
            heading(Two("Cookies", "Cwcis")),
            paragraph(
                Two(
                    "You get no cookie for reading. A form needs one while you fill it in. If you ask to be "
                    "remembered on your device, one cookie does that, and you can have it forgotten.",
                    "Ni chewch gwci am ddarllen. Mae angen un ar ffurflen tra byddwch yn ei llenwi. Os "
                    "gofynnwch i ni eich cofio ar eich dyfais, un cwci sy’n gwneud hynny, a gallwch ofyn i "
                    "ni anghofio.",
                )
            ),
            heading(Two("Your rights", "Eich hawliau")),
            paragraph(
                Two(
                    "You can ask to see what we keep, to mend it or to have it erased, and you can "
                    "complain: use “Your data and you” at the foot of every page. When we erase you, the "
                    "counts stay as they were and nothing in them leads back to you.",
                    "Gallwch ofyn am gael gweld yr hyn rydyn ni’n ei gadw, ei gywiro neu ei ddileu, a "
                    "gallwch gwyno: defnyddiwch “Eich data a chi” ar waelod pob tudalen. Pan fyddwn yn eich "
                    "dileu, mae’r cyfrifon yn aros fel yr oeddent ac nid oes dim ynddynt yn arwain yn ôl "
                    "atoch chi.",
                )
            ),
        ],
    },
)

ACCESSIBILITY = Spec(
    key="accessibility",
    model=StandardPage,
    parent="home",
    slug="accessibility",
    title=Two("Accessibility statement", "Datganiad hygyrchedd"),
    summary=Two(
        "What we have done so that everyone can use this site and the guides, and what to do if you cannot.",
        "Beth rydyn ni wedi’i wneud er mwyn i bawb allu defnyddio’r wefan a’r canllawiau, a beth i’w wneud "
        "os na allwch.",
    ),
    fields={
        "reviewed_on": date(2018, 3, 26),
        "body": [
            paragraph(
                Two(
                    "Including everyone is what we are for, so it has to begin here. We work to the Web "
                    "Content Accessibility Guidelines 2.2, level AA.",
                    "Cynnwys pawb yw ein pwrpas, felly rhaid dechrau yma. Rydyn ni’n gweithio i Ganllawiau "
                    "Hygyrchedd Cynnwys y We 2.2, lefel AA.",
                )
            ),
            heading(Two("You should be able to", "Dylech allu")),
            paragraph(
                (
                    Two(
                        "do everything with a keyboard, and see where you are;",
                        "gwneud popeth â bysellfwrdd, a gweld ble rydych chi;",
                    ),
                    Two(
                        "make the text four times as large without losing any of it;",
                        "gwneud y testun bedair gwaith yn fwy heb golli dim ohono;",
                    ),
                    Two(
                        "use the site with a screen reader, by voice, or without JavaScript;",
                        "defnyddio’r wefan gyda darllenydd sgrin, â’ch llais, neu heb JavaScript;",
                    ),
                    Two(
                        "read the guides as tagged PDF, or as Word where there is a Word edition.",
                        "darllen y canllawiau fel PDF wedi’i dagio, neu fel Word lle mae fersiwn Word.",
                    ),
                )
            ),
            heading(Two("What does not work yet", "Beth sydd ddim yn gweithio eto")),
            paragraph(
                Two(
                    "Only the SEND Review Guide is in Welsh so far; the pages about the others are. The "
                    "tables in the PDF editions are made to be printed: to type in them, take the Word "
                    "edition.",
                    "Dim ond y Canllaw Adolygu sydd yn Gymraeg hyd yn hyn; mae’r tudalennau am y lleill yn "
                    "Gymraeg. Mae’r tablau yn y PDF wedi’u gwneud i’w hargraffu: i deipio ynddynt, dewiswch "
                    "y fersiwn Word.",
                )
            ),
            heading(Two("Tell us", "Dywedwch wrthym")),
            paragraph(
                Two(
                    "If something stands in your way, write to hello@example.org. We will send you what you "
                    "need in a form that suits you, and mend the site.",
                    "Os oes rhywbeth yn eich rhwystro, ysgrifennwch at hello@example.org. Byddwn yn anfon yr "
                    "hyn sydd ei angen arnoch ar ffurf sy’n addas i chi, ac yn trwsio’r wefan.",
                )
            ),
        ],
    },
)

PAGES = (PRIVACY, ACCESSIBILITY)
