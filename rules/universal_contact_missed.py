"""A health visitor's universal contact missed, late, declined or not recorded.

What it looks for
-----------------
The five contacts of the Healthy Child Programme, each told as what the records make of it:

- *not offered*: the record says that the service did not offer it or did not do it
- *declined*: the record says that the family declined it
- *late*: it was done after its time
- *not recorded*: health visiting's return covers its whole time and some days after, and says
  nothing of it

The times: before the birth from 28 weeks of pregnancy, the new birth visit by 14 days, the review at six to
eight weeks, the one year review by twelve months, and the review at two to two and a half years.

What records say outright is told also without a birth date or a return. Where health visiting was asked
and sent none, or its return stops before, not recorded becomes a question to it.

Why it matters
--------------
These are the only contacts that every baby is owed. Each is a chance for somebody to see the baby, the home and
both parents. A service gap and a family's choice look the same in a chronology: an empty line.

Known limits
------------
- The Healthy Child Programme's delivery guidance was re-issued on 6 February 2026. Its exact days were not
  seen; give them in a policy profile. Until then the earlier ones are used for every date.
- The times are what is commissioned, not what the law says; areas differ, and in 2020 and 2021 contacts
  were stood down or held by telephone on national instruction.
- A contact may stand in another record, or under a name that is not known here. A preterm baby may still
  be in hospital on day 14. A family that has just moved may have had it elsewhere.
- Declining is a family's right. Families who move, who have no fixed address or who do not read English get
  fewer letters that reach them; that is a reason to ask what was offered.
- The two year review's time ends after many reviews do; it is looked for only where it ended in time.

Questions for the panel
-----------------------
- Was it a service gap or the family's choice, and what was done about it then?
- Who else saw the baby in those weeks, and did anybody know that this contact had not happened?

Sources
-------
- Public Health England, Healthy Child Programme 0 to 5, five mandated contacts, seen via Public health
  matters and nursing blogs (2017)
- Department of Health and Social Care, Delivery of the Healthy Child Programme, part 2 (re-issued 6
  February 2026), its days not seen
- Cumbria Safeguarding Children Partnership, Local Child Safeguarding Practice Review “Leo” (2024)

Examples
--------
By telephone only, in a reviewer's words
    under review 2022-06-01 to 2024-12-31

    | date | agency | record                                                                                  | evidence    |
    | n/k  | review | The two year review never went ahead, and nobody noticed.                               |             |
    | n/k  | review | The birth visit was carried out by phone.                                               | not offered |

    expect: flag, medium, definite

By paper, from a team without people
    | date | agency | record                                                                                  | evidence    |
    | n/k  | review | The nine month review was a questionnaire by post.                                      | not offered |
    | n/k  | review | From May the family was placed on the corporate caseload.                               | not offered |
    | n/k  | review | Nobody from health visiting called in that year.                                        | not offered |

    expect: flag, medium, definite

Of the two year review only the year is known, and part of it is too late for it
    child born 2019-03-01
    under review 2021-01-01 to 2022-12-31

    | date | agency         | record                               | evidence        |
    | 2022 | health visitor | 2 year review. Talking in sentences. | two year review |

    says: late
    expect: flag, low, possible

A call about a visit is no visit by telephone
    under review 2022-06-01 to 2024-12-31

    | date | agency         | record                                                               | evidence |
    | n/k  | health visitor | Rang mum on the phone to rearrange the new birth visit.              |          |

    expect: nothing found

The new birth visit on day fifteen
    child born 2021-03-01
    under review 2021-01-01 to 2021-03-20

    | date       | agency         | record                                         | evidence        |
    | 2021-01-20 | health visitor | Antenatal contact at home, mum well.           |                 |
    | 2021-03-16 | health visitor | New birth visit. Baby well, feeding well.      | new birth visit |

    says: The new birth visit was later than its time.
    raised: 2021-03-16
    expect: flag, low, definite

The six to eight week review in the month in which its time ran out
    child born 2021-03-01
    under review 2021-01-01 to 2021-05-10

    | date       | agency         | record                                       | evidence              |
    | 2021-01-20 | health visitor | Antenatal contact at home, mum well.         |                       |
    | 2021-03-12 | health visitor | New birth visit. Baby well, feeding well.    |                       |
    | April 2021 | health visitor | 6-8 week review at home.                     | six to eight week review |

    expect: flag, low, possible

The new birth visit on day fourteen
    child born 2021-03-01
    under review 2021-01-01 to 2021-03-20

    | date       | agency         | record                                         | evidence |
    | 2021-01-20 | health visitor | Antenatal contact at home, mum well.           |          |
    | 2021-03-15 | health visitor | New birth visit. Baby well, feeding well.      |          |

    expect: nothing found

Nothing recorded of the six to eight week review
    child born 2021-03-01
    under review 2021-01-01 to 2021-06-30

    | date       | agency         | record                                         | evidence |
    | 2021-01-20 | health visitor | Antenatal contact at home, mum well.           |          |
    | 2021-03-12 | health visitor | NBV. Baby well, feeding well.                  |          |
    | 2021-06-01 | health visitor | Clinic. Weight on 25th centile.                |          |

    says: The six to eight week review was not recorded, in a return that covers its time.
    raised: 2021-05-24
    expect: flag, low, definite

The return ends on the last day that is looked at
    child born 2021-03-01
    under review 2021-01-01 to 2021-06-30
    health visitor covers 2021-01-01 to 2021-05-23

    | date       | agency         | record                                         | evidence |
    | 2021-01-20 | health visitor | Antenatal contact at home, mum well.           |          |
    | 2021-03-12 | health visitor | NBV. Baby well, feeding well.                  |          |

    says: Universal contacts: no record of health visiting
    says: No return of health visiting covers the whole time of the six to eight week review.
    says: Ask health visiting: were these offered, and did they take place: six to eight week review?
    expect: information gap

The return covers that day
    child born 2021-03-01
    under review 2021-01-01 to 2021-06-30
    health visitor covers 2021-01-01 to 2021-05-24

    | date       | agency         | record                                         | evidence |
    | 2021-01-20 | health visitor | Antenatal contact at home, mum well.           |          |
    | 2021-03-12 | health visitor | NBV. Baby well, feeding well.                  |          |

    expect: flag, low, definite

Every contact so far
    child born 2021-03-01
    under review 2021-01-01 to 2022-04-30

    | date       | agency         | record                                         | evidence |
    | 2021-01-20 | health visitor | Antenatal contact at home, mum well.           |          |
    | 2021-03-12 | health visitor | NBV. Baby well, feeding well.                  |          |
    | 2021-04-20 | health visitor | 6-8 week review at home, both parents there.   |          |
    | 2022-03-01 | health visitor | One year review. Crawling, babbling.           |          |

    expect: nothing found

The one year review a day late
    child born 2021-03-01
    under review 2021-01-01 to 2022-04-30

    | date       | agency         | record                                         | evidence        |
    | 2021-01-20 | health visitor | Antenatal contact at home, mum well.           |                 |
    | 2021-03-12 | health visitor | NBV. Baby well, feeding well.                  |                 |
    | 2021-04-26 | health visitor | 6-8 week review at home, both parents there.   |                 |
    | 2022-03-02 | health visitor | One year review. Crawling, babbling.           | one year review |

    says: The one year review was later than its time.
    raised: 2022-03-02
    expect: flag, low, definite

The six to eight week review a day late, in a month that leaves the new birth visit open
    child born 2021-03-01
    under review 2021-01-01 to 2021-06-30

    | date       | agency         | record                                         | evidence        |
    | 2021-01-20 | health visitor | Antenatal contact at home, mum well.           |                 |
    | March 2021 | health visitor | NBV. Baby well, feeding well.                  | new birth visit |
    | 2021-04-26 | health visitor | 6-8 week review at home, both parents there.   |                 |

    expect: flag, low, possible

Declined by the family
    child born 2021-03-01
    under review 2021-01-01 to 2021-03-20

    | date       | agency         | record                                         | evidence |
    | 2021-01-20 | health visitor | Antenatal contact at home, mum well.           |          |
    | 2021-03-10 | health visitor | New birth visit declined by mother, wants no visitors. | declined |

    says: A contact is said to have been declined by the family.
    raised: 2021-03-10
    expect: flag, low, definite

Not offered by the service
    child born 2021-03-01
    under review 2021-01-01 to 2021-03-20

    | date       | agency         | record                                              | evidence    |
    | 2021-01-20 | health visitor | Antenatal contact not offered, vacancy in the team. | not offered |
    | 2021-03-10 | health visitor | New birth visit. Baby well.                         |             |

    says: A contact is said not to have been offered or done.
    raised: 2021-01-20
    expect: flag, medium, definite

Said by a review, with no birth date, dates or agencies
    | date | agency | record                                                                          | evidence    |
    |      | review | The family did not receive an antenatal contact from the health visitor.        | not offered |
    |      | review | The one year review did not take place because of staff vacancies.              | not offered |
    |      | review | Mother turned down the two year check.                                          | declined    |

    says: A contact is said to have been declined by the family and a contact is said not to have been offered or done.
    expect: flag, medium, definite

Missed in another sense
    child born 2021-03-01
    under review 2021-04-28 to 2021-05-20

    | date       | agency         | record                                                      | evidence |
    | 2021-05-01 | health visitor | Mum missed her bus. Clinic not booked until next week.      |          |
    | 2021-05-02 | GP             | Placement six week review went well, no change to the plan. |          |

    expect: nothing found

Asked, and no return came
    child born 2021-03-01
    under review 2021-01-01 to 2021-06-30
    health visitor: no return

    | date       | agency | record                       | evidence |
    | 2021-05-01 | GP     | Cough and cold. Chest clear. |          |

    says: No return of health visiting covers the whole time of the new birth visit and six to eight week review.
    says: Ask health visiting: were these offered, and did they take place: new birth visit and six to eight week review?
    expect: information gap

Health visiting is no part of the review
    child born 2021-03-01
    under review 2021-01-01 to 2021-06-30

    | date       | agency | record                       | evidence |
    | 2021-05-01 | GP     | Cough and cold. Chest clear. |          |

    expect: not assessable

Offered by letter, and nobody answered
    | date | agency         | record                                                              | evidence |
    | 2007 | health visitor | Invited to developmental review by post, no response.               | declined |

    expect: flag, low, definite

A family that wanted no more of it
    | date | agency         | record                                                              | evidence |
    | 2007 | midwife        | Parents asked for no further visits.                                | declined |

    expect: flag, low, definite

No more contact with a father
    | date | agency         | record                                                              | evidence |
    | 2007 | health visitor | Mum wants no further contact with him.                              |          |

    expect: nothing found

The antenatal contact on the first day that counts
    child born 2021-03-01
    under review 2020-09-01 to 2021-03-31

    | date       | agency         | record                                    | evidence |
    | 2020-12-07 | health visitor | Antenatal contact at home, mum well.      |          |
    | 2021-03-12 | health visitor | New birth visit. Baby well, feeding well. |          |

    expect: nothing found

The antenatal contact a day before that
    child born 2021-03-01
    under review 2020-09-01 to 2021-03-31

    | date       | agency         | record                                    | evidence |
    | 2020-12-06 | health visitor | Antenatal contact at home, mum well.      |          |
    | 2021-03-12 | health visitor | New birth visit. Baby well, feeding well. |          |

    says: The antenatal contact was not recorded, in a return that covers its time.
    raised: 2021-03-29
    expect: flag, low, definite

The antenatal contact a day after the birth
    child born 2021-03-01
    under review 2021-01-01 to 2021-03-20

    | date       | agency         | record                                                | evidence          |
    | 2021-03-02 | health visitor | Antenatal contact: baby came early, seen on the ward. | antenatal contact |
    | 2021-03-12 | health visitor | New birth visit. Baby well, feeding well.             |                   |

    says: The antenatal contact was later than its time.
    raised: 2021-03-02
    expect: flag, low, definite

The two year review on the last day of thirty months
    child born 2019-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                               | evidence |
    | 2021-09-01 | health visitor | 2 year review. Talking in sentences. |          |

    expect: nothing found

The two year review a day later
    child born 2019-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                               | evidence        |
    | 2021-09-02 | health visitor | 2 year review. Talking in sentences. | two year review |

    says: The two year review was later than its time.
    raised: 2021-09-02
    expect: flag, low, definite

The two year review a hundred and eighty days late
    child born 2019-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                               | evidence        |
    | 2022-02-28 | health visitor | 2 year review. Talking in sentences. | two year review |

    expect: flag, low, definite

So late that it is taken for something else
    child born 2019-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                               | evidence |
    | 2022-03-01 | health visitor | 2 year review. Talking in sentences. |          |

    expect: nothing found

The one year review on its last day
    child born 2020-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                            | evidence |
    | 2021-06-03 | health visitor | One year review. Crawling, happy. |          |

    expect: nothing found

The month of birth leaves open whether the one year review was late
    child born June 2020
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                            | evidence |
    | 2021-06-20 | health visitor | One year review. Crawling, happy. |          |

    expect: nothing found

The one year review in a month that may be too late
    child born 2020-06-03
    under review 2021-01-01 to 2021-12-31

    | date      | agency         | record                            | evidence        |
    | June 2021 | health visitor | One year review. Crawling, happy. | one year review |

    expect: flag, low, possible
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, listed, rule, threshold
from chronology.tables import EVIDENCE, Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    children,
    coverage_scope,
    covered,
    days,
    gathered,
    ground,
    is_covered,
    last_day,
    months,
    once,
    said,
    shared,
    those,
    told_as_one,
    with_a_date,
    without,
)

CASE = ("case_id",)

HEALTH_VISITING = ("health_visiting",)

CONTACTS = {
    "antenatal_contact": ("antenatal contact", "antenatal_until_days", "days"),
    "new_birth_visit": ("new birth visit", "new_birth_by_days", "days"),
    "six_week_review": ("six to eight week review", "six_weeks_by_days", "days"),
    "one_year_review": ("one year review", "one_year_by_months", "months"),
    "two_year_review": ("two year review", "two_years_by_months", "months"),
}
"""Each contact: its name, the number that says when it is due, and what that counts."""


def _due(number: int, description: str, *, le: int) -> int:
    due: int = threshold(
        number,
        ge=0,
        le=le,
        description=description,
        basis="national guidance",
        source="Healthy Child Programme 0 to 5, in force before 6 February 2026, seen via PHE (2017)",
        dated=True,
    )
    return due


class Parameters(Params):
    """The rule's numbers."""

    antenatal_from_days_before: int = _due(
        84,
        "the antenatal contact from so many days before the birth: 28 weeks of pregnancy",
        le=280,
    )
    antenatal_until_days: int = _due(0, "and until so many days after it", le=14)
    new_birth_by_days: int = _due(14, "the new birth visit by so many days", le=60)
    six_weeks_by_days: int = _due(56, "the six to eight week review by so many days", le=120)
    one_year_by_months: int = _due(12, "the one year review by so many months", le=18)
    two_years_by_months: int = _due(30, "the two year review by so many months", le=48)
    recorded_within_days: int = threshold(
        28,
        ge=0,
        le=365,
        description="not recorded: so many days after it was due are looked at as well",
        basis="project default",
    )
    late_within_days: int = threshold(
        180,
        ge=1,
        le=730,
        description="later than so many days after it was due it is taken for something else",
        basis="project default",
    )


