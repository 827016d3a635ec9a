"""Stories by teachers, SENCOs and families. Authors and schools are invented."""

from datetime import date

from ..models import StoryIndexPage, StoryPage
from .bilingual import Two, Words, button, callout, heading, paragraph, quote
from .building import Spec

INDEX = Spec(
    key="stories",
    model=StoryIndexPage,
    parent="home",
    slug="stories",
    title=Two("Stories", "Straeon"),
    summary=Two(
        "What people tried, what happened, and what they would do differently.",
        "Beth y rhoddodd pobl gynnig arno, beth ddigwyddodd, a beth fydden nhw’n ei wneud yn wahanol.",
    ),
    published=date(2016, 9, 1),
    in_menus=True,
)


def _story(
    slug: str, title: Words, summary: Words, day: date, author: str, areas: list[str], *body: dict
) -> Spec:
    return Spec(
        key=f"story:{slug}",
        model=StoryPage,
        parent="stories",
        slug=slug,
        title=title,
        summary=summary,
        published=day,
        fields={"date": day, "areas": areas, "body": list(body)},
        authors=(author,),
    )


STORIES = (
    _story(
        "the-day-we-swapped-schools",
        Two("The day we swapped schools", "Y diwrnod y cyfnewidiom ysgolion"),
        Two(
            "Two SENCOs reviewed each other’s schools in one week. Both went home with a list, and not the "
            "one they expected.",
            "Adolygodd dwy SENCO ysgolion ei gilydd mewn un wythnos. Aeth y ddwy adref gyda rhestr, ac nid "
            "yr un roedden nhw’n ei disgwyl.",
        ),
        date(2016, 10, 13),
        "Bridget Halloran",
        ["leadership", "families", "provision"],
        paragraph(
            Two(
                "I have known Carys for years. We sit next to each other at cluster meetings and complain "
                "about the same forms. So when the SEND Review Guide came out, we agreed to try it on each "
                "other: my school on Tuesday, hers on Thursday.",
                "Rwy’n adnabod Carys ers blynyddoedd. Rydym yn eistedd ochr yn ochr mewn cyfarfodydd "
                "clwstwr ac yn cwyno am yr un ffurflenni. Felly pan ddaeth y Canllaw Adolygu allan, "
                "cytunom i roi cynnig arno ar ein gilydd: fy ysgol i ddydd Mawrth, ei hysgol hi ddydd Iau.",
            ),
            Two(
                "On Tuesday evening she said: “Your pupils with plans are never alone. Not for a minute.” I "
                "took it as praise. She had not meant it as praise.",
                "Nos Fawrth dywedodd: “Dydy dy ddisgyblion â chynlluniau byth ar eu pen eu hunain. Ddim am "
                "funud.” Cymerais hynny fel canmoliaeth. Nid dyna oedd ei bwriad.",
            ),
        ),
        heading(Two("What I could not see from inside", "Yr hyn na allwn ei weld o’r tu mewn")),
        paragraph(
            Two(
                "She had counted. In four lessons, one boy had spoken to the teacher once and to his "
                "teaching assistant sixty-one times. He had not chosen a pencil for himself. We had been "
                "so busy keeping him safe that we forgot to let him go.",
                "Roedd hi wedi cyfrif. Mewn pedair gwers, roedd un bachgen wedi siarad â’r athro unwaith "
                "ac â’i gynorthwyydd chwe deg un o weithiau. Nid oedd wedi dewis pensil drosto’i hun. "
                "Roeddem mor brysur yn ei gadw’n ddiogel nes i ni anghofio gadael iddo fynd.",
            ),
            Two(
                "On Thursday it was my turn. Her corridors were calm and her paperwork was perfect, and not "
                "one parent I met knew what any of it was for.",
                "Ddydd Iau, fy nhro i oedd hi. Roedd ei choridorau’n dawel a’i gwaith papur yn berffaith, ac "
                "nid oedd yr un rhiant y cwrddais ag ef yn gwybod beth oedd pwrpas dim ohono.",
            ),
        ),
        quote(
            Two(
                "You cannot mark your own homework. You can swap it with a friend.",
                "Allwch chi ddim marcio eich gwaith cartref eich hun. Gallwch ei gyfnewid â ffrind.",
            )
        ),
        paragraph(
            Two(
                "We each left with three actions. A term on, the boy picks his own pencils, and some days "
                "his own seat. It is the best training I have had, and it cost us two supply days.",
                "Gadawodd y ddwy ohonom gyda thri cham. Dymor yn ddiweddarach, mae’r bachgen yn dewis ei "
                "bensiliau ei hun, ac ar rai dyddiau ei sedd ei hun. Dyma’r hyfforddiant gorau a gefais, a "
                "chostiodd ddau ddiwrnod o staff cyflenwi i ni.",
            )
        ),
        button(
            Two("Get the SEND Review Guide", "Cael y Canllaw Adolygu"), "send-review-guide", kind="secondary"
        ),
    ),
    _story(
        "twenty-minutes-on-a-friday",
        Two("Twenty minutes on a Friday", "Ugain munud ar ddydd Gwener"),
        Two(
            "A history teacher takes one part of the Reflection Framework each half term, with a colleague "
            "and a cup of tea.",
            "Athro hanes yn cymryd un rhan o’r Fframwaith Myfyrio bob hanner tymor, gyda chydweithiwr a "
            "phaned.",
        ),
        date(2018, 1, 19),
        "Callum Reay",
        ["teaching", "assessment"],
        paragraph(
            Two(
                "Nobody tells you in training that the hardest pupil to teach is the one who says “yes, sir” "
                "and has not understood. I had four of them in one Year 8 class.",
                "Does neb yn dweud wrthych wrth hyfforddi mai’r disgybl anoddaf i’w addysgu yw’r un sy’n "
                "dweud “ie, syr” heb ddeall. Roedd gen i bedwar ohonyn nhw mewn un dosbarth Blwyddyn 8.",
            ),
            Two(
                "The framework asks how I know that a pupil has understood. My honest answer was: I ask, and "
                "they nod. I wrote that in the evidence column. It looked thin.",
                "Mae’r fframwaith yn gofyn sut rwy’n gwybod bod disgybl wedi deall. Fy ateb gonest oedd: "
                "rwy’n gofyn, ac maen nhw’n nodio. Ysgrifennais hynny yn y golofn dystiolaeth. Edrychai’n "
                "denau.",
            ),
            Two(
                "So now, once a lesson, everyone draws the idea in a box no larger than a stamp. It takes a "
                "minute and I can see from the front of the room who is with me. The four are with me more "
                "often. So, it turns out, are eleven others.",
                "Felly nawr, unwaith y wers, mae pawb yn tynnu llun o’r syniad mewn blwch dim mwy na "
                "stamp. Mae’n cymryd munud, a gallaf weld o flaen yr ystafell pwy sydd gyda mi. Mae’r "
                "pedwar gyda mi’n amlach. Felly hefyd, mae’n ymddangos, un ar ddeg arall.",
            ),
        ),
        callout(
            Two("If you want to try", "Os hoffech roi cynnig arni"),
            Two(
                "Pick one pupil, one part and one colleague who will not try to fix you.",
                "Dewiswch un disgybl, un rhan ac un cydweithiwr na fydd yn ceisio eich trwsio.",
            ),
            tone="success",
        ),
    ),
    _story(
        "the-velcro-problem",
        "The Velcro problem",
        "A teaching assistant on learning to stand back, and what happened in the space she left.",
        date(2017, 9, 21),
        "Anjali Deshmukh",
        ["teaching", "resources"],
        paragraph(
            "In our school they called it the Velcro problem. You are given a child, you are kind, and by "
            "October the two of you cannot be pulled apart.",
            "We filled in the survey from the Teaching Assistant Deployment Review Guide in the same week "
            "as the teachers. Eight in ten teachers said they told us before the lesson what pupils should "
            "learn. Two in ten of us said we knew. Nobody had lied. They had e-mailed it at eleven at "
            "night.",
        ),
        heading("Ten minutes that changed the week"),
        paragraph(
            "We now have ten minutes on a Monday, paid, with the door shut. I know what the lesson is for. "
            "So I can ask a question and wait, instead of whispering the answer. Waiting is the hardest "
            "thing I have ever been trained to do.",
            "In February the girl I work with turned to the boy beside her and asked him what a verb was. "
            "I was four tables away, and I had to look out of the window for a bit.",
        ),
    ),
    _story(
        "questions-a-governor-can-ask",
        "Questions a governor can ask",
        "You do not need to know the Code of Practice by heart. You need five questions and the patience "
        "to wait.",
        date(2018, 3, 12),
        "Peter Wraxall",
        ["leadership", "tracking"],
        paragraph(
            "I was an engineer for thirty-four years and joined the board because someone had to read the "
            "boiler contract. When they asked me to lead on SEND I said I knew nothing about it. “Good,” "
            "said our SENCO. “Then you will ask.”",
            "These are the five that have done most for us.",
            (
                "What did you stop doing this term, and how did you decide?",
                "Tell me about one pupil it is not working for yet.",
                "If I gave you one more day a week, what would you do with it?",
                "What do families say that we have not acted on?",
                "What would you like the board to say no to?",
            ),
        ),
        paragraph(
            "The last one is the best. She told us. We said no. She got her Wednesday mornings back, and the "
            "pupils got her."
        ),
    ),
    _story(
        "what-the-numbers-hid",
        "What the numbers hid",
        "Attendance looked fine on the graph. Then somebody asked who was missing on Fridays.",
        date(2017, 3, 9),
        "Nathaniel Osei",
        ["outcomes", "tracking"],
        paragraph(
            "Our attendance for pupils with SEND was within a point of everyone else’s. We had a graph. We "
            "were rather proud of it.",
            "A visiting reviewer asked to see it by day of the week. On Fridays it fell by nine points. "
            "Fridays were double PE, then assembly, then lunch in the small hall. For a dozen pupils that "
            "is three hours of noise with no way out.",
            "We moved assembly, opened the library at lunch, and let anyone choose it. No new money, no new "
            "policy. By Easter, Fridays looked like Tuesdays.",
        ),
        quote("An average is a very good place to hide.", "Nathaniel Osei"),
    ),
    _story(
        "a-letter-to-the-next-parent",
        "A letter to the next parent",
        "What one mother wishes somebody had told her before the first review meeting.",
        date(2017, 5, 18),
        "Sorrel Finch",
        ["families", "assessment"],
        paragraph(
            "You will sit on a small chair. There will be more of them than of you. Somebody will use a word "
            "made of capital letters, and everyone else will nod.",
            "Ask what it means. I did not, for two years. When at last I did, the woman beside me let out a "
            "breath: she did not know either, and she worked there.",
        ),
        heading("Three things to bring"),
        paragraph(
            (
                "A photograph of your child doing something they love. Put it on the table first.",
                "One thing that works at home. They may not have tried it.",
                "A question you want answered by the end. Say it at the start.",
            ),
            "And to the schools: the best meeting we ever had began with the teacher saying, “Tell us what "
            "we have got wrong about him so far.” We have trusted her ever since.",
        ),
    ),
    _story(
        "sixty-reviews-later",
        "Sixty reviews later",
        "A system leader on what she has stopped carrying in her bag.",
        date(2017, 11, 30),
        "Gwen Harries",
        ["leadership", "teaching", "provision"],
        paragraph(
            "For my first review I took two folders, a timetable and nineteen questions. I asked all of "
            "them. I heard almost nothing.",
            "These days I take a notebook. I ask to follow one pupil for a morning. I eat the school lunch. "
            "Then I ask the SENCO what she hopes I noticed. That one question saves us about two hours.",
            "Reporting is still the stage that reviewers find hardest, and I think I know why: we write for "
            "whoever might be cross with us. Write for the person who has to do something on Monday.",
        ),
    ),
)
