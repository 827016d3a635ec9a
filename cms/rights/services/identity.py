"""Which records are one person."""

from cms.people.models import Person

# No chain of joined records is so long; a circle, which nothing should make, ends here.
DEEPEST_MERGE = 50


def find_identity(address: str) -> list[Person]:
    """Everybody who is this person: the record with the address, the one it leads to, and all that lead
    there.

    Those that lead to others come first, so that they can be removed in this order.
    """
    person = Person.objects.filter(email=address).first()
    if person is None:
        return []
    for _step in range(DEEPEST_MERGE):
        if person.merged_into_id is None:
            break
        person = Person.objects.get(pk=person.merged_into_id)
    found, layer = [person], [person.pk]
    while layer:
        others = list(Person.objects.filter(merged_into__in=layer).exclude(pk__in=[one.pk for one in found]))
        found += others
        layer = [one.pk for one in others]
    return found[::-1]