TOLD = {
    "not offered": "said not to have been offered or done",
    "declined": "said to have been declined by the family",
    "late": "later than its time",
    "not recorded": "not recorded, in a return that covers its time",
}
"""What became of a contact, in words."""


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["kind"] == "information_gap":
        names = listed(m["contacts"])
        return Wording(
            f"No return of health visiting covers the whole time of the {names}.",
            f"Ask health visiting: were these offered, and did they take place: {names}?",
            "Universal contacts: no record of health visiting",
        )
    told = []
    for each in m["grounds"]:
        what, _, name = each.partition(": ")
        told.append(f"the {name} was {TOLD[what]}" if name else f"a contact is {TOLD[what]}")
    sentence = listed(told)
    return Wording(f"{sentence[0].upper()}{sentence[1:]}.")


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a return of health visiting."""
    reason = "No return of health visiting was read."
    return coverage_scope(case, HEALTH_VISITING, reason=reason, summed_up=False)


@rule("universal-contact-missed", attention="low", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Contacts late or not recorded, by the child's age; and what records say of them."""
    spoken = shared(said(case, *CONTACTS, statuses=("affirmed", "negated", "hypothetical")))
    told = shared(affirmed(case, *CONTACTS))
    named = [those(told, contact, part=CONTACTS[contact][0]) for contact in CONTACTS]
    done = shared(once(pl.concat(named), (*CASE, "concept")))
    times = shared(pl.concat([_time(case, contact, p) for contact in CONTACTS]))
    unspoken = shared(_unspoken(times, spoken, p))
    covering = is_covered(
        unspoken, covered(case, HEALTH_VISITING), first=pl.col("first"), last=pl.col("until")
    )
    covering = shared(covering)
    late = _named(_late(times, done, p), "late")
    missing = _named(covering.filter("covered"), "not recorded")
    grounds = [*_stated(case, done), *late, *missing]
    as_one = told_as_one(grounds, by=CASE)
    flags = findings(
        about_the_child(as_one, case),
        attention=pl.col("attention"),
        raised_on=pl.col("reached"),
        measure={"grounds": pl.col("grounds")},
    )
    return pl.concat([flags, _questions(case, covering.filter(~pl.col("covered")))])


