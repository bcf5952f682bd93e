"""Every way of writing a date that the contract lists, and the ways around each of them."""

from __future__ import annotations

import ast
import time as clock
from datetime import UTC, date, datetime, time, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import chronology.records.dates
from chronology.records.date_intervals import easter_sunday
from chronology.records.date_tokens import misspelt
from chronology.records.dates import (
    DateContext,
    DateReading,
    heading_year,
    read_date,
    read_span,
    read_time,
)

BORN = date(2021, 6, 3)
ABOVE = read_date("10/06/2021")  # a Thursday
KNOWN = DateContext(
    previous=ABOVE, born=(BORN, BORN), incident=date(2021, 10, 12), due=date(2021, 6, 10)
)


def day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def summary(reading: DateReading) -> tuple[date | None, date | None, str, time | None]:
    return reading.earliest, reading.latest, reading.precision, reading.at


# One day. The last column is the time of day.
DAYS = """
22/05/2016                      | 2016-05-22
22.05.16                        | 2016-05-22
22-may-16                       | 2016-05-22
22nd May 2016                   | 2016-05-22
22 nd May 2016                  | 2016-05-22
2016-05-22                      | 2016-05-22
22.05/16                        | 2016-05-22
7.10.03                         | 2003-10-07
22/5/2016                       | 2016-05-22
22-05-2016                      | 2016-05-22
22 - 05 - 2016                  | 2016-05-22
22 / 05 / 2016                  | 2016-05-22
22 05 16                        | 2016-05-22
22 05 2016                      | 2016-05-22
22/05 16                        | 2016-05-22
22 May 16                       | 2016-05-22
22 May '16                      | 2016-05-22
22 May, 2016                    | 2016-05-22
22-May-2016                     | 2016-05-22
22.May.16                       | 2016-05-22
22/May/2016                     | 2016-05-22
22nd of May 2016                | 2016-05-22
the 22nd of May, 2016           | 2016-05-22
22nd May 2016.                  | 2016-05-22
22/05/2016,                     | 2016-05-22
(22/05/2016)                    | 2016-05-22
[22/05/2016]                    | 2016-05-22
"22/05/2016"                    | 2016-05-22
Date: 22/05/2016                | 2016-05-22
on 22/05/2016                   | 2016-05-22
22 MAY 2016                     | 2016-05-22
22May2016                       | 2016-05-22
22MAY16                         | 2016-05-22
22ndMay2016                     | 2016-05-22
1st May 2021                    | 2021-05-01
3rd May 2021                    | 2021-05-03
3 Sept 2019                     | 2019-09-03
3 Sep. 2019                     | 2019-09-03
May 22 2016                     | 2016-05-22
May 22nd, 2016                  | 2016-05-22
2016 May 22                     | 2016-05-22
2016/05/22                      | 2016-05-22
2016.05.22                      | 2016-05-22
20160522                        | 2016-05-22
22052016                        | 2016-05-22
29/02/2020                      | 2020-02-29
31/12/1998                      | 1998-12-31
31/12/98                        | 1998-12-31
01/01/50                        | 1950-01-01
31/12/49                        | 2049-12-31
Mon 3 May 2021                  | 2021-05-03
Monday 3rd May 2021             | 2021-05-03
Mon. 3rd May, 2021              | 2021-05-03
Monday, 3 May 2021              | 2021-05-03
Monday the 3rd of May 2021      | 2021-05-03
Mon 03/05/2021                  | 2021-05-03
3 May 2021 (Monday)             | 2021-05-03
weds 5 may 21                   | 2021-05-05
22/05/2016 14:00                | 2016-05-22 | 14:00
22/05/2016 1400hrs              | 2016-05-22 | 14:00
22/05/2016 8.43 am              | 2016-05-22 | 08:43
22/05/2016 "20.05"              | 2016-05-22 | 20:05
22/05/2016, 14:00               | 2016-05-22 | 14:00
22/05/2016 - 14:00              | 2016-05-22 | 14:00
22/05/2016 at 14:00             | 2016-05-22 | 14:00
22/05/2016 @ 14.30hrs           | 2016-05-22 | 14:30
22/05/2016 (14:00)              | 2016-05-22 | 14:00
22/05/2016 14:00:30             | 2016-05-22 | 14:00:30
22/05/2016 1430                 | 2016-05-22 | 14:30
22/05/2016 14.30                | 2016-05-22 | 14:30
22.05.16 14.30                  | 2016-05-22 | 14:30
22 May 16 9am                   | 2016-05-22 | 09:00
22 May 2016 2.30pm              | 2016-05-22 | 14:30
22 May 2016 at 8.43 a.m.        | 2016-05-22 | 08:43
22/05/2016 12 noon              | 2016-05-22 | 12:00
22/05/2016 midday               | 2016-05-22 | 12:00
22/05/2016 10.30 pm             | 2016-05-22 | 22:30
22/05/2016 1030 am              | 2016-05-22 | 10:30
14:00 22/05/2016                | 2016-05-22 | 14:00
2pm on Sunday 22 May 2016       | 2016-05-22 | 14:00
"20.05" 22/05/2016              | 2016-05-22 | 20:05
22/05/2016 14:00-15:30          | 2016-05-22 | 14:00
22/05/2016 2-3pm                | 2016-05-22 | 14:00
22/05/2016 0900-1000hrs         | 2016-05-22 | 09:00
22/05/2016 between 2pm and 3pm  | 2016-05-22 | 14:00
22/05/2016 14:00 GMT            | 2016-05-22 | 14:00
2016-05-22T14:00                | 2016-05-22 | 14:00
2016-05-22 14:00:00             | 2016-05-22 | 14:00
2016-05-22T14:00:00Z            | 2016-05-22 | 14:00
2016-05-22T14:00:00.000+01:00   | 2016-05-22 | 14:00
22/05/2016 00:00                | 2016-05-22
22/05/2016 00:00:00             | 2016-05-22
22/05/2016 AM                   | 2016-05-22
22/05/10 am                     | 2010-05-22
22 May 2016 pm                  | 2016-05-22
evening of 22 May 2016          | 2016-05-22
early hours of 22 May 2016      | 2016-05-22
Christmas Day 2020              | 2020-12-25
Xmas Eve 2020                   | 2020-12-24
Boxing Day 2020                 | 2020-12-26
New Year's Eve 2020             | 2020-12-31
New Year’s Day 2021             | 2021-01-01
Good Friday 2021                | 2021-04-02
Easter Sunday 2021              | 2021-04-04
Easter Monday 2021              | 2021-04-05
44350                           | 2021-06-03
44350.5                         | 2021-06-03 | 12:00
05/22/2016                      | 2016-05-22
22/05-16                        | 2016-05-22
3 Febuary 2021                  | 2021-02-03
3 Agust 2021                    | 2021-08-03
"""

