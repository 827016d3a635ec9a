"""The people and partners of the demo. All invented."""

from dataclasses import dataclass

from wagtail.models import Locale

from cms.core.demo import Context

from ..models import Partner, Profile
from .bilingual import Two, english, text, translate, welsh

Group = Profile.Group


@dataclass(frozen=True)
class Who:
    """Somebody with a public face."""

    name: str
    group: str
    role: Two
    bio: Two


WHO = (
    Who(
        "Marta Lindqvist",
        Group.TEAM,
        Two("Director", "Cyfarwyddwr"),
        Two(
            "Taught in special and mainstream schools for nineteen years. Keeps the consortium talking.",
            "Bu’n addysgu mewn ysgolion arbennig a phrif ffrwd am bedair blynedd ar bymtheg. Mae’n cadw’r "
            "consortiwm i siarad.",
        ),
    ),
    Who(
        "Joel Asante",
        Group.TEAM,
        Two("Communications", "Cyfathrebu"),
        Two(
            "Tells schools what there is and asks where they heard of it. Writes the newsletter.",
            "Yn dweud wrth ysgolion beth sydd ar gael ac yn gofyn ble clywsant amdano. Ef sy’n ysgrifennu’r "
            "cylchlythyr.",
        ),
    ),
    Who(
        "Ffion Prys",
        Group.TEAM,
        Two("Training and events", "Hyfforddiant a digwyddiadau"),
        Two(
            "Finds a hall, a date and a host for every training day. A SENCO until last summer.",
            "Yn dod o hyd i neuadd, dyddiad a gwesteiwr i bob diwrnod hyfforddi. Bu’n SENCO tan yr haf "
            "diwethaf.",
        ),
    ),
    Who(
        "Desmond Pike",
        Group.TEAM,
        Two("Data and reports", "Data ac adroddiadau"),
        Two(
            "Counts what we do, says what the numbers cannot tell, and answers to our funder.",
            "Yn cyfrif yr hyn a wnawn, yn dweud beth na all y rhifau ei ddweud, ac yn ateb i’n cyllidwr.",
        ),
    ),
    Who(
        "Rukhsana Mirza",
        Group.TEAM,
        Two("Guides and editing", "Canllawiau a golygu"),
        Two(
            "Turns what teachers send us into the next edition. Will argue over a comma.",
            "Yn troi’r hyn y mae athrawon yn ei anfon aton ni yn fersiwn nesaf. Mae’n fodlon dadlau am goma.",
        ),
    ),
    Who(
        "Professor Helen Garraway",
        Group.STEERING,
        Two("Chair; University of the Dales", "Cadeirydd; Prifysgol y Dales"),
        Two(
            "Studies how schools learn from each other. The parent of two young people, one with a plan.",
            "Yn astudio sut mae ysgolion yn dysgu oddi wrth ei gilydd. Rhiant i ddau berson ifanc, un â "
            "chynllun.",
        ),
    ),
    Who(
        "Tunde Bakare",
        Group.STEERING,
        Two(
            "Chief executive of a trust of eleven schools",
            "Prif weithredwr ymddiriedolaeth o un ar ddeg ysgol",
        ),
        Two(
            "Led the group that wrote the MAT SEND Framework.",
            "Arweiniodd y grŵp a ysgrifennodd y fframwaith i ymddiriedolaethau.",
        ),
    ),
    Who(
        "Sorrel Finch",
        Group.STEERING,
        Two("Parent carer forum", "Fforwm rhieni a gofalwyr"),
        Two(
            "Asks, at every meeting, what families will notice.",
            "Yn gofyn, ym mhob cyfarfod, beth fydd teuluoedd yn sylwi arno.",
        ),
    ),
    Who(
        "Gwen Harries",
        Group.LEADERS,
        Two("SEND System Leader, South West", "Arweinydd System, De-orllewin Lloegr"),
        Two(
            "Has led reviews in sixty schools, and been reviewed in her own three times.",
            "Mae wedi arwain adolygiadau mewn trigain ysgol, a chael ei hadolygu yn ei hysgol ei hun dair "
            "gwaith.",
        ),
    ),
    Who(
        "Nathaniel Osei",
        Group.LEADERS,
        Two("SEND System Leader, London", "Arweinydd System, Llundain"),
        Two(
            "Deputy head of an all-through school. Trains reviewers on Fridays.",
            "Dirprwy bennaeth ysgol bob oed. Yn hyfforddi adolygwyr ar ddydd Gwener.",
        ),
    ),
    Who(
        "Bridget Halloran",
        Group.AUTHORS,
        Two("SENCO, primary school, Bradford", "SENCO, ysgol gynradd, Bradford"),
        Two("Has run a SENCO cluster for nine years.", "Mae’n rhedeg clwstwr SENCOs ers naw mlynedd."),
    ),
    Who(
        "Callum Reay",
        Group.AUTHORS,
        Two("History teacher, Gateshead", "Athro hanes, Gateshead"),
        Two("In his fourth year of teaching.", "Yn ei bedwaredd flwyddyn o addysgu."),
    ),
    Who(
        "Anjali Deshmukh",
        Group.AUTHORS,
        Two("Teaching assistant, Leicester", "Cynorthwyydd addysgu, Caerlŷr"),
        Two("Works with Years 7 and 8.", "Yn gweithio gyda Blynyddoedd 7 ac 8."),
    ),
    Who(
        "Peter Wraxall",
        Group.AUTHORS,
        Two("Chair of governors, Dorset", "Cadeirydd llywodraethwyr, Dorset"),
        Two(
            "A retired engineer, and a governor since 2009.",
            "Peiriannydd wedi ymddeol, a llywodraethwr ers 2009.",
        ),
    ),
)

