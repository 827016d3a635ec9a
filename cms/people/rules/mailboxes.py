"""What an address tells by itself: whether several people read it, and which it was meant to be."""

# What stands before the @ where an office, a post or a team reads, not one person.
_SHARED = (
    "accounts admin administration adminoffice admissions alladmin attendance bursar business "
    "careers ceo cfo clerk clerktogovernors comms communications contact contactus deputy deputyhead "
    "derbyn dsl earlyyears education email enquiries enquiry exams exec executive feedback finance "
    "general governance governors head headpa headsec headsoffice headteacher headteachers hello "
    "help helpdesk hr inclusion info information it itsupport library localoffer mail mailbox main "
    "marketing media news newsletter nursery office pa parents pastoral pennaeth post postmaster "
    "press principal principals reception recruitment safeguarding sbm school schooladmin "
    "schooloffice secretary semh sen senadmin senco sencos send sendco sendcos sendiass sendteam "
    "senduty senservice senteam service slt staff studentservices support swyddfa team training "
    "trust webmaster ymholiadau ysgol"
)
SHARED = frozenset(_SHARED.split())

# The providers whose names people mistype.
PROVIDERS = (
    "gmail.com",
    "googlemail.com",
    "hotmail.com",
    "hotmail.co.uk",
    "outlook.com",
    "live.co.uk",
    "live.com",
    "msn.com",
    "yahoo.com",
    "yahoo.co.uk",
    "icloud.com",
    "me.com",
    "btinternet.com",
    "btopenworld.com",
    "ntlworld.com",
    "sky.com",
    "talktalk.net",
    "virginmedia.com",
    "aol.com",
    "protonmail.com",
    "blueyonder.co.uk",
    "tiscali.co.uk",
)
# One letter away from one of those, and providers themselves.
_ALSO_REAL = frozenset({"mail.com", "email.com", "ymail.com"})
# As short as these, one letter more or less is a domain of its own.
_TOO_SHORT = 7


def looks_shared(address: str) -> bool:
    """Whether several people are likely to read an address, by what stands before its @.

    A figure behind the word changes nothing (`office2@`), nor do dots, dashes and underscores
    (`head.teacher@`), nor the word `the`.
    """
    local = address.partition("@")[0].partition("+")[0]
    word = local.replace(".", "").replace("-", "").replace("_", "").rstrip("0123456789")
    return word.removeprefix("the") in SHARED or word in SHARED


def without_tag(address: str) -> str:
    """An address without its plus-part: `sam+guides@example.org` as `sam@example.org`."""
    local, _at, domain = address.rpartition("@")
    return f"{local.partition('+')[0]}@{domain}"


def meant(address: str) -> str:
    """The address that was probably meant where a provider's name is one slip away from what was typed.

    The address itself where nothing looks mistyped. Two names of one provider are one, and so are
    the dotted and undotted names at Google, which delivers both to the same person.
    """
    local, _at, domain = address.rpartition("@")
    domain = _provider(domain)
    if domain in ("gmail.com", "googlemail.com"):
        domain = "gmail.com"
        tagged = local.partition("+")
        local = tagged[0].replace(".", "") + tagged[1] + tagged[2]
    return f"{local}@{domain}"


def _provider(domain: str) -> str:
    if domain in PROVIDERS or domain in _ALSO_REAL:
        return domain
    for known in PROVIDERS:
        if len(known) > _TOO_SHORT and one_slip(domain, known):
            return known
    return domain


def one_slip(one: str, other: str) -> bool:
    """Whether two words differ by one letter more, less or other, or by two neighbours swapped."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    if len(one) == len(other):
        return one[1:] == other[1:] or (one[:2] == other[1::-1] and one[2:] == other[2:])
    return one[1:] == other if len(one) > len(other) else one == other[1:]
