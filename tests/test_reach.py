"""How far after a day a thing is still in time."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from chronology.temporal import Reach, days, last_day, months, working_days
from chronology.temporal.reach import bank_holidays


@pytest.mark.parametrize(
    ("trigger", "reach", "last"),
    [
        (date(2021, 6, 4), 7, date(2021, 6, 11)),
        (date(2021, 6, 4), days(7), date(2021, 6, 11)),
        (date(2021, 6, 4), working_days(1), date(2021, 6, 7)),  # Friday to Monday
        (date(2021, 6, 5), working_days(1), date(2021, 6, 7)),  # so does Saturday
        (date(2021, 6, 6), working_days(1), date(2021, 6, 7)),  # and Sunday
        (date(2021, 12, 24), working_days(1), date(2021, 12, 29)),  # Christmas on a Saturday
        (date(2022, 9, 16), working_days(1), date(2022, 9, 20)),  # the state funeral
        (date(2020, 5, 7), working_days(1), date(2020, 5, 11)),  # May day on a Friday
        (date(2021, 6, 1), working_days(15), date(2021, 6, 22)),
        (date(2021, 11, 30), months(3), date(2022, 2, 28)),
        (
            date(2021, 6, 4),
            months(lambda day: day.dt.month().cast(pl.Int64)),
            date(2021, 12, 4),
        ),
        (
            date(2021, 6, 4),
            working_days(lambda day: day.dt.month().cast(pl.Int64)),
            date(2021, 6, 14),
        ),
    ],
)
def test_the_last_day_in_time(trigger: date, reach: Reach, last: date) -> None:
    assert pl.select(last_day(reach, pl.lit(trigger))).item() == last


def test_bank_holidays_go_on_for_some_years_and_each_year_has_eight() -> None:
    years = [day.year for day in bank_holidays()]
    assert max(years) >= date.today().year + 5
    assert all(years.count(year) >= 8 for year in range(1995, 2036))