PARTNERS = (
    (
        "Northfold Federation of Special Schools",
        Two(
            "Seven special schools that open their doors to mainstream colleagues every Thursday.",
            "Saith ysgol arbennig sy’n agor eu drysau i gydweithwyr o’r brif ffrwd bob dydd Iau.",
        ),
    ),
    (
        "The Lantern Trust",
        Two(
            "A charity for speech, language and communication. Lends us its therapists and its straight "
            "talk.",
            "Elusen lleferydd, iaith a chyfathrebu. Yn rhoi benthyg ei therapyddion a’i gonestrwydd i ni.",
        ),
    ),
    (
        "University of the Dales, School of Education",
        Two(
            "Looks at whether any of this works, and publishes the answer either way.",
            "Yn edrych a yw hyn yn gweithio, ac yn cyhoeddi’r ateb beth bynnag ydyw.",
        ),
    ),
    (
        "Parents Beside Schools",
        Two(
            "Brings families to the table before the papers are written.",
            "Yn dod â theuluoedd at y bwrdd cyn i’r papurau gael eu hysgrifennu.",
        ),
    ),
)


def make_people(context: Context, locale: Locale) -> None:
    """Make profiles and partners in both languages. Profiles by name: `context.found["profiles"]`."""
    profiles = context.found["profiles"] = {}
    for number, who in enumerate(WHO, start=1):
        profile = Profile(
            name=who.name,
            group=who.group,
            role=who.role.en,
            bio=english(text(who.bio), {}),
            sort_order=number * 10,
        )
        profile.save()
        profile.save_revision().publish()
        profiles[who.name] = profile
        _publish(translate(profile, welsh([who.name, who.role, text(who.bio)]), locale))
    for number, (name, what) in enumerate(PARTNERS, start=1):
        partner = Partner(name=name, what_they_do=what.en, sort_order=number * 10)
        partner.save()
        partner.save_revision().publish()
        _publish(translate(partner, welsh([name, what]), locale))


def _publish(instance: Profile | Partner) -> None:
    """Publish now what wagtail-localize would publish at the end of the transaction."""
    instance.get_latest_revision().publish()
