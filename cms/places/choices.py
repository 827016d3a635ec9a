"""The fixed vocabularies of place: regions of England, and how a place was found out."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Region(models.TextChoices):
    """The nine regions of England by their ONS codes, and what is said where none can be."""

    NORTH_EAST = "E12000001", _("North East")
    NORTH_WEST = "E12000002", _("North West")
    YORKSHIRE = "E12000003", _("Yorkshire and The Humber")
    EAST_MIDLANDS = "E12000004", _("East Midlands")
    WEST_MIDLANDS = "E12000005", _("West Midlands")
    EAST = "E12000006", _("East of England")
    LONDON = "E12000007", _("London")
    SOUTH_EAST = "E12000008", _("South East")
    SOUTH_WEST = "E12000009", _("South West")
    UNCLEAR = "unclear", _("Unclear: the postcode district straddles a border")


class Method(models.TextChoices):
    """How a place was found out, from the surest to nothing at all."""

    FULL = "full", _("full postcode")
    SECTOR = "sector", _("postcode sector")
    OUTCODE = "outcode", _("postcode district")
    AREA = "area", _("postcode area")
    COUNTRY = "country", _("country, as given")
    NONE = "none", _("not known")


class HomeNation(models.TextChoices):
    """Parts of the United Kingdom and the Crown dependencies, by ISO 3166 code."""

    ENGLAND = "GB-ENG", _("England")
    SCOTLAND = "GB-SCT", _("Scotland")
    WALES = "GB-WLS", _("Wales")
    NORTHERN_IRELAND = "GB-NIR", _("Northern Ireland")
    GUERNSEY = "GG", _("Guernsey")
    ISLE_OF_MAN = "IM", _("Isle of Man")
    JERSEY = "JE", _("Jersey")


class SchoolStatus(models.TextChoices):
    """Whether a school takes pupils, by the register's words."""

    OPEN = "open", _("open")
    CLOSING = "closing", _("open, but proposed to close")
    PROPOSED = "proposed", _("proposed to open")
    CLOSED = "closed", _("closed")


class Phase(models.TextChoices):
    """The phases of education of the register."""

    NURSERY = "nursery", _("nursery")
    PRIMARY = "primary", _("primary")
    MIDDLE_PRIMARY = "middle-1", _("middle, deemed primary")
    MIDDLE_SECONDARY = "middle-2", _("middle, deemed secondary")
    SECONDARY = "secondary", _("secondary")
    ALL_THROUGH = "all-through", _("all-through")
    SIXTEEN_PLUS = "16-plus", _("16 plus")
    NONE = "none", _("not applicable")


class GroupKind(models.TextChoices):
    """The kinds of group in the register."""

    MULTI_ACADEMY = "mat", _("multi-academy trust")
    SINGLE_ACADEMY = "sat", _("single-academy trust")
    SECURE_SINGLE_ACADEMY = "secure-sat", _("secure single-academy trust")
    SPONSOR = "sponsor", _("school sponsor")
    FEDERATION = "federation", _("federation")
    TRUST = "trust", _("trust")
    CHILDRENS_CENTRES = "children", _("children's centres group")
    OTHER = "other", _("other group")


class LinkKind(models.TextChoices):
    """How two schools of the register hang together."""

    PREDECESSOR = "predecessor", _("predecessor")
    SUCCESSOR = "successor", _("successor")
    OTHER = "other", _("other link")


class Dataset(models.TextChoices):
    """The data of others that a command or a screen can load."""

    POSTCODES = "postcodes", _("Postcodes")
    SCHOOLS = "schools", _("School register")
    GROUPS = "groups", _("Trusts and groups")
    LINKS = "links", _("Links between schools")
    AREAS = "areas", _("Area schemes")
    HOLIDAYS = "holidays", _("School holidays")


class AreaPart(models.TextChoices):
    """What an area is made of."""

    REGION = "region", _("region")
    AUTHORITY = "authority", _("local authority")
    DISTRICT = "district", _("district")
    OUTCODE = "outcode", _("postcode district")


class Certainty(models.TextChoices):
    """How sure it is that a place lies in an area."""

    SURE = "sure", _("sure")
    LIKELY = "likely", _("likely")
    UNCLEAR = "unclear", _("unclear")


class HolidayKind(models.TextChoices):
    """The holidays of a school year in England."""

    OCTOBER = "october", _("October half-term")
    CHRISTMAS = "christmas", _("Christmas")
    FEBRUARY = "february", _("February half-term")
    EASTER = "easter", _("Easter")
    MAY = "may", _("May half-term")
    SUMMER = "summer", _("Summer")
    OTHER = "other", _("other")
