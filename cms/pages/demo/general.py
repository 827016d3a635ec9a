"""Home, and the section about us."""

from datetime import date

from cms.pages.models import HomePage, PeopleIndexPage, SectionPage, StandardPage

from .bilingual import Ref, Two, button, callout, child_cards, heading, paragraph, quote, statistics
from .building import Spec

HOME = Spec(
    key="home",
    model=HomePage,
    parent="",
    slug=Two("home", "home-cy"),
    title=Two("Whole School SEND", "Whole School SEND"),
    summary=Two(
        "Free guides and a community of schools that help each other do better by children and young "
        "people with SEND.",
        "Canllawiau am ddim a chymuned o ysgolion sy’n helpu ei gilydd i wneud yn well dros blant a phobl "
        "ifanc ag anghenion addysgol arbennig ac anableddau.",
    ),
    fields={
        "heading": Two(
            "Look closely at SEND in your school, together",
            "Edrych yn fanwl ar anghenion arbennig yn eich ysgol, gyda’ch gilydd",
        ),
        "lead": Two(
            "Six free guides help you see what works for children and young people with special educational "
            "needs and disabilities, and what to do next. They are for reflection, not inspection.",
            "Mae chwe chanllaw am ddim yn eich helpu i weld beth sy’n gweithio i blant a phobl ifanc ag "
            "anghenion addysgol arbennig ac anableddau, a beth i’w wneud nesaf. Myfyrio yw’r nod, nid "
            "arolygu.",
        ),
        "action_text": Two("Choose a guide", "Dewis canllaw"),
        "action_page": Ref("guides"),
        "body": [
            child_cards(Two("The guides", "Y canllawiau"), "guides"),
            statistics(
                (Two("8,000", "8,000"), Two("people have taken a guide", "o bobl wedi cael canllaw")),
                (Two("1 in 5", "1 o bob 5"), Two("schools in England", "ysgol yn Lloegr")),
                (
                    Two("87%", "87%"),
                    Two(
                        "of reviewers say it led to clear actions",
                        "o adolygwyr yn dweud iddo arwain at gamau clir",
                    ),
                ),
                source=Two(
                    "Our own downloads to March 2018, and 39 reviewers asked at summits.",
                    "Ein lawrlwythiadau ein hunain hyd at Fawrth 2018, a 39 o adolygwyr a holwyd mewn "
                    "cynadleddau.",
                ),
            ),
            heading(Two("How a review goes", "Sut mae adolygiad yn mynd")),
            paragraph(
                Two(
                    "You look at your own school first. Then a colleague from another school comes for a "
                    "day, sits beside pupils, listens to families and talks with staff. Together you decide "
                    "on a few things to do, and a term later you look at what has changed.",
                    "Yn gyntaf, rydych yn edrych ar eich ysgol eich hun. Yna daw cydweithiwr o ysgol arall "
                    "am ddiwrnod i eistedd wrth ochr disgyblion, gwrando ar deuluoedd a siarad â staff. "
                    "Gyda’ch gilydd rydych yn penderfynu ar ychydig o bethau i’w gwneud, ac ymhen tymor "
                    "rydych yn edrych ar yr hyn sydd wedi newid.",
                ),
            ),
            quote(
                Two(
                    "It was the first visit in years that left me with more energy than I had before it.",
                    "Hwn oedd yr ymweliad cyntaf ers blynyddoedd i adael mwy o egni i mi nag oedd gen i "
                    "cynt.",
                ),
                Two("Marian Okoro", "Marian Okoro"),
                Two("Headteacher, primary school", "Pennaeth, ysgol gynradd"),
            ),
        ],
    },
)

