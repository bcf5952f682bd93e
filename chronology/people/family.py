"""The family as a graph: who is whose parent, partner or sibling, and since when.

Built of what ``case.toml`` states and of what records state. Where nothing states a relationship,
a role speaks for the child under review: the one person with the role "father" is its father.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx
import polars as pl

from chronology.tables import CHILD_ROLES, FAR_AHEAD, LONG_AGO

PARTNERS = ("partner", "spouse", "husband", "wife")
SIBLINGS = ("sibling", "half_sibling", "step_sibling", "twin")
FEMALE_ROLES = ("mother",)
MALE_ROLES = ("father",)
Days = tuple[date | None, date | None]


@dataclass(frozen=True, slots=True)
class Family:
    """A case's persons (nodes, with ``role`` and ``sex``) and relationships (edges, with ``kind``,
    ``since`` and ``until``); an edge leads from a person to the one of whom they are the kind."""

    graph: nx.MultiDiGraph[str]

    @classmethod
    def of(cls, persons: pl.DataFrame, relationships: pl.DataFrame) -> Family:
        """The family of one case, from its tables."""
        import networkx  # slow to load

        graph: nx.MultiDiGraph[str] = networkx.MultiDiGraph()
        for person_id, role, sex in persons.select("person_id", "role", "sex").iter_rows():
            graph.add_node(person_id, role=role, sex=_sex(role, sex))
        columns = ("person_id", "related_id", "kind", "from_date", "to_date")
        for person, related, kind, since, until in relationships.select(columns).iter_rows():
            graph.add_edge(person, related, kind=kind, since=since, until=until)
        return cls(graph)

    def with_role(self, *roles: str) -> list[str]:
        """The persons with one of the roles."""
        return [person for person, role in self.graph.nodes(data="role") if role in roles]

    @property
    def children(self) -> list[str]:
        """The children under review."""
        return self.with_role(*CHILD_ROLES)

    def parents(self, of: str, sex: str | None = None) -> list[str]:
        """The parents of a person; by their roles, where nothing is stated of a child."""
        stated = self._of_kind(of, ("parent",), (None, None))
        if sex is not None:
            stated = [person for person in stated if self._sex(person) in (sex, None)]
        if stated or self._role(of) not in CHILD_ROLES:
            return stated
        roles = {"F": FEMALE_ROLES, "M": MALE_ROLES}.get(sex or "", (*FEMALE_ROLES, *MALE_ROLES))
        named = self.with_role(*roles)
        if len(self.children) > 1:  # the father of one child under review need not be another's
            named = [person for person in named if not self._is_parent(person)]
        return named

    def partners(self, of: str, when: Days) -> list[str]:
        """Who is or was the partner of a person on some day of an interval."""
        return self._either_way(of, PARTNERS, when)

    def former_partners(self, of: str, when: Days) -> list[str]:
        """Who was the partner of a person before an interval, or is stated as a former one."""
        now = self.partners(of, when)
        ever = self._either_way(of, PARTNERS, (None, None))
        stated = self._either_way(of, ("ex_partner",), (None, None))
        last = when[1] or FAR_AHEAD
        began = [person for person in ever if self._began(person, of) <= last]
        return list(dict.fromkeys([*stated, *(p for p in began if p not in now)]))

    def siblings(self, of: str, sex: str | None = None) -> list[str]:
        """The brothers and sisters of a person; by their role, where nothing is stated of a
        child."""
        stated = self._either_way(of, SIBLINGS, (None, None))
        if self._role(of) in CHILD_ROLES and not stated:
            stated = self.with_role("sibling")
        return [person for person in stated if sex is None or self._sex(person) in (sex, None)]

    def grandparents(self, of: str, side: str | None, sex: str | None) -> list[str]:
        """The grandparents of a child on the mother's (``F``) or father's (``M``) side, or both."""
        parents = self.parents(of, side)
        stated = [one for parent in parents for one in self.parents(parent)]
        if side is None:
            stated += self._of_kind(of, ("grandparent",), (None, None))
        if not stated and side is None:
            stated = [one for one in self.with_role("grandparent") if not self._is_parent(one)]
        return [
            person
            for person in dict.fromkeys(stated)
            if sex is None or self._sex(person) in (sex, None)
        ]

    def _is_parent(self, person: str) -> bool:
        return any(kind == "parent" for _, _, kind in self.graph.out_edges(person, data="kind"))

    def _began(self, person: str, other: str) -> date:
        edges = [
            *self._between(person, other),
            *self._between(other, person),
        ]
        return min((edge["since"] or LONG_AGO for edge in edges), default=LONG_AGO)

    def _between(self, person: str, other: str) -> list[dict[str, date | None]]:
        edges = self.graph.get_edge_data(person, other) or {}
        return [edge for edge in edges.values() if edge["kind"] in PARTNERS]

    def _either_way(self, of: str, kinds: Iterable[str], when: Days) -> list[str]:
        there = self._of_kind(of, kinds, when)
        back = [
            related
            for _, related, edge in self.graph.out_edges(of, data=True)
            if edge["kind"] in kinds and _overlaps(edge, when)
        ]
        return list(dict.fromkeys([*there, *back]))

    def _of_kind(self, of: str, kinds: Iterable[str], when: Days) -> list[str]:
        if of not in self.graph:
            return []
        found = [
            person
            for person, _, edge in self.graph.in_edges(of, data=True)
            if edge["kind"] in kinds and _overlaps(edge, when)
        ]
        return list(dict.fromkeys(found))

    def _sex(self, person: str) -> str | None:
        sex: str | None = self.graph.nodes[person].get("sex")
        return sex

    def _role(self, person: str) -> str | None:
        role: str | None = self.graph.nodes[person].get("role")
        return role


def _overlaps(edge: dict[str, date | None], when: Days) -> bool:
    """Whether a relationship held on some day of an interval; an open end reaches for ever."""
    return (edge["since"] or LONG_AGO) <= (when[1] or FAR_AHEAD) and (
        (when[0] or LONG_AGO) <= (edge["until"] or FAR_AHEAD)
    )


def _sex(role: str, given: str | None) -> str | None:
    if given:
        return given.strip()[:1].upper()
    if role in FEMALE_ROLES:
        return "F"
    return "M" if role in MALE_ROLES else None