# Anything else that stands by itself: earliest, latest, precision.
SPANS = """
May 2016                              | 2016-05-01 | 2016-05-31 | month
May '16                               | 2016-05-01 | 2016-05-31 | month
May 16                                | 2016-05-01 | 2016-05-31 | month
May-2016                              | 2016-05-01 | 2016-05-31 | month
may2016                               | 2016-05-01 | 2016-05-31 | month
Sept. 2019                            | 2019-09-01 | 2019-09-30 | month
05/2016                               | 2016-05-01 | 2016-05-31 | month
5/2016                                | 2016-05-01 | 2016-05-31 | month
2016-05                               | 2016-05-01 | 2016-05-31 | month
2016 May                              | 2016-05-01 | 2016-05-31 | month
05/98                                 | 1998-05-01 | 1998-05-31 | month
05/21                                 | 2021-05-01 | 2021-05-31 | month
in May 2016                           | 2016-05-01 | 2016-05-31 | month
during May 2016                       | 2016-05-01 | 2016-05-31 | month
sometime in May 2016                  | 2016-05-01 | 2016-05-31 | month
Novemeber 2020                        | 2020-11-01 | 2020-11-30 | month
??/05/2021                            | 2021-05-01 | 2021-05-31 | month
xx/05/2021                            | 2021-05-01 | 2021-05-31 | month
?/5/21                                | 2021-05-01 | 2021-05-31 | month
May 2016 - exact date unknown         | 2016-05-01 | 2016-05-31 | month
Date not known, May 2016              | 2016-05-01 | 2016-05-31 | month
2016                                  | 2016-01-01 | 2016-12-31 | year
year 2016                             | 2016-01-01 | 2016-12-31 | year
in 2016                               | 2016-01-01 | 2016-12-31 | year
??/??/2016                            | 2016-01-01 | 2016-12-31 | year
22/??/2016                            | 2016-01-01 | 2016-12-31 | year
unknown date in 2016                  | 2016-01-01 | 2016-12-31 | year
N/K 2016                              | 2016-01-01 | 2016-12-31 | year
financial year 2019/20                | 2019-04-01 | 2020-03-31 | year
2019/20 school year                   | 2019-09-01 | 2020-08-31 | year
school year 2019-20                   | 2019-09-01 | 2020-08-31 | year
early June 2021                       | 2021-06-01 | 2021-06-10 | part_month
mid June 2021                         | 2021-06-11 | 2021-06-20 | part_month
mid-June 2021                         | 2021-06-11 | 2021-06-20 | part_month
late July 2014                        | 2014-07-21 | 2014-07-31 | part_month
late Feb 2020                         | 2020-02-21 | 2020-02-29 | part_month
beginning of May 2021                 | 2021-05-01 | 2021-05-10 | part_month
start of May 2021                     | 2021-05-01 | 2021-05-10 | part_month
middle of May 2021                    | 2021-05-11 | 2021-05-20 | part_month
end of May 2021                       | 2021-05-21 | 2021-05-31 | part_month
end May 21                            | 2021-05-21 | 2021-05-31 | part_month
towards the end of May 2021           | 2021-05-21 | 2021-05-31 | part_month
second half of June 2021              | 2021-06-16 | 2021-06-30 | part_month
June 2021 (early)                     | 2021-06-01 | 2021-06-10 | part_month
Summer 2020                           | 2020-06-01 | 2020-08-31 | season
summer '20                            | 2020-06-01 | 2020-08-31 | season
spring 2019                           | 2019-03-01 | 2019-05-31 | season
Autumn 2019                           | 2019-09-01 | 2019-11-30 | season
winter 2020                           | 2020-12-01 | 2021-02-28 | season
Winter 2020/21                        | 2020-12-01 | 2021-02-28 | season
winter 2019-20                        | 2019-12-01 | 2020-02-29 | season
early spring 2019                     | 2019-03-01 | 2019-03-31 | season
autumn term 2019                      | 2019-09-01 | 2019-12-31 | season
Spring Term 2020                      | 2020-01-01 | 2020-04-30 | season
summer term 2021                      | 2021-04-01 | 2021-07-31 | season
spring term 2019/20                   | 2020-01-01 | 2020-04-30 | season
Q1 2020                               | 2020-01-01 | 2020-03-31 | season
Q4 2020                               | 2020-10-01 | 2020-12-31 | season
2020 Q2                               | 2020-04-01 | 2020-06-30 | season
third quarter 2019                    | 2019-07-01 | 2019-09-30 | season
Q1 2020/21                            | 2020-04-01 | 2020-06-30 | season
Q4 2020/21                            | 2021-01-01 | 2021-03-31 | season
mid-2020                              | 2020-05-01 | 2020-08-31 | season
early 2020                            | 2020-01-01 | 2020-04-30 | season
end of 2019                           | 2019-09-01 | 2019-12-31 | season
first half of 2020                    | 2020-01-01 | 2020-06-30 | season
w/c 14/6/21                           | 2021-06-14 | 2021-06-20 | week
W/C 14th June 2021                    | 2021-06-14 | 2021-06-20 | week
w.c. 14/06/2021                       | 2021-06-14 | 2021-06-20 | week
wc 14/06/21                           | 2021-06-14 | 2021-06-20 | week
wk/c 14.6.21                          | 2021-06-14 | 2021-06-20 | week
w/b 14/06/21                          | 2021-06-14 | 2021-06-20 | week
week commencing Monday 14 June 2021   | 2021-06-14 | 2021-06-20 | week
week beginning 14.6.21                | 2021-06-14 | 2021-06-20 | week
14/06/2021 (w/c)                      | 2021-06-14 | 2021-06-20 | week
week of 14 June 2021                  | 2021-06-14 | 2021-06-20 | week
week of 16 June 2021                  | 2021-06-14 | 2021-06-22 | week
w/e 18/6/21                           | 2021-06-12 | 2021-06-18 | week
week ending Friday 18 June 2021       | 2021-06-12 | 2021-06-18 | week
first week of June 2021               | 2021-06-01 | 2021-06-07 | week
2nd week in June 2021                 | 2021-06-08 | 2021-06-14 | week
last week of May 2021                 | 2021-05-25 | 2021-05-31 | week
between Christmas and New Year 2019   | 2019-12-25 | 2020-01-01 | range
Christmas/New Year 2019               | 2019-12-25 | 2020-01-01 | range
Christmas 2020                        | 2020-12-24 | 2020-12-26 | range
Xmas 2020                             | 2020-12-24 | 2020-12-26 | range
Christmas holidays 2020               | 2020-12-15 | 2021-01-08 | range
New Year 2021                         | 2020-12-31 | 2021-01-01 | range
New Year 2020/21                      | 2020-12-31 | 2021-01-01 | range
Easter 2021                           | 2021-04-02 | 2021-04-05 | range
Easter holidays 2021                  | 2021-03-18 | 2021-04-21 | range
summer holidays 2020                  | 2020-07-15 | 2020-09-07 | range
October half term 2020                | 2020-10-15 | 2020-11-05 | range
half-term Feb 2020                    | 2020-02-08 | 2020-02-28 | range
weekend of 5 June 2021                | 2021-06-05 | 2021-06-06 | range
weekend of 6 June 2021                | 2021-06-05 | 2021-06-06 | range
over the weekend of 5/6 June 2021     | 2021-06-05 | 2021-06-06 | range
Sat 5/Sun 6 June 2021                 | 2021-06-05 | 2021-06-06 | range
5/6 June 2021                         | 2021-06-05 | 2021-06-06 | range
5th & 6th June 2021                   | 2021-06-05 | 2021-06-06 | range
5+6 June 2021                         | 2021-06-05 | 2021-06-06 | range
3-5 May 2021                          | 2021-05-03 | 2021-05-05 | range
3rd - 5th May 2021                    | 2021-05-03 | 2021-05-05 | range
3 to 5 May 2021                       | 2021-05-03 | 2021-05-05 | range
from 3 to 5 May 2021                  | 2021-05-03 | 2021-05-05 | range
between 3rd and 5th May 2021          | 2021-05-03 | 2021-05-05 | range
between 3 & 5 May 2021                | 2021-05-03 | 2021-05-05 | range
sometime between 3 and 5 May 2021     | 2021-05-03 | 2021-05-05 | range
Mon 3rd, Tue 4th and Wed 5th May 2021 | 2021-05-03 | 2021-05-05 | range
1-3 May 2021 inclusive                | 2021-05-01 | 2021-05-03 | range
06/2021-07/2021                       | 2021-06-01 | 2021-07-31 | range
Mon 3 - Wed 5 May 2021                | 2021-05-03 | 2021-05-05 | range
3/5-6/5/21                            | 2021-05-03 | 2021-05-06 | range
3.5-6.5.21                            | 2021-05-03 | 2021-05-06 | range
3-5/6/21                              | 2021-06-03 | 2021-06-05 | range
28/29.12.20                           | 2020-12-28 | 2020-12-29 | range
03/05/2021 - 05/05/2021               | 2021-05-03 | 2021-05-05 | range
03/05/2021 to 05/05/2021              | 2021-05-03 | 2021-05-05 | range
from 03/05/2021 until 05/05/2021      | 2021-05-03 | 2021-05-05 | range
22-05-16 - 24-05-16                   | 2016-05-22 | 2016-05-24 | range
22.05.16-24.05.16                     | 2016-05-22 | 2016-05-24 | range
30 April - 2 May 2021                 | 2021-04-30 | 2021-05-02 | range
3 May 2021 - 5 June                   | 2021-05-03 | 2021-06-05 | range
28 Dec - 3 Jan 2021                   | 2020-12-28 | 2021-01-03 | range
28 Dec 2020 - 3 Jan                   | 2020-12-28 | 2021-01-03 | range
28/12-3/1/21                          | 2020-12-28 | 2021-01-03 | range
May-June 2021                         | 2021-05-01 | 2021-06-30 | range
November / December 2006              | 2006-11-01 | 2006-12-31 | range
Nov & Dec 2006                        | 2006-11-01 | 2006-12-31 | range
Nov - Jan 2020                        | 2019-11-01 | 2020-01-31 | range
Nov 2019 - Jan 2020                   | 2019-11-01 | 2020-01-31 | range
August/September/October 2020         | 2020-08-01 | 2020-10-31 | range
mid to late June 2021                 | 2021-06-11 | 2021-06-30 | range
early/mid June 2021                   | 2021-06-01 | 2021-06-20 | range
late July - 10.08.14                  | 2014-07-21 | 2014-08-10 | range
Spring/Summer 2020                    | 2020-03-01 | 2020-08-31 | range
Autumn 2019 - Spring 2020             | 2019-09-01 | 2020-05-31 | range
Winter/Spring 2021                    | 2020-12-01 | 2021-05-31 | range
2008/09                               | 2008-01-01 | 2009-12-31 | range
2019-20                               | 2019-01-01 | 2020-12-31 | range
1999/00                               | 1999-01-01 | 2000-12-31 | range
2019/2020                             | 2019-01-01 | 2020-12-31 | range
2008-2010                             | 2008-01-01 | 2010-12-31 | range
2008 to 2010                          | 2008-01-01 | 2010-12-31 | range
between 2008 and 2010                 | 2008-01-01 | 2010-12-31 | range
2008-10                               | 2008-01-01 | 2010-12-31 | range
1990s                                 | 1990-01-01 | 1999-12-31 | range
the 90's                              | 1990-01-01 | 1999-12-31 | range
early 1990s                           | 1990-01-01 | 1993-12-31 | range
late 1990s/early 2000s                | 1996-01-01 | 2003-12-31 | range
3.5.21, 5.5.21 and 7.5.21             | 2021-05-03 | 2021-05-07 | range
3rd, 5th and 7th May 2021             | 2021-05-03 | 2021-05-07 | range
22/05/2016 & 23/05/2016               | 2016-05-22 | 2016-05-23 | range
22/05/2016 23/05/2016                 | 2016-05-22 | 2016-05-23 | range
7.5.21 and 3.5.21                     | 2021-05-03 | 2021-05-07 | range
3 May 2021 or 4 May 2021              | 2021-05-03 | 2021-05-04 | range
w/c 14/6/21 - w/c 28/6/21             | 2021-06-14 | 2021-07-04 | range
w/c 14 June & 21 June 2021            | 2021-06-14 | 2021-06-27 | range
overnight 3-4 May 2021                | 2021-05-03 | 2021-05-04 | range
overnight 3 May 2021                  | 2021-05-03 | 2021-05-04 | range
night of 3 May 2021                   | 2021-05-03 | 2021-05-04 | range
1999 onwards                          | 1999-01-01 | -          | open
1999+                                 | 1999-01-01 | -          | open
from 1999 onwards                     | 1999-01-01 | -          | open
since May 2020                        | 2020-05-01 | -          | open
from May 2020                         | 2020-05-01 | -          | open
2016 to date                          | 2016-01-01 | -          | open
2016 - present                        | 2016-01-01 | -          | open
3/5/21 - ongoing                      | 2021-05-03 | -          | open
3 May 2021 - ?                        | 2021-05-03 | -          | open
after 3 May 2021                      | 2021-05-04 | -          | open
post 2015                             | 2016-01-01 | -          | open
before 2019                           | -          | 2018-12-31 | open
pre 2015                              | -          | 2014-12-31 | open
pre-2015                              | -          | 2014-12-31 | open
prior to May 2020                     | -          | 2020-04-30 | open
on or before 3 May 2021               | -          | 2021-05-03 | open
by 3 May 2021                         | -          | 2021-05-03 | open
until June 2021                       | -          | 2021-06-30 | open
? - 3 May 2021                        | -          | 2021-05-03 | open
"""

