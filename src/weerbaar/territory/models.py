"""Tables of the territory. Coordinates are RD New (EPSG:28992, metres); geometry is WKB in RD New."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class DataSource(models.Model):
    """Where imported data came from: shown wherever a figure of it is shown."""

    municipality = models.ForeignKey(
        "accounts.Municipality", on_delete=models.CASCADE, related_name="data_sources"
    )
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    origin = models.CharField(max_length=300)
    licence = models.CharField(max_length=100)
    reference_date = models.CharField(max_length=20, blank=True)
    retrieved_at = models.DateTimeField()
    sha256 = models.CharField(max_length=64)
    illustrative = models.BooleanField(default=False)

    class Meta:
        ordering = ("kind", "title")

    def __str__(self) -> str:
        return self.title


class ImportRun(models.Model):
    """One import: what it read, used, repaired and refused, and its totals against the official ones."""

    municipality = models.ForeignKey(
        "accounts.Municipality", on_delete=models.CASCADE, related_name="import_runs"
    )
    at = models.DateTimeField(auto_now_add=True)
    actor_label = models.CharField(max_length=120)
    job_id = models.UUIDField(null=True, blank=True)
    fingerprint = models.CharField(max_length=64)
    succeeded = models.BooleanField()
    report = models.JSONField()

    class Meta:
        ordering = ("-at",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class District(models.Model):
    """A CBS district (wijk)."""

    municipality = models.ForeignKey(
        "accounts.Municipality", on_delete=models.CASCADE, related_name="districts"
    )
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=100)
    residents_official = models.PositiveIntegerField(null=True)
    geometry = models.BinaryField(null=True)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=("municipality", "code"), name="district_code_once"),
            models.CheckConstraint(condition=Q(code__regex=r"^WK[0-9]{6}$"), name="district_code_is_cbs"),
        )

    def __str__(self) -> str:
        return self.name


class Neighbourhood(models.Model):
    """A CBS neighbourhood (buurt) with the figures that designs and reports use."""

    municipality = models.ForeignKey(
        "accounts.Municipality", on_delete=models.CASCADE, related_name="neighbourhoods"
    )
    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="neighbourhoods")
    code = models.CharField(max_length=10)
    name = models.CharField(max_length=100)
    x = models.FloatField()
    y = models.FloatField()
    geometry = models.BinaryField(null=True)
    residents = models.FloatField()
    households = models.FloatField()
    aged_65_plus = models.FloatField()
    vulnerable_share = models.FloatField(null=True)
    indicators = models.JSONField(default=dict)

    class Meta:
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=("municipality", "code"), name="neighbourhood_code_once"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^BU[0-9]{8}$"), name="neighbourhood_code_is_cbs"
            ),
            models.CheckConstraint(
                condition=Q(residents__gte=0, households__gte=0, aged_65_plus__gte=0),
                name="neighbourhood_counts_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(vulnerable_share__isnull=True)
                | Q(vulnerable_share__gte=0, vulnerable_share__lte=1),
                name="vulnerable_share_is_a_share",
            ),
        )

    def __str__(self) -> str:
        return self.name


class DemandPoint(models.Model):
    """Where residents are: a six-character postcode, a grid cell, or an address."""

    municipality = models.ForeignKey(
        "accounts.Municipality", on_delete=models.CASCADE, related_name="demand_points"
    )
    neighbourhood = models.ForeignKey(Neighbourhood, on_delete=models.CASCADE, related_name="demand_points")
    code = models.CharField(max_length=20)
    x = models.FloatField()
    y = models.FloatField()
    residents = models.FloatField()
    households = models.FloatField()
    aged_65_plus = models.FloatField()
    vulnerable = models.FloatField()

    class Meta:
        ordering = ("code",)
        constraints = (
            models.UniqueConstraint(fields=("municipality", "code"), name="demand_point_code_once"),
            models.CheckConstraint(
                condition=Q(residents__gte=0, households__gte=0, aged_65_plus__gte=0, vulnerable__gte=0),
                name="demand_point_counts_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(vulnerable__lte=models.F("residents")), name="vulnerable_are_residents"
            ),
        )

    def __str__(self) -> str:
        return self.code


class Building(models.Model):
    """An existing building (or place) that could become a support point."""

    class Kind(models.TextChoices):
        COMMUNITY_CENTRE = "community_centre", _("community centre")
        PLACE_OF_WORSHIP = "place_of_worship", _("place of worship")
        SPORTS_HALL = "sports_hall", _("sports hall")
        SCHOOL = "school", _("school")
        LIBRARY = "library", _("library")
        FIRE_STATION = "fire_station", _("fire station")
        POLICE = "police", _("police station")
        TOWN_HALL = "town_hall", _("town hall")
        HEALTH = "health", _("health centre")
        SHOP = "shop", _("shop")
        OTHER = "other", _("other")

    class Access(models.TextChoices):
        YES = "yes", _("step-free")
        LIMITED = "limited", _("partly step-free")
        NO = "no", _("not step-free")
        UNKNOWN = "unknown", _("not known")

    municipality = models.ForeignKey(
        "accounts.Municipality", on_delete=models.CASCADE, related_name="buildings"
    )
    neighbourhood = models.ForeignKey(
        Neighbourhood, null=True, on_delete=models.SET_NULL, related_name="buildings"
    )
    external_id = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    name = models.CharField(max_length=160, blank=True)
    street = models.CharField(max_length=120, blank=True)
    house_number = models.CharField(max_length=20, blank=True)
    postcode = models.CharField(max_length=6, blank=True)
    step_free = models.CharField(max_length=8, choices=Access.choices, default=Access.UNKNOWN)
    x = models.FloatField()
    y = models.FloatField()
    retired = models.BooleanField(default=False)  # gone from the source, kept because a point refers to it

    class Meta:
        ordering = ("name", "external_id")
        constraints = (models.UniqueConstraint(fields=("municipality", "external_id"), name="building_once"),)

    def __str__(self) -> str:
        return self.name or self.get_kind_display()


class Street(models.Model):
    """A named street within one neighbourhood, with a point on it: what a resident searches for."""

    municipality = models.ForeignKey(
        "accounts.Municipality", on_delete=models.CASCADE, related_name="streets"
    )
    neighbourhood = models.ForeignKey(Neighbourhood, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=160)
    search_name = models.CharField(max_length=160)  # lower case, without accents or punctuation
    x = models.FloatField()
    y = models.FloatField()

    class Meta:
        ordering = ("name",)
        indexes = (models.Index(fields=("municipality", "search_name")),)

    def __str__(self) -> str:
        return self.name


class StreetNetworkFile(models.Model):
    """The street network of a municipality: arrays in the data folder, named after their content."""

    municipality = models.OneToOneField(
        "accounts.Municipality", on_delete=models.CASCADE, related_name="street_network"
    )
    sha256 = models.CharField(max_length=64)
    nodes = models.PositiveIntegerField()
    edges = models.PositiveIntegerField()
    length_m = models.FloatField()

    def __str__(self) -> str:
        return f"{self.nodes} nodes, {self.edges} edges"


class ParameterValue(models.Model):
    """A municipality's own value for a norm or parameter, with where it comes from."""

    municipality = models.ForeignKey("accounts.Municipality", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)
    value = models.FloatField()
    source = models.CharField(max_length=300)
    date = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("municipality", "key"), name="parameter_once"),)

    def __str__(self) -> str:
        return f"{self.key} = {self.value}"
