"""A page costs the same number of queries however many pages stand under it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from .conftest import add

ADDRESSES = ["/", "/stories/", "/stories/our-first-review/", "/about/", "/sitemap.xml"]


def cost(client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "address", ["/", "/stories/", "/stories/our-first-review/", "/about/", "/sitemap.xml"]
)
def test_more_stories_and_pages_cost_no_more(client, tree, address):
    before = cost(client, address)
    for number in range(4):
        add(tree.stories, type(tree.story), f"Story {number}", slug=f"story-{number}", body=[])
        add(tree.about, type(tree.standard), f"Page {number}", slug=f"page-{number}", body=[])
    # The first story beside another one may bring one list that was empty before.
    assert cost(client, address) <= before + 1