# "?" and "approx." are 7 days wide on a day, a month on a month, a year on a year.
DOUBTED = """
?22 may 2016                 | 2016-05-15 | 2016-05-29 | day
? 22/05/2016                 | 2016-05-15 | 2016-05-29 | day
22/05/2016?                  | 2016-05-15 | 2016-05-29 | day
22/05/2016 (?)               | 2016-05-15 | 2016-05-29 | day
approx. 5/4/2019             | 2019-03-29 | 2019-04-12 | day
approximately 5 April 2019   | 2019-03-29 | 2019-04-12 | day
5/4/2019 approx              | 2019-03-29 | 2019-04-12 | day
on or around 5 April 2019    | 2019-03-29 | 2019-04-12 | day
on or about 5 April 2019     | 2019-03-29 | 2019-04-12 | day
~5/4/2019                    | 2019-03-29 | 2019-04-12 | day
5 April 2019 TBC             | 2019-03-29 | 2019-04-12 | day
c. March 2020                | 2020-02-01 | 2020-04-30 | month
around March 2020            | 2020-02-01 | 2020-04-30 | month
March 2020?                  | 2020-02-01 | 2020-04-30 | month
5 ?April 2019                | 2019-03-05 | 2019-05-05 | day
5 April ?2019                | 2018-04-05 | 2020-04-05 | day
c. 2016                      | 2015-01-01 | 2017-12-31 | year
c2016                        | 2015-01-01 | 2017-12-31 | year
2016?                        | 2015-01-01 | 2017-12-31 | year
2016ish                      | 2015-01-01 | 2017-12-31 | year
? 3-5 May 2021               | 2021-04-26 | 2021-05-12 | range
c. 1999 onwards              | 1998-01-01 | -          | open
"""

