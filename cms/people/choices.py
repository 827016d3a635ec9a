"""What people are and where they work, in the words that forms offer."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody does, as asked on every form."""

    SENCO = "senco", _("SENCO")
    TEACHER = "teacher", _("Teacher")
    TEACHING_ASSISTANT = "ta", _("Teaching assistant")
    HEAD = "head", _("Headteacher or senior leader")
    TRUST_LEADER = "trust", _("Leader in a multi-academy trust")
    GOVERNOR = "governor", _("Governor or trustee")
    LOCAL_AUTHORITY = "la", _("Local authority officer")
    HEALTH = "health", _("Educational psychologist, therapist or health professional")
    ACADEMIC = "academic", _("University staff or researcher")
    STUDENT = "student", _("Student or trainee teacher")
    PARENT = "parent", _("Parent or carer")
    CHARITY = "charity", _("Charity or voluntary sector")
    CONSULTANT = "consultant", _("Consultant or trainer")
    OTHER = "other", _("Something else")


class OrganisationType(models.TextChoices):
    """The kind of place somebody works in."""

    PRIMARY = "primary", _("Primary school")
    SECONDARY = "secondary", _("Secondary school")
    ALL_THROUGH = "all_through", _("All-through school")
    SPECIAL = "special", _("Special school")
    ALTERNATIVE = "ap", _("Alternative provision")
    EARLY_YEARS = "early_years", _("Nursery or early years setting")
    COLLEGE = "college", _("Sixth form or further education college")
    TRUST = "trust", _("Multi-academy trust")
    LOCAL_AUTHORITY = "la", _("Local authority")
    UNIVERSITY = "university", _("University")
    CHARITY = "charity", _("Charity")
    NONE = "none", _("No organisation: a parent or carer, or on my own account")
    OTHER = "other", _("Something else")


class OrganisationKind(models.TextChoices):
    """What an organisation is in our records; `OrganisationType` is what a person says of theirs."""

    SCHOOL = "school", _("School")
    TRUST = "trust", _("Trust")
    AUTHORITY = "authority", _("Local authority")
    CHARITY = "charity", _("Charity")
    UNIVERSITY = "university", _("University")
    OTHER = "other", _("Other organisation")


class StepKind(models.TextChoices):
    """What was done in one act about organisations."""

    MATCH = "match", _("matched")
    LEAVE = "leave", _("left as they are")
    MERGE = "merge", _("merged")


class Likeness(models.TextChoices):
    """Why two people may be one."""

    PLUS_TAG = "plus", _("The same address but for what stands behind a plus sign")
    TYPO = "typo", _("The same address but for a slip in the provider’s name or a dot")
    NAME_AND_ORGANISATION = "name", _("The same name at the same organisation")
    LOCAL_PART = "local", _("The same letters before the @, at one school or trust")
    NAME_AND_POSTCODE = "place", _("The same name and the same postcode")


class Verdict(models.TextChoices):
    """What somebody said of two people who may be one."""

    OPEN = "open", _("Not looked at")
    DIFFERENT = "different", _("Not the same person")


class ImportMode(models.TextChoices):
    """What becomes of a row whose address is known already."""

    SKIP = "skip", _("Leave people we know as they are")
    FILL = "fill", _("Fill in what is blank")
    UPDATE = "update", _("Overwrite with what the file says")