ABOUT = Spec(
    key="about",
    model=SectionPage,
    parent="home",
    slug="about",
    title=Two("About us", "Amdanom ni"),
    summary=Two(
        "A community of practice: schools, charities, universities and families who want the same thing.",
        "Cymuned ymarfer: ysgolion, elusennau, prifysgolion a theuluoedd sydd am weld yr un peth.",
    ),
    in_menus=True,
    fields={
        "body": [
            paragraph(
                Two(
                    "We are a community of practice. Charities, special and mainstream schools, universities "
                    "and parents work together so that every school in England gets better at teaching and "
                    "including children and young people with special educational needs and disabilities.",
                    "Cymuned ymarfer ydyn ni. Mae elusennau, ysgolion arbennig a phrif ffrwd, prifysgolion a "
                    "rhieni’n cydweithio er mwyn i bob ysgol yn Lloegr ddod yn well am addysgu a chynnwys "
                    "plant a phobl ifanc ag anghenion addysgol arbennig ac anableddau.",
                ),
                Two(
                    "Much of what schools need to know is already known, in another school. Our work is to "
                    "carry it from one to the next. Everything we make is free.",
                    "Mae llawer o’r hyn y mae angen i ysgolion ei wybod eisoes yn hysbys, mewn ysgol arall. "
                    "Ein gwaith ni yw ei gario o’r naill i’r llall. Mae popeth a wnawn am ddim.",
                ),
            ),
            heading(Two("What we believe", "Beth rydyn ni’n ei gredu")),
            paragraph(
                (
                    Two(
                        "Every teacher is a teacher of children and young people with SEND, and every leader "
                        "a leader of SEND.",
                        "Mae pob athro’n athro i blant a phobl ifanc ag anghenion arbennig, a phob arweinydd "
                        "yn arwain yn y maes.",
                    ),
                    Two(
                        "Children, young people and their families know things that nobody else does.",
                        "Mae plant, pobl ifanc a’u teuluoedd yn gwybod pethau na ŵyr neb arall.",
                    ),
                    Two(
                        "Schools improve fastest when they look at themselves honestly, in good company.",
                        "Mae ysgolion yn gwella gyflymaf wrth edrych arnynt eu hunain yn onest, mewn cwmni "
                        "da.",
                    ),
                    Two(
                        "What helps a pupil with SEND very often helps the whole class.",
                        "Mae’r hyn sy’n helpu disgybl ag anghenion arbennig yn aml iawn yn helpu’r dosbarth "
                        "cyfan.",
                    ),
                ),
            ),
            heading(Two("How it began", "Sut y dechreuodd")),
            paragraph(
                Two(
                    "The first guide grew out of two hundred reviews that schools had done for each other. "
                    "It came out in July 2016. More than 4,000 schools and people have since signed our "
                    "manifesto.",
                    "Tyfodd y canllaw cyntaf o ddau gant o adolygiadau yr oedd ysgolion wedi’u gwneud i’w "
                    "gilydd. Cyhoeddwyd ef ym mis Gorffennaf 2016. Ers hynny mae mwy na 4,000 o ysgolion a "
                    "phobl wedi llofnodi ein maniffesto.",
                ),
            ),
            button(Two("Meet the people", "Cwrdd â’r bobl"), "people", kind="secondary"),
        ],
    },
)

PEOPLE = Spec(
    key="people",
    model=PeopleIndexPage,
    parent="about",
    slug="people",
    title=Two("People and partners", "Pobl a phartneriaid"),
    summary=Two(
        "The small team that keeps things going, those who steer it, and the organisations beside us.",
        "Y tîm bach sy’n cadw pethau i fynd, y rhai sy’n ei lywio, a’r sefydliadau wrth ein hochr.",
    ),
    in_menus=True,
    fields={
        "body": [
            paragraph(
                Two(
                    "Five people make up the core team. Most of the work is done by others: teachers, "
                    "SENCOs, parents and researchers who give their time because somebody once gave them "
                    "theirs.",
                    "Pump o bobl sydd yn y tîm craidd. Eraill sy’n gwneud y rhan fwyaf o’r gwaith: athrawon, "
                    "SENCOs, rhieni ac ymchwilwyr sy’n rhoi o’u hamser am i rywun roi ei amser iddyn nhw "
                    "rywdro.",
                )
            )
        ]
    },
)

CONTACT = Spec(
    key="contact",
    model=StandardPage,
    parent="home",
    slug="contact",
    title=Two("Contact us", "Cysylltu â ni"),
    summary=Two(
        "Write to us. A person reads every message.", "Ysgrifennwch aton ni. Mae rhywun yn darllen pob neges."
    ),
    fields={
        "reviewed_on": date(2018, 3, 26),
        "body": [
            paragraph(
                Two(
                    "Write to hello@example.org. We are a small team, mostly in schools ourselves, and "
                    "answer within three working days in term time.",
                    "Ysgrifennwch at hello@example.org. Tîm bach ydyn ni, y rhan fwyaf ohonom yn gweithio "
                    "mewn ysgolion, ac rydyn ni’n ateb o fewn tri diwrnod gwaith yn ystod y tymor.",
                ),
            ),
            heading(Two("What helps us help you", "Beth sy’n ein helpu i’ch helpu chi")),
            paragraph(
                (
                    Two(
                        "A guide that will not open: tell us which guide, and what you are reading it with.",
                        "Canllaw sydd ddim yn agor: dywedwch pa ganllaw, a beth rydych yn ei ddefnyddio i’w "
                        "ddarllen.",
                    ),
                    Two(
                        "A guide in another format, such as large print: tell us what suits you.",
                        "Canllaw mewn fformat arall, fel print bras: dywedwch beth sy’n addas i chi.",
                    ),
                    Two(
                        "You would like a reviewer to come: tell us where you are and what you want to "
                        "look at.",
                        "Os hoffech i adolygydd ddod: dywedwch ble rydych chi a beth rydych am edrych arno.",
                    ),
                )
            ),
            callout(
                Two("If you are worried about a child", "Os ydych yn poeni am blentyn"),
                Two(
                    "We cannot give advice on one child. The SENCO at their school, or your local "
                    "authority’s information and advice service, can.",
                    "Ni allwn roi cyngor am un plentyn. Gall y SENCO yn yr ysgol, neu wasanaeth gwybodaeth a "
                    "chyngor eich awdurdod lleol, wneud hynny.",
                ),
            ),
        ],
    },
)

PAGES = (ABOUT, PEOPLE, CONTACT)