# A child born on 3 June 2021 and due on the 10th; the incident on 12 October 2021; the row above
# on Thursday 10 June 2021.
RELATIVE = """
aged 3 weeks                   | 2021-06-24 | 2021-06-30 | week
age 3 weeks                    | 2021-06-24 | 2021-06-30 | week
Aged three weeks               | 2021-06-24 | 2021-06-30 | week
6 weeks old                    | 2021-07-15 | 2021-07-21 | week
6 weeks                        | 2021-07-15 | 2021-07-21 | week
twelve weeks                   | 2021-08-26 | 2021-09-01 | week
5 months                       | 2021-11-03 | 2021-12-02 | month
at 6 weeks of age              | 2021-07-15 | 2021-07-21 | week
6-week old                     | 2021-07-15 | 2021-07-21 | week
at 6/52                        | 2021-07-15 | 2021-07-21 | week
6/52 old                       | 2021-07-15 | 2021-07-21 | week
3/12 old                       | 2021-09-03 | 2021-10-02 | month
4/7 old                        | 2021-06-07 | 2021-06-07 | day
aged 5 months                  | 2021-11-03 | 2021-12-02 | month
aged 5/12                      | 2021-11-03 | 2021-12-02 | month
aged 1 year 3 months           | 2022-09-03 | 2022-10-02 | month
aged 2                         | 2023-06-03 | 2024-06-02 | year
aged 3-4 weeks                 | 2021-06-24 | 2021-07-07 | range
a fortnight old                | 2021-06-17 | 2021-06-23 | week
aged 24 hours                  | 2021-06-04 | 2021-06-04 | day
at birth                       | 2021-06-03 | 2021-06-03 | day
birth                          | 2021-06-03 | 2021-06-03 | day
day of birth                   | 2021-06-03 | 2021-06-03 | day
day 0                          | 2021-06-03 | 2021-06-03 | day
day 5                          | 2021-06-08 | 2021-06-08 | day
Day 5 of life                  | 2021-06-08 | 2021-06-08 | day
5 days postnatal               | 2021-06-08 | 2021-06-08 | day
5 days after birth             | 2021-06-08 | 2021-06-08 | day
three weeks before birth       | 2021-05-10 | 2021-05-16 | week
3 weeks prior to birth         | 2021-05-10 | 2021-05-16 | week
two days before birth          | 2021-06-01 | 2021-06-01 | day
28 weeks pregnant              | 2021-03-18 | 2021-03-24 | week
28/40                          | 2021-03-18 | 2021-03-24 | week
28 weeks' gestation            | 2021-03-18 | 2021-03-24 | week
gestation 28 weeks             | 2021-03-18 | 2021-03-24 | week
28+3 weeks gestation           | 2021-03-21 | 2021-03-21 | day
28+3                           | 2021-03-21 | 2021-03-21 | day
28+3/40                        | 2021-03-21 | 2021-03-21 | day
40/40                          | 2021-06-10 | 2021-06-16 | week
due date                       | 2021-06-10 | 2021-06-10 | day
second trimester               | 2020-12-10 | 2021-03-17 | range
during pregnancy               | 2020-09-03 | 2021-06-03 | range
before birth                   | -          | 2021-06-02 | open
pre-birth                      | -          | 2021-06-02 | open
since birth                    | 2021-06-03 | -          | open
birth to 3 July 2021           | 2021-06-03 | 2021-07-03 | range
between birth and 6 weeks old  | 2021-06-03 | 2021-07-21 | range
day before death               | 2021-10-11 | 2021-10-11 | day
the day before the incident    | 2021-10-11 | 2021-10-11 | day
on the day of the incident     | 2021-10-12 | 2021-10-12 | day
two weeks before the incident  | 2021-09-25 | 2021-10-01 | week
week before the incident       | 2021-10-02 | 2021-10-11 | week
two days after the incident    | 2021-10-14 | 2021-10-14 | day
same day                       | 2021-06-10 | 2021-06-10 | day
Same date                      | 2021-06-10 | 2021-06-10 | day
later that day                 | 2021-06-10 | 2021-06-10 | day
ditto                          | 2021-06-10 | 2021-06-10 | day
"                              | 2021-06-10 | 2021-06-10 | day
”                              | 2021-06-10 | 2021-06-10 | day
as above                       | 2021-06-10 | 2021-06-10 | day
two days later                 | 2021-06-12 | 2021-06-12 | day
2/7 later                      | 2021-06-12 | 2021-06-12 | day
next day                       | 2021-06-11 | 2021-06-11 | day
the following day              | 2021-06-11 | 2021-06-11 | day
the next morning               | 2021-06-11 | 2021-06-11 | day
the day after                  | 2021-06-11 | 2021-06-11 | day
the day before                 | 2021-06-09 | 2021-06-09 | day
24 hours later                 | 2021-06-11 | 2021-06-11 | day
2 hours later                  | 2021-06-10 | 2021-06-11 | day
a week later                   | 2021-06-14 | 2021-06-20 | week
a month later                  | 2021-06-25 | 2021-07-25 | month
the following week             | 2021-06-14 | 2021-06-20 | week
later that week                | 2021-06-10 | 2021-06-13 | week
the following month            | 2021-07-01 | 2021-07-31 | month
the following Monday           | 2021-06-14 | 2021-06-14 | day
a few days later               | 2021-06-12 | 2021-06-15 | range
two days after 3 May 2021      | 2021-05-05 | 2021-05-05 | day
day before Christmas Day 2020  | 2020-12-24 | 2020-12-24 | day
about 3 weeks old              | 2021-06-17 | 2021-07-07 | week
?6 weeks old                   | 2021-07-08 | 2021-07-28 | week
"""

UNKNOWN = """
|N/K|n/k|NK|n.k.|not known|Not Known|unknown|Unknown.|date not given|date unknown|undated|Undated
no date|no date given|no date recorded|date not recorded|not stated|TBC|tbc|TBA|-|–|--|n/a|N/A|na
?|??|???|(?)|.|unclear|??/??/????|xx/xx/xxxx|00/00/0000|dd/mm/yyyy|exact date not known|none
(not known)|"unknown"|various|various dates|not documented|illegible|no dates
"""

# What is written, and words that the problem must hold.
PROBLEMS = """
31/02/2021                  | February 2021 has 28 days; write the day that was meant
31.02.21                    | February 2021 has 28 days
29 Feb 2021                 | February 2021 has 28 days
29/02/1900                  | February 1900 has 28 days
32 May 2021                 | May 2021 has 31 days
31 April 2021               | April 2021 has 30 days
00/05/2021                  | write 'May 2021' if the day is not known
00/00/2016                  | write '2016' if only the year is known
22/13/2021                  | no month 13
45/13/2021                  | no month 13
2021-13-45                  | no month 13
Septembuary                 | 'septembuary' was not understood
3 Septembuary 2021          | 'septembuary' was not understood
22/05/1821                  | the year 1821 is outside 1900 to 2100
22/05/2201                  | the year 2201 is outside
22/05/216                   | '216' is not clear
22/05/20216                 | '20216' is not clear
7/10/3                      | '3' is not clear
220516                      | '220516' is not clear
5-3 May 2021                | the end is before the start
between 5 May and 3 May 2021 | the end is before the start
10/08/2014 - 01/08/2014     | the end is before the start
2010-2008                   | the end is before the start
3 June                      | the year is missing
22/5                        | the year is missing
June                        | the year is missing
3-5 June                    | the year is missing
Summer                      | the year is missing
w/c 14/6                    | the year is missing
Jan to 2021                 | the year is missing
3-5/21                      | the month of '3' is missing
14:00                       | a time without a date
pm                          | a time without a date
Monday                      | a weekday without a date
22                          | not a way to write a date
22nd                        | not a way to write a date
6/52                        | 6 weeks or June 1952
22/05/2016 25:00            | '25:00' was not understood
Tel call 22/05/2016         | 'tel call' was not understood
22/05/2016 GP visit         | 'gp visit' was not understood
22/05/2016 (not 23/05/2016) | 'not' was not understood
mother aged 17              | was not understood
3½ May 2021                 | was not understood
28 May-30                   | not a way to write a date
weekend of 2 June 2021      | names no weekend
between May 2021            | not a way to write a date
two days after 31/02/2021   | February 2021 has 28 days
since before 2016           | 'before' was not understood
aged 999 years              | this would be in 3020
99 weeks pregnant           | 99 weeks of pregnancy can't be right
Mon 2021                    | not a way to write a date
spring 2019/20              | write the one year
"""

