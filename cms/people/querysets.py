"""Chainable reads of people."""

from django.db import models


class PersonQuerySet(models.QuerySet):
    """People, and the other addresses that lead to them."""

    def current(self) -> "PersonQuerySet":
        """Leave out the addresses that only lead to somebody else."""
        return self.filter(merged_into__isnull=True)


class OrganisationQuerySet(models.QuerySet):
    """Where people work, and the names that were merged into another."""

    def current(self) -> "OrganisationQuerySet":
        """Leave out those that were merged into another."""
        return self.filter(merged_into__isnull=True)