def _time(case: Tables, contact: str, p: Parameters) -> pl.LazyFrame:
    """When a contact was due: from the first day to the last, by the days of birth known."""
    name, number, unit = CONTACTS[contact]
    count = months if unit == "months" else days
    reach = count(lambda day: p.at(number, day))
    lead = p.at("antenatal_from_days_before", pl.col("born_lo"))
    early = pl.duration(days=lead if contact == "antenatal_contact" else 0)
    return (
        children(case)
        .filter(pl.col("born_lo").is_not_null())
        .select(
            "case_id",
            concept=pl.lit(contact),
            name=pl.lit(name),
            first=pl.col("born_lo") - early,
            due_lo=last_day(reach, pl.col("born_lo")),
            due_hi=last_day(reach, pl.col("born_hi")),
        )
    )


def _unspoken(times: pl.LazyFrame, spoken: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Contacts of which nothing is said from their first day on."""
    keys = ["case_id", "concept", "first"]
    met = (
        times.select(keys)
        .join(spoken.select("case_id", "concept", "hi").unique(), on=["case_id", "concept"])
        .filter(pl.col("hi") >= pl.col("first"))
    )
    until = pl.col("due_hi") + pl.duration(days=p.recorded_within_days)
    return times.join(met, on=keys, how="anti").with_columns(
        lo="first",
        hi=until,
        until=until,
        sure=pl.lit(True),
        evidence=pl.lit([], dtype=EVIDENCE),
    )


def _late(times: pl.LazyFrame, done: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Contacts done after their time, where none can surely be said to have been in it."""
    dated = with_a_date()
    last = pl.col("due_hi") + pl.duration(days=p.late_within_days)
    # where only the month of birth is known, a visit in time by its latest day is not late
    late = dated & (pl.col("hi") > pl.col("due_hi")) & (pl.col("lo") <= last)
    in_time = (pl.col("lo") >= pl.col("first")) & (pl.col("hi") <= pl.col("due_lo"))
    perhaps = pl.col("lo") <= pl.col("due_hi")
    return (
        times.join(done, on=["case_id", "concept"])
        .filter(pl.col("hi") >= pl.col("first"))
        .group_by("case_id", "concept", "name", "first")
        .agg(
            pl.col("lo").filter(late).min(),
            pl.col("hi").filter(late).min(),
            gathered(pl.col("evidence").filter(late)),
            late=late.any() & ~in_time.any(),
            sure=~perhaps.any() & (late & (pl.col("hi") <= last)).any(),
        )
        .filter("late")
    )


def _named(rows: pl.LazyFrame, what: str) -> list[pl.LazyFrame]:
    """Late or not recorded, as grounds that name the contact."""
    rows = shared(rows)
    return [
        ground(rows.filter(pl.col("concept") == contact), f"{what}: {name}", "low", by=CASE)
        for contact, (name, _, _) in CONTACTS.items()
    ]


def _stated(case: Tables, done: pl.LazyFrame) -> list[pl.LazyFrame]:
    """What records say themselves: not offered, declined, or done late."""
    left_out = affirmed(
        case, "universal_contact_left_out", "appointment_offered_service", part="not offered"
    )
    declined = affirmed(case, "universal_contact_declined", part="declined")
    contacts = done.select("case_id", "happening").unique()
    late = affirmed(case, "timescale_missed", part="said to be late").join(
        contacts, on=["case_id", "happening"], how="semi"
    )
    return [
        ground(without(left_out, declined), "not offered", "medium", by=CASE),
        ground(declined, "declined", "low", by=CASE),
        ground(late, "late", "low", by=CASE),
    ]


def _questions(case: Tables, uncovered: pl.LazyFrame) -> pl.LazyFrame:
    """Contacts due in the period under review whose time no return of health visiting covers."""
    asked = case.coverage.filter(pl.col("agency_kind").is_in(HEALTH_VISITING)).select("case_id")
    gaps = (
        uncovered.join(case.cases.select("case_id", "review_from", "review_to"), on="case_id")
        .filter(pl.col("first") >= pl.col("review_from"), pl.col("until") <= pl.col("review_to"))
        .join(asked, on="case_id", how="semi")
        .group_by("case_id")
        .agg(
            pl.col("name").unique(maintain_order=True).sort().alias("contacts"),
            pl.col("lo").min(),
            pl.col("hi").max(),
            evidence=pl.lit([], dtype=EVIDENCE),
            sure=pl.lit(True),
        )
    )
    return findings(
        about_the_child(gaps, case),
        attention="low",
        kind="information_gap",
        measure={"contacts": pl.col("contacts")},
    )