# What is written, and words that the note must hold.
NOTES = """
22.05.16                          | two-digit year read as 2016
31/12/98                          | two-digit year read as 1998
05/06/2021                        | day first
05/22/2016                        | the month seems to come first
Tuesday 3 May 2021                | 3 May 2021 was a Monday, not a Tuesday
20160522                          | eight figures read as year, month, day
44350                             | Excel day number 44350 read as 3 June 2021
01/01/1900                        | when the date is not known
3 Febuary 2021                    | 'febuary' read as February
22/05/2016 (GP)                   | '(gp)' beside the date was not read
22/05/2016*                       | was not read
22/05/2016 00:00                  | no time was given
22/05/2016 midnight               | midnight may be the start or the end
22/05/2016 2021                   | 2021 read as the time 20:21
22/05/2016 - 2021                 | 2021 read as a year, not as a time
22/05/2016 23:00-02:00            | until 02:00 the next day
2016-05-22T23:30Z                 | in time zone Z
22/05/2016 approx 14:30           | the time is approximate
May 16                            | it could also be day 16 of the month
05/21                             | read as a month and a two-digit year, May 2021
early June 2021                   | early June read as 1 June 2021 to 10 June 2021
winter 2020                       | some would mean the winter that ended in 2020
autumn term 2019                  | 1 September 2019 to 31 December 2019; councils differ
Q1 2020                           | a quarter of the financial year would differ
2008/09                           | a school or financial year would be within them
2008-10                           | it could also be October 2008
??/05/2021                        | the day was left blank
28 Dec - 3 Jan 2021               | 28 December 2020 taken, over the turn of the year
3.5.21, 5.5.21 and 7.5.21         | listed: 3 May 2021, 5 May 2021, 7 May 2021
3 May 2021 or 4 May 2021          | one or the other was meant
3-5/6/21                          | 3 read as a day of the month that follows
?22 may 2016                      | 7 days either side
c. March 2020                     | 1 month either side
c. 2016                           | 1 year either side
after 3 May 2021                  | from 4 May 2021
before 2019                       | up to 31 December 2018
2016 -                            | nothing is written after the dash
overnight 3 May 2021              | a night may run into 4 May 2021
May 2016 - exact date unknown     | exact date unknown
week of 16 June 2021              | both weeks
w/c 16/06/2021                    | 16 June 2021 is a Wednesday
aged 3 weeks                      | counted from birth on 3 June 2021
3 weeks                           | taken for the child's age
day 5                             | the day of birth counted as day 0
28/40                             | counted from the due date on 10 June 2021
three weeks before birth          | 3 days either side allowed for
day before death                  | the index incident on 12 October 2021
same day                          | the same as the row above, '10/06/2021'
two days later                    | counted from the row above on 10 June 2021
a few days later                  | read as 2 to 5 days
two days after discharge          | counts from 'discharge', whose date is not known here
3 days ago                        | counts from when it was written
"""


def rows(table: str, width: int) -> list[tuple[str, ...]]:
    found = []
    for line in table.strip("\n").splitlines():
        cells = [cell.strip() for cell in line.split(" | ")]
        found.append(tuple(cells + [""] * (width - len(cells))))
    return found


@pytest.mark.parametrize(("text", "written", "at"), rows(DAYS, 3))
def test_a_day(text: str, written: str, at: str) -> None:
    reading = read_date(text)
    expected_at = time.fromisoformat(at) if at else None
    precision = "time" if at else "day"
    assert summary(reading) == (day(written), day(written), precision, expected_at)
    assert reading.text == text
    assert reading.problem is None


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), rows(SPANS, 4))
def test_a_span(text: str, earliest: str, latest: str, precision: str) -> None:
    reading = read_date(text)
    ends = (day(earliest.strip("-")), day(latest.strip("-")))
    assert summary(reading) == (*ends, precision, None)
    assert reading.problem is None


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), rows(DOUBTED, 4))
def test_doubt_widens(text: str, earliest: str, latest: str, precision: str) -> None:
    reading = read_date(text)
    assert summary(reading)[:3] == (day(earliest), day(latest.strip("-")), precision)
    assert reading.uncertain
    assert "either side" in (reading.note or "")


@pytest.mark.parametrize(("text", "earliest", "latest", "precision"), rows(RELATIVE, 4))
def test_relative(text: str, earliest: str, latest: str, precision: str) -> None:
    reading = read_date(text, KNOWN)
    ends = (day(earliest.strip("-")), day(latest.strip("-")))
    assert summary(reading) == (*ends, precision, None)
    assert reading.note


@pytest.mark.parametrize("text", [row[0] for row in rows(RELATIVE, 4)])
def test_relative_to_nothing_is_undated_and_says_what_is_needed(text: str) -> None:
    reading = read_date(text)
    if "2021" in text or "2020" in text:
        assert reading.problem is None
        return
    assert summary(reading) == (None, None, "undated", None)
    assert reading.problem is None
    assert (reading.note or "").startswith("needs")


@pytest.mark.parametrize("text", [word for line in UNKNOWN.split("\n") for word in line.split("|")])
def test_unknown_is_undated_and_no_problem(text: str) -> None:
    assert read_date(text, KNOWN) == DateReading(text, None, None, "undated")


@pytest.mark.parametrize(("text", "words"), rows(PROBLEMS, 2))
def test_problem_says_what_would_be_right(text: str, words: str) -> None:
    reading = read_date(text, DateContext(born=KNOWN.born, due=KNOWN.due))
    assert summary(reading) == (None, None, "undated", None)
    assert (reading.problem or "").startswith(text)
    assert words in (reading.problem or "")


@pytest.mark.parametrize(("text", "words"), rows(NOTES, 2))
def test_note_says_how_it_was_read(text: str, words: str) -> None:
    reading = read_date(text, KNOWN)
    assert reading.problem is None
    assert words in (reading.note or "")


@pytest.mark.parametrize(
    "text", ["22/05/2016", "22 May 2016", "2016-05-22", "May 2016", "5/5/2021"]
)
def test_what_has_one_reading_needs_no_note(text: str) -> None:
    assert read_date(text).note is None
    assert not read_date(text).uncertain


@pytest.mark.parametrize(
    "text", ["05/22/2016", "May 16", "05/21", "22/05-16", "Tuesday 3 May 2021", "2008-10", "1999 -"]
)
def test_what_does_not_fit_itself_is_uncertain(text: str) -> None:
    assert read_date(text).uncertain


def test_a_doubted_time_does_not_widen_the_day() -> None:
    reading = read_date("22/05/2016 approx 14:30")
    assert summary(reading) == (date(2016, 5, 22), date(2016, 5, 22), "time", time(14, 30))
    assert reading.uncertain


def test_midnight_may_be_either_end_of_the_day() -> None:
    for text in ("3 May 2021 midnight", "3 May 2021 24:00", "3/5/2021 0000hrs"):
        reading = read_date(text)
        assert summary(reading) == (date(2021, 5, 3), date(2021, 5, 4), "time", time(0, 0))


def test_relative_with_a_time() -> None:
    for text in ("same day 14:00", "same day, 2pm", "Same day at 1400hrs", "same day (14:00)"):
        assert summary(read_date(text, KNOWN)) == (
            date(2021, 6, 10),
            date(2021, 6, 10),
            "time",
            time(14, 0),
        )
    assert read_date("next day 9am", KNOWN).at == time(9, 0)


def test_relative_to_an_uncertain_base_is_wider() -> None:
    born = DateContext(born=(date(2021, 6, 1), date(2021, 6, 30)))
    reading = read_date("aged 3 weeks", born)
    assert (reading.earliest, reading.latest) == (date(2021, 6, 22), date(2021, 7, 27))
    above = DateContext(previous=read_date("?22 may 2016"))
    reading = read_date("two days later", above)
    assert (reading.earliest, reading.latest) == (date(2016, 5, 17), date(2016, 5, 31))
    assert reading.uncertain


