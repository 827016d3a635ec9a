"""Every postcode of Great Britain, as the ONS publishes them: `import_postcodes` alone writes them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import Region


class District(models.Model):
    """A local authority district, of today or since 2018, by its ONS code; without a name outside England."""

    code = models.CharField(_("ONS code"), max_length=9, primary_key=True)
    name = models.CharField(_("name"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=6)
    region = models.CharField(_("region"), max_length=9, choices=Region, blank=True)
    authority = models.CharField(_("local authority"), max_length=3, blank=True)

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ("name", "code")

    def __str__(self) -> str:
        return self.name or self.code


class RowNumber(models.BigIntegerField):
    """A number of 64 bits that is the row's own place in SQLite's table, so that it needs no index."""

    def db_type(self, connection) -> str:
        """SQLite takes a key for its own row number only if it is called just that."""
        return "integer" if connection.vendor == "sqlite" else super().db_type(connection)


class FullPostcode(models.Model):
    """One postcode, ended ones too, with its district and where it is to some 100 metres.

    The table is made anew by each import and takes the old one's name (`imports/swapping.py`): nothing may
    refer to it, and the database does not check `district`.
    """

    number = RowNumber(_("number"), primary_key=True, help_text=_("The postcode, read to the base 36."))
    district = models.ForeignKey(
        District, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    latitude = models.FloatField(_("latitude"), null=True)
    longitude = models.FloatField(_("longitude"), null=True)
    ended = models.BooleanField(_("ended"), default=False)

    class Meta:
        verbose_name = _("postcode")
        verbose_name_plural = _("postcodes")

    def __str__(self) -> str:
        return f"{self.number} {self.district_id}"
