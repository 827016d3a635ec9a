"""Places as they are stored beside a person or an event: looked up once, kept with the method."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import Method, Region


class PlaceFields(models.Model):
    """A snapshot of a place. Unknown is a value: empty text, and `method` says `none`."""

    country = models.CharField(
        _("country"), max_length=6, blank=True, help_text=_("ISO 3166: GB-ENG, GB-WLS, FR …")
    )
    outcode = models.CharField(_("postcode district"), max_length=4, blank=True)
    region = models.CharField(_("region"), max_length=9, choices=Region, blank=True)
    authority = models.CharField(
        _("local authority"), max_length=3, blank=True, help_text=_("DfE number of the authority")
    )
    place_method = models.CharField(
        _("how the place is known"), max_length=8, choices=Method, default=Method.NONE
    )

    class Meta:
        abstract = True


class LocalAuthority(models.Model):
    """One of the authorities with duties for education in England, by the DfE's number."""

    code = models.CharField(_("DfE number"), max_length=3, primary_key=True)
    gss_code = models.CharField(_("ONS code"), max_length=9, unique=True)
    name = models.CharField(_("name"), max_length=100, unique=True)
    region = models.CharField(_("region"), max_length=9, choices=Region)

    class Meta:
        verbose_name = _("local authority")
        verbose_name_plural = _("local authorities")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name