def test_same_day_as_a_row_without_a_date_or_with_an_open_end() -> None:
    undated = DateContext(previous=read_date("N/K"))
    assert read_date("same day", undated).note == "needs a date in the row above"
    still_open = DateContext(previous=read_date("1999 onwards"))
    assert summary(read_date("ditto", still_open)) == (date(1999, 1, 1), None, "open", None)
    assert "not open-ended" in (read_date("next day", still_open).note or "")


def test_a_chain_of_relative_dates() -> None:
    second = read_date("two days later", KNOWN)
    third = read_date("next day", DateContext(previous=second))
    assert third.earliest == third.latest == date(2021, 6, 13)


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("3 June", "2021-06-03", "2021-06-03"),
        ("22/5", "2021-05-22", "2021-05-22"),
        ("22/05", "2021-05-22", "2021-05-22"),
        ("June 3rd", "2021-06-03", "2021-06-03"),
        ("June", "2021-06-01", "2021-06-30"),
        ("early June", "2021-06-01", "2021-06-10"),
        ("Summer", "2021-06-01", "2021-08-31"),
        ("Christmas", "2021-12-24", "2021-12-26"),
        ("w/c 14/6", "2021-06-14", "2021-06-20"),
        ("3-5 June", "2021-06-03", "2021-06-05"),
        ("22-24/5", "2021-05-22", "2021-05-24"),
        ("28 Dec - 3 Jan", "2021-12-28", "2022-01-03"),
        ("Mon 3rd May", "2021-05-03", "2021-05-03"),
    ],
)
def test_a_heading_gives_the_year(text: str, earliest: str, latest: str) -> None:
    reading = read_date(text, DateContext(year=2021))
    assert (reading.earliest, reading.latest) == (day(earliest), day(latest))
    assert "year 2021 carried from the heading above" in (reading.note or "")


def test_a_heading_does_not_change_a_year_that_is_written() -> None:
    reading = read_date("3 May 2020", DateContext(year=2021))
    assert reading.earliest == date(2020, 5, 3)
    assert reading.note is None


def test_a_month_and_number_under_a_heading_of_another_year_is_a_problem() -> None:
    assert "could be a day of 2021" in (read_date("May 16", DateContext(year=2021)).problem or "")
    assert read_date("May 16", DateContext(year=2016)).earliest == date(2016, 5, 1)


def test_the_review_period_gives_the_year_only_if_one_fits() -> None:
    one_june = DateContext(period=(date(2020, 9, 1), date(2021, 8, 31)))
    reading = read_date("3 June", one_june)
    assert reading.earliest == date(2021, 6, 3)
    assert "review period" in (reading.note or "")
    assert read_date("October", one_june).earliest == date(2020, 10, 1)
    two_junes = DateContext(period=(date(2020, 1, 1), date(2021, 10, 31)))
    assert "year is missing" in (read_date("3 June", two_junes).problem or "")
    none = DateContext(period=(date(2021, 1, 1), date(2021, 3, 31)))
    assert "year is missing" in (read_date("3 June", none).problem or "")


def test_the_29th_of_february_under_a_heading() -> None:
    assert read_date("29 Feb", DateContext(year=2020)).earliest == date(2020, 2, 29)
    assert "28 days" in (read_date("29 Feb", DateContext(year=2021)).problem or "")
    leap = DateContext(period=(date(2019, 1, 1), date(2021, 12, 31)))
    assert read_date("29 Feb", leap).earliest == date(2020, 2, 29)


# Cells that aren't text


def test_excel_cells() -> None:
    assert read_date(None) == DateReading("", None, None, "undated")
    assert read_date(float("nan")).precision == "undated"
    assert summary(read_date(date(2021, 6, 3)))[:3] == (BORN, BORN, "day")
    assert summary(read_date(datetime(2021, 6, 3))) == (BORN, BORN, "day", None)
    assert read_date(datetime(2021, 6, 3, 14, 5)).at == time(14, 5)
    assert read_date(datetime(2021, 6, 3, 14, 5)).precision == "time"
    assert summary(read_date(44350)) == (BORN, BORN, "day", None)
    assert read_date(44350.25).at == time(6, 0)
    assert "Excel day number 44350" in (read_date(44350).note or "")
    assert read_date(2016).precision == "year"
    assert read_date(2016.0).precision == "year"
    assert read_date(20160522).earliest == date(2016, 5, 22)


@pytest.mark.parametrize("value", [7.1, 0, 3, -44350, 99999, True, float("inf"), 10**40])
def test_numbers_that_are_no_date(value: float) -> None:
    assert read_date(value).problem


@pytest.mark.parametrize("value", [time(14, 0), b"x", object(), [1], date(1899, 12, 31)])
def test_other_cells_are_problems(value: Any) -> None:
    assert read_date(value).problem


def test_a_time_zone_is_noted() -> None:
    assert "UTC" in (read_date(datetime(2021, 6, 3, 14, tzinfo=UTC)).note or "")


# Times


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (text, hour)
        for hour, texts in {
            "14:00": ["14:00", "1400hrs", "1400", "14.00", "14:00hrs", "2pm", "2 pm", "2.00pm",
                      "2:00 p.m.", "14h00", "1400 hours", "14:00:00", "at 14:00", "approx 14:00",
                      "14:00?", "c. 2pm", "14:00 - 15:30", "2-3pm", "between 2pm and 3pm",
                      "(14:00)", "22/05/2016 14:00", "14;00", "200pm"],
            "08:43": ["8.43 am", "08:43", "8:43am", "0843", "8.43", "843am", "8.43 a.m."],
            "20:05": ["\"20.05\"", "\u201c20.05\u201d", "2005hrs", "8.05pm", "20 : 05"],
            "12:00": ["noon", "midday", "12 noon", "12pm", "12:00", "Noon"],
            "00:00": ["midnight", "12am", "00:00", "24:00", "0000hrs", "12 midnight"],
            "11:00": ["11-1pm", "11am - 1pm"],
            "14:30": ["14.30-15.30", "2.30pm-3.30pm"],
        }.items()
        for text in texts
    ],
)  # fmt: skip
def test_times(text: str, expected: str) -> None:
    assert read_time(text) == time.fromisoformat(expected)


@pytest.mark.parametrize(
    "text",
    ["", "am", "pm", "25:00", "14:75", "13am", "0pm", "n/k", "morning", "9", "10-11", "before 9am",
     "14:00 - late", "22/05/2016", "1" * 500, "2460", "99:99:99"],
)  # fmt: skip
def test_no_time(text: str) -> None:
    assert read_time(text) is None


def test_time_cells() -> None:
    assert read_time(None) is None
    assert read_time(time(9, 5)) == time(9, 5)
    assert read_time(datetime(2021, 6, 3, 9, 5)) == time(9, 5)
    assert read_time(datetime(2021, 6, 3)) is None
    assert read_time(0.5) == time(12, 0)
    assert read_time(14.3) == time(14, 30)
    assert read_time(8.43) == time(8, 43)
    assert read_time(1400) == time(14, 0)
    for no_time in (True, float("nan"), float("inf"), -0.5, 9, 14.345, 14.75, 9999, 44350.5):
        assert read_time(no_time) is None


# Two cells


def test_a_start_and_an_end() -> None:
    span = read_span(read_date("3 May 2021 14:00"), read_date("5 May 2021"))
    assert summary(span) == (date(2021, 5, 3), date(2021, 5, 5), "range", time(14, 0))
    assert span.text == "3 May 2021 14:00 to 5 May 2021"
    months = read_span(read_date("May 2021"), read_date("c. July 2021"))
    assert (months.earliest, months.latest) == (date(2021, 5, 1), date(2021, 8, 31))
    assert months.uncertain


