"""What reviews ask for and no chronology can show, as questions that a panel can tick."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

Text = Annotated[str, Field(min_length=3)]


class Item(BaseModel):
    """A question, what to look at for an answer, and where it comes from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Text
    seed: Text
    question: Text
    looks_at: Text
    source: Text
    rules: tuple[str, ...] = ()


class _Checklist(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    item: Annotated[tuple[Item, ...], Field(min_length=1)]


@cache
def checklist() -> tuple[Item, ...]:
    """The questions of ``checklist.toml``, in its order."""
    text = (resources.files("chronology.policy") / "checklist.toml").read_text("utf-8")
    return _Checklist.model_validate(tomllib.loads(text)).item
