"""The query parameters of the service: they carry the names of the command line's flags. Unknown ones are refused."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from search.filters import Filters
from styrgraf.asked import MOST, check_date, filters_from

_LONGEST = 20_000


class Strict(BaseModel):
    """Parameters of which none other may be given."""

    model_config = ConfigDict(extra="forbid")


class Paged(Strict):
    """A list in pages: `cursor` is what the answer's Link header gave."""

    k: int = Field(10, ge=1, le=MOST, description="Antal i ett svar.")
    cursor: str | None = Field(None, max_length=100, description="Var svaret börjar; tas ur Link i förra svaret.")


class Few(Strict):
    """The nearest ones alone: there is no second page of these."""

    k: int = Field(10, ge=1, le=100, description="Antal i svaret.")


class Filtered(Paged):
    """The filters that `search` and `precedents` share."""

    kind: str = Field("", max_length=100, description="Dokumentsort, t.ex. strategi.", examples=["strategi"])
    municipality: str = Field(
        "", max_length=100, description="Kommunens eller regionens namn eller kod.", examples=["1380"]
    )
    adopted_by: str = Field(
        "", alias="adopted-by", max_length=200, description="Beslutande organ.", examples=["kommunfullmäktige"]
    )
    from_: str = Field("", alias="from", max_length=10, description="Beslutat tidigast.", examples=["2016"])
    to: str = Field("", max_length=10, description="Beslutat senast.", examples=["2024-12-31"])
    in_force_on: str = Field(
        "", alias="in-force-on", max_length=10, description="Gällde den dagen.", examples=["2024-01-01"]
    )
    subject: str = Field(
        "", max_length=100, description="Ämnesområde, t.ex. digitalisering.", examples=["digitalisering"]
    )
    county: str = Field("", max_length=10, description="Länets kod, t.ex. 14.")
    size: str = Field("", max_length=20, description="Kommunens storlek efter folkmängd, t.ex. 10000-24999.")

    def filters(self) -> Filters:
        """The filters asked for; raises `UsageError` for a date that is none."""
        return filters_from(self.given())

    def given(self) -> dict[str, str]:
        """The filters that have a value, by their public names."""
        said = self.model_dump(by_alias=True, exclude={"k", "cursor", "q", "mode", "sort"}, exclude_none=True)
        return {name: value for name, value in said.items() if value}


class SearchParameters(Filtered):
    """What `GET /api/v1/search` takes."""

    q: str = Field(max_length=_LONGEST, description="Det som söks, i fri text.", examples=["ansvar för digitalisering"])
    mode: Literal["hybrid", "lexical", "semantic"] = Field("hybrid", description="Sätt att söka.")


class PageParameters(Filtered):
    """What the search page takes."""

    q: str = Field("", max_length=_LONGEST)
    sort: Literal["", "newest", "oldest", "title"] = Field("", description="Ordning.")


class PrecedentFilters(Strict):
    """The filters on the precedents of a finding; `municipality` and `date`, where there are such, are the audit's."""

    k: int = Field(10, ge=1, le=MOST, description="Antal i ett svar.")
    kind: str = Field("", max_length=100, description="Bara prejudikat av den sorten.", examples=["strategi"])
    adopted_by: str = Field(
        "",
        alias="adopted-by",
        max_length=200,
        description="Bara antagna av det organet.",
        examples=["kommunfullmäktige"],
    )
    from_: str = Field(
        "", alias="from", max_length=10, description="Bara beslutade den dagen eller senare.", examples=["2016"]
    )
    to: str = Field("", max_length=10, description="Bara beslutade den dagen eller tidigare.", examples=["2024-12-31"])
    in_force_on: str = Field(
        "", alias="in-force-on", max_length=10, description="Bara sådana som gällde den dagen.", examples=["2024-01-01"]
    )
    subject: str = Field(
        "", max_length=100, description="Bara inom det ämnesområdet, t.ex. digitalisering.", examples=["digitalisering"]
    )
    county: str = Field("", max_length=10, description="Bara från det länet, t.ex. 14.")
    size: str = Field("", max_length=20, description="Bara från kommuner av den storleken, t.ex. 10000-24999.")

    def filters(self) -> Filters:
        """The filters asked for; raises `UsageError` for a date that is none."""
        return filters_from(self.given())

    def given(self) -> dict[str, str]:
        """The filters that have a value, by their public names."""
        names = {"kind", "adopted_by", "from_", "to", "in_force_on", "subject", "county", "size"}
        return {name: value for name, value in self.model_dump(by_alias=True, include=names).items() if value.strip()}


class FindingPageParameters(PrecedentFilters):
    """What the page of a finding takes."""

    k: int = Field(12, ge=1, le=MOST)


class AskedFinding(PrecedentFilters):
    """A finding in one's own words, with what is known of the audit."""

    text: str | None = Field(
        None,
        max_length=_LONGEST,
        description="En iakttagelse i fri text.",
        examples=["Det saknas en strategi för digital transformation"],
    )
    municipality: str = Field("", max_length=100, description="Den granskade kommunen.", examples=["1380"])
    date: str = Field("", max_length=10, description="Granskningens dag.", examples=["2023-05-01"])

    def audit(self) -> dict[str, str | None]:
        """Municipality and date of the audit, None for what is not given. Raises `UsageError` for a bad date."""
        if self.date.strip():
            check_date("date", self.date.strip())
        return {"municipality": self.municipality.strip() or None, "date": self.date.strip() or None}


class AskedFindingPage(AskedFinding):
    """What the page for one's own finding takes."""

    k: int = Field(12, ge=1, le=MOST)


class PrecedentParameters(AskedFinding):
    """What `GET /api/v1/precedents` takes: a finding or a text."""

    finding: str | None = Field(None, max_length=100, description="En iakttagelses id.")
    cursor: str | None = Field(None, max_length=100, description="Var svaret börjar; tas ur Link i förra svaret.")
    mode: Literal["hybrid", "lexical", "semantic"] = Field("hybrid", description="Sätt att söka.")


class DocumentParameters(Paged):
    """What `GET /api/v1/documents` takes."""

    kind: str = Field("", max_length=100, description="Dokumentsort.", examples=["strategi"])
    municipality: str = Field(
        "", max_length=100, description="Kommunens eller regionens namn eller kod.", examples=["1380"]
    )


class ReferenceParameters(Strict):
    """What `GET /api/v1/documents/{id}/reference` takes."""

    form: Literal["bibtex", "ris", "text"] = Field("text", alias="format", description="Hänvisningens form.")


class FindingParameters(Paged):
    """What `GET /api/v1/findings` takes."""

    municipality: str = Field(
        "", max_length=100, description="Den granskade kommunens namn eller kod.", examples=["1380"]
    )
    step: Literal["", "ja", "i-huvudsak", "delvis", "nej", "ej-bedomd"] = Field(
        "", description="Bedömningen.", examples=["nej"]
    )