def test_a_start_without_an_end() -> None:
    start = read_date("3 May 2021")
    assert read_span(start, read_date("")) == start
    assert read_span(start, read_date(None)) == start
    unknown = read_span(start, read_date("N/K"))
    assert (unknown.earliest, unknown.latest) == (start.earliest, start.latest)
    for written in ("ongoing", "present", "to date", "Current"):
        assert summary(read_span(start, read_date(written)))[:3] == (start.earliest, None, "open")


def test_the_same_day_twice_is_a_day() -> None:
    start = read_date("3 May 2021")
    assert read_span(start, start).precision == "day"


def test_an_end_without_a_start() -> None:
    span = read_span(read_date(""), read_date("5 May 2021"))
    assert summary(span)[:3] == (None, date(2021, 5, 5), "open")
    assert span.note == "only the end date is known"
    assert summary(read_span(read_date(""), read_date("1999 onwards")))[:3] == (
        date(1999, 1, 1),
        None,
        "open",
    )


def test_an_end_before_its_start() -> None:
    span = read_span(read_date("5 May 2021"), read_date("3 May 2021"))
    assert summary(span)[:3] == (None, None, "undated")
    assert "the end is before the start" in (span.problem or "")


def test_an_end_that_cannot_be_read_is_noted() -> None:
    span = read_span(read_date("5 May 2021"), read_date("31/02/2021"))
    assert span.earliest == date(2021, 5, 5)
    assert "could not be read ('31/02/2021')" in (span.note or "")
    assert span.uncertain
    problem = read_date("31/02/2021")
    assert read_span(problem, read_date("5 May 2021")) == problem


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2021", 2021),
        (" 2021 ", 2021),
        ("2021.0", 2021),
        ("2021:", 2021),
        ("Year 2021", 2021),
        ("YEAR: 2021", 2021),
        ("2021 (post birth)", 2021),
        ("2020 (pregnancy, booked at 12 weeks)", 2020),
        ("2021 continued", 2021),
        ("2021 was a difficult year", None),
        ("2021 (post birth) mother moved", None),
        ("2020/21", None),
        ("June 2021", None),
        ("22/05/2021", None),
        ("Year 5", None),
        ("1821", None),
        ("", None),
        ("2021 " * 1000, None),
    ],
)
def test_headings(text: str, year: int | None) -> None:
    assert heading_year(text) == year


def test_misspelt_names() -> None:
    for word, meant in {"febuary": "february", "agust": "august", "novemeber": "november",
                        "sepetmber": "september", "wensday": "wednesday"}.items():  # fmt: skip
        assert misspelt(word) == meant
    for word in ("septembuary", "remember", "marched", "someday", "today", "maybe", "holiday"):
        assert misspelt(word) is None


def test_easter() -> None:
    known = {
        1999: (4, 4),
        2008: (3, 23),
        2011: (4, 24),
        2016: (3, 27),
        2020: (4, 12),
        2038: (4, 25),
    }
    for year, (month, number) in known.items():
        assert easter_sunday(year) == date(year, month, number)
    assert all(easter_sunday(year).weekday() == 6 for year in range(1900, 2101))


# What must always hold

patient = settings(deadline=None)
thorough = settings(deadline=None, max_examples=1_000)
ALL_DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))
RECENT = st.dates(date(1950, 1, 1), date(2049, 12, 31))
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def ordinal(number: int) -> str:
    suffix = "th" if 11 <= number <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def plain_forms(it: date) -> list[str]:
    month = MONTHS[it.month - 1]
    weekday = WEEKDAYS[it.weekday()]
    return [
        f"{it.day}/{it.month}/{it.year}",
        f"{it.day:02}/{it.month:02}/{it.year}",
        f"{it.day:02}.{it.month:02}.{it.year}",
        f"{it.day}-{it.month}-{it.year}",
        f"{it.day} - {it.month} - {it.year}",
        f"{it.day}.{it.month}/{it.year}",
        f"{it.day} {it.month} {it.year}",
        f"{it.day} {month} {it.year}",
        f"{it.day}{month}{it.year}",
        f"{it.day}-{month[:3]}-{it.year}",
        f"{ordinal(it.day)} {month} {it.year}",
        f"the {ordinal(it.day)} of {month}, {it.year}",
        f"{weekday} {ordinal(it.day)} {month} {it.year}",
        f"{weekday[:3]} {it.day:02}/{it.month:02}/{it.year}",
        f"{month} {ordinal(it.day)} {it.year}",
        it.isoformat(),
        f"{it.isoformat()}T00:00:00",
        f"{it.year}/{it.month:02}/{it.day:02}",
        f"{it.year}{it.month:02}{it.day:02}",
        f"{it.day:02}{it.month:02}{it.year}",
    ]


def short_forms(it: date) -> list[str]:
    month, year = MONTHS[it.month - 1], it.year % 100
    return [
        f"{it.day}/{it.month}/{year:02}",
        f"{it.day:02}.{it.month:02}.{year:02}",
        f"{it.day}.{it.month}/{year:02}",
        f"{it.day:02} {it.month:02} {year:02}",
        f"{it.day}-{month[:3].lower()}-{year:02}",
        f"{it.day} {month} {year:02}",
        f"{ordinal(it.day)} {month} '{year:02}",
        f"{it.day:02}{month[:3].upper()}{year:02}",
    ]


@patient
@given(ALL_DAYS)
def test_any_day_in_every_plain_form_reads_back(it: date) -> None:
    for text in plain_forms(it):
        reading = read_date(text)
        assert (text, *summary(reading)) == (text, it, it, "day", None)


@patient
@given(RECENT)
def test_any_day_with_a_short_year_reads_back_with_a_note(it: date) -> None:
    for text in short_forms(it):
        reading = read_date(text)
        assert (text, *summary(reading)) == (text, it, it, "day", None)
        assert f"two-digit year read as {it.year}" in (reading.note or "")


@patient
@given(ALL_DAYS, st.times())
def test_any_day_and_time_reads_back(it: date, at: time) -> None:
    at = at.replace(microsecond=0, tzinfo=None)
    expected = None if at == time(0, 0) else at
    for text in (f"{it:%d/%m}/{it.year} {at.isoformat()}", f"{it.isoformat()}T{at.isoformat()}"):
        assert summary(read_date(text))[1:] == (it, "time" if expected else "day", expected)
    assert read_date(datetime.combine(it, at)).at == expected


@patient
@given(ALL_DAYS, st.integers(1, 400))
def test_any_two_days_are_a_range(first: date, days: int) -> None:
    last = first + timedelta(days)
    if last.year > 2100:
        return
    for one, other in zip(plain_forms(first), plain_forms(last), strict=True):
        for text in (f"{one} - {other}", f"{one} to {other}", f"between {one} and {other}"):
            reading = read_date(text)
            assert (text, *summary(reading)[:3]) == (text, first, last, "range")


@patient
@given(st.integers(1901, 2099), st.integers(1, 12), st.integers(1, 28), st.integers(1, 28))
def test_two_days_of_a_month(year: int, month: int, one: int, other: int) -> None:
    first, last = sorted((one, other))
    name = MONTHS[month - 1]
    for text in (f"{first}-{last} {name} {year}", f"{first}-{last}/{month}/{year}"):
        reading = read_date(text)
        assert (reading.earliest, reading.latest) == (
            date(year, month, first),
            date(year, month, last),
        )


@patient
@given(ALL_DAYS)
def test_excel_day_numbers_read_back(it: date) -> None:
    serial = (it - date(1899, 12, 30)).days
    if 1990 <= it.year <= 2050:
        assert read_date(serial).earliest == it
        assert read_date(str(serial)).earliest == it


