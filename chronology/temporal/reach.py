"""How far after a day something is looked for: days, working days, months.

A *reach* takes the day that something counts from, the trigger, which is day 0, and gives the last
day that is still in time. Working days leave out weekends and the bank holidays of England and
Wales. A trigger at a weekend counts from the working day before, so one working day after a
Saturday is the Monday.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from importlib import resources
from typing import TypeAlias

import polars as pl

Number: TypeAlias = int | Callable[[pl.Expr], pl.Expr]
"""A number, or one that depends on the day: ``lambda day: p.at("booked_by_weeks", day)``."""

Reach: TypeAlias = int | Callable[[pl.Expr], pl.Expr]
"""So many days, or a function from the trigger's day to the last day in time."""


def days(number: Number) -> Reach:
    """So many days after."""
    return lambda day: day + pl.duration(days=_number(number, day))


def working_days(number: Number) -> Reach:
    """So many working days after. A day that is not known reaches as far as it may."""
    return lambda day: pl.map_batches(
        [day, _number(number, day)], _looked_up, return_dtype=pl.Date, is_elementwise=True
    )


FIRST, LAST = date(1890, 1, 1), date(2120, 1, 1)
"""The days that are reckoned once: those of records, with room for the ends of time."""


@cache
def _working_days_after(number: int) -> pl.Series:
    return _reckoned(pl.date_range(FIRST, LAST, eager=True), number)


def _reckoned(day: pl.Series, number: int) -> pl.Series:
    return day.dt.add_business_days(number, holidays=bank_holidays(), roll="backward")


def _looked_up(columns: Sequence[pl.Series]) -> pl.Series:
    """The last day in time for each day: looked up, since polars goes through all bank holidays
    for each of them.
    """
    day, number = columns
    last: pl.Series | None = None
    for one in number.unique():
        known = day.is_empty() or day.is_between(FIRST, LAST).all()
        place = (day - FIRST).dt.total_days()
        its = _working_days_after(one).gather(place) if known else _reckoned(day, one)
        last = its if last is None else its.zip_with(number == one, last)
    return day.clear() if last is None else last


def months(number: Number) -> Reach:
    """So many calendar months after."""
    return lambda day: day.dt.offset_by(pl.format("{}mo", _number(number, day)))


def last_day(reach: Reach, day: pl.Expr) -> pl.Expr:
    """The last day that a reach allows."""
    return day + pl.duration(days=reach) if isinstance(reach, int) else reach(day)


def _number(number: Number, day: pl.Expr) -> pl.Expr:
    return pl.lit(number) if isinstance(number, int) else number(day)


@cache
def bank_holidays() -> list[date]:
    """The bank holidays of England and Wales, from ``bank_holidays.toml``."""
    text = (resources.files("chronology.temporal") / "bank_holidays.toml").read_text("utf-8")
    return sorted(tomllib.loads(text)["england_and_wales"])