WORDS = [
    word for table in (DAYS, SPANS, DOUBTED, RELATIVE, PROBLEMS, NOTES) for word in table.split()
]
CELLS = [row[0] for table in (DAYS, SPANS, DOUBTED, RELATIVE, NOTES) for row in rows(table, 2)]
MIXED = st.lists(st.sampled_from([*WORDS, "/", "-", ".", " ", ",", "&", "("]), max_size=14)
NUMBERS = st.text("0123456789/.-, :+?'\"", max_size=40)
ANY_TEXT = st.one_of(st.text(), NUMBERS, MIXED.map(" ".join), MIXED.map("".join))
ANY_VALUE = st.one_of(
    ANY_TEXT, st.none(), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(),
    st.datetimes(timezones=st.just(timezone(timedelta(hours=1)))), st.binary(), st.times(),
)  # fmt: skip
ANY_CONTEXT = st.builds(
    DateContext,
    year=st.none() | st.integers(-5, 9999),
    previous=st.none() | ANY_TEXT.map(read_date),
    born=st.none() | st.tuples(st.dates(), st.dates()).map(lambda ends: tuple(sorted(ends))),
    incident=st.none() | st.dates(),
    period=st.none() | st.tuples(ALL_DAYS, ALL_DAYS).map(lambda ends: tuple(sorted(ends))),
    due=st.none() | st.dates(),
)


def assert_sound(reading: DateReading) -> None:
    ends = (reading.earliest, reading.latest)
    assert ends.count(None) == {"undated": 2, "open": 1}.get(reading.precision, 0)
    if reading.earliest and reading.latest:
        assert reading.earliest <= reading.latest
    if reading.problem is not None:
        assert reading.precision == "undated"
    if reading.uncertain:
        assert reading.note
    assert reading.note != ""


@thorough
@given(ANY_VALUE, ANY_CONTEXT)
def test_any_value_gives_a_sound_reading(value: Any, context: DateContext) -> None:
    reading = read_date(value, context)
    assert_sound(reading)
    if isinstance(value, str):
        assert reading.text == value.strip()
    assert reading == read_date(value, context)


@thorough
@given(st.sampled_from(CELLS), ANY_CONTEXT)
def test_any_known_form_in_any_context_gives_a_sound_reading(
    text: str, context: DateContext
) -> None:
    assert_sound(read_date(text, context))


@thorough
@given(
    st.sampled_from(["", "between ", "from ", "since ", "before ", "?", "w/c ", "approx "]),
    st.sampled_from(CELLS),
    st.sampled_from([" ", " - ", "-", " to ", " and ", ", ", " or ", "/", " before ", " after "]),
    st.sampled_from(CELLS),
    ANY_CONTEXT,
)
def test_any_two_forms_together_give_a_sound_reading(
    lead: str, first: str, join: str, second: str, context: DateContext
) -> None:
    assert_sound(read_date(f"{lead}{first}{join}{second}", context))
    assert_sound(read_span(read_date(lead + first, context), read_date(second, context)))


@thorough
@given(ANY_VALUE, ANY_VALUE, ANY_CONTEXT)
def test_any_two_cells_give_a_sound_reading(start: Any, end: Any, context: DateContext) -> None:
    assert_sound(read_span(read_date(start, context), read_date(end, context)))


@thorough
@given(ANY_VALUE)
def test_times_and_headings_never_raise(value: Any) -> None:
    assert read_time(value) is None or isinstance(read_time(value), time)
    if isinstance(value, str):
        assert heading_year(value) is None or 1900 <= (heading_year(value) or 0) <= 2100


def changes(text: str) -> list[str]:
    """The same text as other word processors and other hands would leave it."""
    return [
        text.upper(),
        text.lower(),
        f"  {text}\t",
        text.replace(" ", "  "),
        text.replace(" ", "\u00a0"),
        text.replace(" ", "\n"),
        text.replace("-", "\u2013"),
        text.replace("-", "\u2011"),
        text.replace("'", "\u2019"),
        text.replace('"', "\u201c"),
        f"\ufeff{text}\u200b",
    ]


@pytest.mark.parametrize("text", dict.fromkeys(CELLS))
def test_case_space_quotes_and_dashes_change_nothing(text: str) -> None:
    expected = read_date(text, KNOWN)
    for changed in changes(text):
        reading = read_date(changed, KNOWN)
        assert summary(reading) == summary(expected), changed
        assert reading.uncertain == expected.uncertain


HOSTILE = [
    "1" * 10_000, "1/" * 5_000, "/" * 10_000, " " * 10_000, " " * 9_999 + "x", "?" * 10_000,
    "1/" * 100, "1-" * 100, "1 " * 100, "1," * 99 + "1", "3 weeks " * 25, "(" * 200, "to " * 66,
    "12:00 " * 33, "1.1." * 50, "1 May," * 33, "22/05/2016," * 18, "2016 " * 40, "before " * 28,
    "between " * 25, "a few " * 33, "not known " * 20, "Mon/" * 50, "x/" * 100, "c " * 100,
    "1 - " * 50, "&1" * 100, "date " * 40, "the " * 50, "3-4 " * 50, "- " * 100, "or so " * 33,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_read_at_once(text: str) -> None:
    start = clock.process_time()
    for read in (read_date, read_time, heading_year):
        read(text)
    assert clock.process_time() - start < 0.05


def test_long_text_is_a_problem_that_does_not_quote_it_all() -> None:
    problem = read_date("Mother said " * 30).problem
    assert problem is not None
    assert "too long for a date" in problem
    assert len(problem) < 200


def test_nothing_depends_on_today_or_on_other_packages() -> None:
    folder = Path(chronology.records.dates.__file__).parent
    for module in folder.glob("date*.py"):
        tree = ast.parse(module.read_text(encoding="utf-8"))
        called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not called & {"today", "now", "utcnow", "localtime", "strptime"}, module.name
        imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not {
            name for name in imported if name and name.split(".")[0] in ("polars", "pydantic")
        }


def test_plain_dates_are_read_fast() -> None:
    texts = [text for n in range(500) for text in plain_forms(date(2010, 1, 1) + timedelta(n))[:2]]
    start = clock.process_time()
    for text in texts:
        read_date(text)
    assert len(texts) / (clock.process_time() - start) > 5_000  # 90,000 on a quiet machine


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "words"),
    [
        ("Pregnancy, autumn 2019", date(2019, 9, 1), date(2019, 11, 30), "Pregnancy"),
        ("Background: 2014", date(2014, 1, 1), date(2014, 12, 31), "Background"),
        ("antenatal period May 2021", date(2021, 5, 1), date(2021, 5, 31), "antenatal period"),
    ],
)
def test_a_stage_of_the_case_beside_a_date_is_left_out(
    text: str, earliest: date, latest: date, words: str
) -> None:
    reading = read_date(text)
    assert (reading.earliest, reading.latest) == (earliest, latest)
    assert reading.uncertain
    assert reading.note
    assert f"“{words}” is no part of a date" in reading.note


@pytest.mark.parametrize(
    "text", ["Background", "not in pregnancy 2019", "Pregnancy, 2019 or 2020x"]
)
def test_other_words_beside_a_date_are_a_problem(text: str) -> None:
    assert read_date(text).problem


@pytest.mark.parametrize(
    ("text", "in_full"),
    [
        ("13 y 1 m", "aged 13 years 1 month"),
        ("Aged 2y 3m", "aged 2 years 3 months"),
        ("12½", "aged 12 years 6 months"),
        ("aged 3-9", "aged 3 to 9 years"),
        ("3 yrs", "aged 3"),
    ],
)
def test_an_age_in_short_is_that_age(text: str, in_full: str) -> None:
    born = DateContext(born=(date(2000, 1, 1), date(2000, 1, 1)))
    short, full = read_date(text, born), read_date(in_full, born)
    assert (short.earliest, short.latest) == (full.earliest, full.latest)
    assert short.earliest is not None
