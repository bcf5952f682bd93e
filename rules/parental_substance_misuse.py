"""A parent's drinking or drug use, and nothing on record about what it meant for the child.

What it looks for
-----------------
A parent's harmful drinking or drug use recorded twice within twelve months or by two agencies, and
no record from a year before to four weeks after that looks at what it meant for the child or for
parenting.

Two things stand by themselves and ask for high attention: the child's home used for drinking, drug
taking or dealing, whoever does it; and a parent drunk, drugged or too drowsy while in charge of
the child.

What a record says outright counts by itself: that the effect on the child was not considered, that
it was treated as an adult's own problem, or that the use was not asked about or tested and the
parent's word taken for it. With low attention, so does one record that tells of use that lasted or
went on through the pregnancy; and, as a possibility, one entry that stands for more than a year,
since it may be several, and any entry of a summary of several agencies, which tells what mattered
and not how often.

Denials, drinking or drug use of the past, a drug worker's good reports and other people's use don't
count. Medicines that are prescribed, and their misuse, are another pattern.

Why it matters
--------------
Substance use is often treated by one service and noted by the others. Reviews of babies who died in
unsafe sleep describe parents impaired on the night by drink or drugs, and plans that never asked who
was able to wake for the baby.

Known limits
------------
- Cannabis smelt at a door or one night out count as much as daily heroin: words don't measure use.
- Parents in treatment, and those whom midwives or police test and ask more often, have more on
  record. Drinking at home in better-off families is seldom written down at all.
- That nothing is written is not that nobody thought of it.
- A clean test or a period without use between two records is not weighed.
- Drinking or drug use together with co-sleeping is a danger of its own, for which there is another
  rule.

Questions for the panel
-----------------------
- Was it treated as an adult's problem, or did anybody ask who was able to care for the child, and
  when?
- Who was in the home, and what was a night there like for the child?

Sources
-------
- Cumbria Safeguarding Children Partnership, learning briefing “Ivy”: a home that is used for
  drinking and drug taking is a child protection matter
- Cumbria Safeguarding Children Partnership, Local Child Safeguarding Practice Review “Leo” (2024)
- Child Safeguarding Practice Review Panel, Out of routine (2020), seen via Research in Practice
- University of Warwick, study of sudden unexpected deaths of infants, seen via Interface Enterprises

Examples
--------
Seen without the children, in a reviewer's words
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date | agency | record                                                                                  | evidence                    |
    | n/k  | review | Father's cocaine use was thought of as his own affair.                                  | said outright: not explored |

    expect: flag, medium, definite

Sober whenever met
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date       | agency | record                                                                            | evidence |
    | 2023-05-01 | police | Parents were never seen drunk.                                                    |          |

    expect: nothing found

Twice within a year
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                              | evidence     |
    | 2021-03-01 | GP             | Smokes cannabis most evenings, mum says.                            | substance use |
    | 2021-06-01 | GP             | Baby seen with cough. Chest clear.                                  |              |
    | 2022-03-01 | GP             | Mother asks for help: using cocaine again.                          | substance use |
    | 2022-12-20 | GP             | Flu vaccine given.                                                  |              |

    says: The records show a parent's drinking or drug use more than once within a year, and no record near it of what it meant for the child.
    raised: 2022-03-01
    expect: flag, medium, definite

Twice in a year and a day, one agency
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                              | evidence |
    | 2021-03-01 | GP             | Smokes cannabis most evenings, mum says.                            |          |
    | 2022-03-02 | GP             | Mother asks for help: using cocaine again.                          |          |
    | 2022-12-20 | GP             | Flu vaccine given.                                                  |          |

    expect: nothing found

Twice in a year and a day, two agencies
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                              | evidence      |
    | 2021-03-01 | GP             | Smokes cannabis most evenings, mum says.                            | substance use |
    | 2022-03-02 | midwife        | Mother says she is drinking a bottle of wine a night.               | drinking      |
    | 2022-12-20 | GP             | Flu vaccine given.                                                  |               |
    | 2022-12-20 | midwife        | Discharged.                                                         |               |

    says: The records show a parent's drinking or drug use by 2 agencies, and no record near it of what it meant for the child.
    raised: 2022-03-02
    expect: flag, medium, definite

Once
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                              | evidence |
    | 2021-03-01 | health visitor | Dad has a can of beer in his hand, says he drinks most nights.      |          |
    | 2022-12-20 | health visitor | Transferred out.                                                    |          |

    expect: nothing found

What it means for the child was looked at within four weeks
    under review 2021-01-01 to 2022-12-31

    | date       | agency                 | record                                                                | evidence |
    | 2021-03-01 | midwife                | Mother using heroin, wants a script.                                  |          |
    | 2021-03-10 | GP                     | Letter from drug service: mother using heroin on top.                 |          |
    | 2021-03-29 | children's social care | Discussed the impact of her drug use on the unborn baby.              |          |
    | 2022-12-20 | GP                     | Flu vaccine given.                                                    |          |

    expect: nothing found

A day too late for the second, and two days for the first
    under review 2021-01-01 to 2022-12-31

    | date       | agency                 | record                                                                | evidence      |
    | 2021-03-01 | midwife                | Mother using heroin, wants a script.                                  | substance use |
    | 2021-03-02 | midwife                | Mother using heroin on top.                                           | substance use |
    | 2021-03-31 | children's social care | Discussed the impact of her drug use on the unborn baby.              |               |
    | 2022-12-20 | midwife                | Discharged.                                                           |               |

    raised: 2021-03-02
    expect: flag, medium, definite

It had been looked at within the year before
    under review 2020-01-01 to 2022-12-31

    | date       | agency                 | record                                                                | evidence |
    | 2020-03-01 | children's social care | Discussed the impact of her drug use on the children.                 |          |
    | 2021-03-01 | GP                     | Mother using heroin.                                                  |          |
    | 2021-03-01 | midwife                | Mother using heroin.                                                  |          |
    | 2022-12-20 | GP                     | Flu vaccine given.                                                    |          |

    expect: nothing found

It had been looked at a day before that
    under review 2020-01-01 to 2022-12-31

    | date       | agency                 | record                                                                | evidence      |
    | 2020-02-29 | children's social care | Discussed the impact of her drug use on the children.                 |               |
    | 2021-03-01 | GP                     | Mother using heroin.                                                  | substance use |
    | 2021-03-01 | midwife                | Mother using heroin.                                                  | substance use |
    | 2022-12-20 | GP                     | Flu vaccine given.                                                    |               |

    says: The records show a parent's drinking or drug use by 2 agencies, and no record near it of what it meant for the child and a parent's drinking or drug use more than once within a year, and no record near it of what it meant for the child.
    raised: 2021-03-01
    expect: flag, medium, definite

The home is used for it
    under review 2021-01-01 to 2022-12-31

    | date       | agency  | record                                                                     | evidence  |
    | 2021-03-01 | housing | Complaint from ground floor: flat used for drinking and drug taking nightly. | home used |

    says: The records show the home used for drinking, drug taking or dealing.
    raised: 2021-03-01
    expect: flag, high, definite

Drunk in charge
    under review 2021-01-01 to 2022-12-31

    | date       | agency | record                                                                     | evidence            |
    | 2021-03-01 | police | Mother intoxicated and slurring while caring for the children, 3 and 1.    | while in charge     |

    says: The records show a parent drunk, drugged or too drowsy while in charge of the child.
    raised: 2021-03-01
    expect: flag, high, definite

Denied, in the past, somebody else's, none
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                              | evidence |
    | 2021-03-01 | midwife        | Denies alcohol and any drug use in pregnancy.                       |          |
    | 2021-03-05 | midwife        | Previously used cannabis as a teenager.                             |          |
    | 2021-04-01 | health visitor | Neighbour's cannabis can be smelt in the stairwell.                 |          |
    | 2021-05-01 | health visitor | No alcohol in the home, parents do not drink.                       |          |
    | 2022-12-20 | health visitor | Transferred out.                                                    |          |

    expect: nothing found

It is said that nobody asked what it meant for the child
    | date | agency | record                                                                                       | evidence                            |
    | 2018 | review | The effect of Father's cannabis use on his care of the baby was not explored by any service. | said outright: child not considered |

    says: The records show a statement that the effect on the child was not looked at.
    expect: flag, medium, definite

It is said that it lasted
    under review 2020-01-01 to 2022-12-31

    | date       | agency  | record                                                              | evidence               |
    | 2021-03-02 | midwife | Longstanding cannabis use, every evening, reports Mother.           | lasting                |
    | 2022-12-20 | GP      | Flu vaccine given.                                                  |                        |

    says: The records show a parent's drinking or drug use that lasted, and no record near it of what it meant for the child.
    raised: 2021-03-02
    expect: flag, low, definite

Once, in an entry that stands for some years
    under review 2010-01-01 to 2014-12-31

    | date        | agency | record                                                             | evidence |
    | 2010 - 2012 | GP     | Mother seen about her drinking, drank two bottles of wine a day.   | drinking |

    says: The records show a parent's drinking or drug use in an entry that stands for more than a year, and no record near it of what it meant for the child.
    expect: flag, low, possible

It is said that their word was taken for it
    under review 2020-01-01 to 2022-12-31

    | date       | agency | record                                                                     | evidence                    |
    | 2021-06-02 | review | The parents' drug use was never tested and hair strand testing not done.   | said outright: not explored |

    says: The records show a statement that a parent's use was not asked about, tested or understood.
    expect: flag, medium, definite

A test that was not needed
    under review 2020-01-01 to 2022-12-31

    | date       | agency | record                                                                     | evidence |
    | 2021-06-02 | review | Neither parent used drugs, and drug testing was not considered.            |          |

    expect: nothing found

It is said of an illness, which is another pattern
    | date | agency | record                                                                                | evidence |
    | 2018 | review | The impact of Mother's depression on the children was not assessed.                   |          |

    expect: nothing found

Undated
    | date | agency | record                                                                   | evidence      |
    |      | review | Father admitted to daily use of cannabis.                                | substance use |
    |      | review | Father was found in possession of cocaine and said that he used it.      | substance use |

    expect: flag, medium, possible

The year is known of one of them only roughly
    under review 2021-01-01 to 2022-12-31

    | date       | agency | record                                                              | evidence      |
    | 2021-03-01 | GP     | Smokes cannabis most evenings, mum says.                            | substance use |
    | March 2022 | GP     | Mother asks for help: using cocaine again.                          | substance use |
    | 2022-12-20 | GP     | Flu vaccine given.                                                  |               |

    expect: flag, medium, possible

The drug and alcohol service was asked and sent nothing
    under review 2021-01-01 to 2022-12-31
    drug and alcohol service: no return

    | date       | agency                 | record                                                                             | evidence      |
    | 2021-03-01 | midwife                | Mother using heroin. Discussed the impact of her drug use on the unborn baby.      | substance use |
    | 2021-03-10 | midwife                | Mother using heroin on top of her script.                                          | substance use |
    | 2022-12-20 | midwife                | Discharged.                                                                        |               |

    says: Parental substance use: no record from drug and alcohol service
    says: A parent's drinking or drug use is on record. drug and alcohol service was asked and no record was submitted, so it is not known what it knew of the child and whom it told.
    says: Ask drug and alcohol service: was the parent known, was the child, and who was told?
    expect: information gap

No return of an agency that would know
    under review 2021-01-01 to 2022-12-31

    | date       | agency  | record                                                            | evidence |
    | 2021-07-01 | legal   | Advice given on tenancy.                                          |          |

    expect: not assessable

Told by two agencies on a day, and looked at four weeks later
    under review 2021-01-01 to 2022-12-31

    | date       | agency                 | record                                                   | evidence |
    | 2021-03-01 | midwife                | Mother using heroin, wants a script.                     |          |
    | 2021-03-01 | GP                     | Letter from drug service: mother using heroin on top.    |          |
    | 2021-03-29 | children's social care | Discussed the impact of her drug use on the unborn baby. |          |
    | 2022-12-20 | GP                     | Flu vaccine given.                                       |          |

    expect: nothing found

Told of by the number of visits
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                      | evidence |
    | 2021-03-01 | health visitor | Mother smelt of alcohol on three visits.    | drinking |
    | 2022-12-20 | health visitor | Transferred out.                            |          |

    expect: flag, medium, possible
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, listed, rule, threshold
from chronology.tables import LONG_AGO, Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    counted,
    coverage_scope,
    covered,
    gathered,
    ground,
    is_covered,
    last_day,
    negated,
    not_around,
    shared,
    summed_up,
    times_told,
    told_as_one,
    unreturned,
    without,
)

CASE = ("case_id",)
PARENT = ("case_id", "parent")
"""A parent of the case: their person where known, else what the record calls them."""

KNOWS_PARENTS = (
    *("gp", "midwifery", "health_visiting", "hospital", "substance_misuse", "adult_mental_health"),
    *(
        "childrens_social_care",
        "early_help",
        "police",
        "probation",
        "housing",
        "ambulance",
        "other",
    ),
    *("urgent_care", "leaving_care", "domestic_abuse_service", "education", "paediatrics"),
    *("pharmacy", "voluntary"),
)
"""Agencies whose records would speak of a parent's drinking or drug use."""

TREATS = ("substance_misuse",)


class Parameters(Params):
    """The rule's numbers."""

    at_least: int = threshold(
        2,
        ge=1,
        le=20,
        description="so many records of it within the window",
        basis="project default",
    )
    within_days: int = threshold(
        365, ge=30, le=1095, description="the window, in days", basis="project default"
    )
    agencies: int = threshold(
        2, ge=1, le=10, description="or so many agencies that recorded it", basis="project default"
    )
    considered_before_days: int = threshold(
        365,
        ge=0,
        le=1095,
        description="what it means for the child may have been looked at so many days before",
        basis="project default",
    )
    considered_within_days: int = threshold(
        28, ge=0, le=180, description="or so many days after", basis="project default"
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["kind"] == "information_gap":
        return Wording(
            f"A parent's drinking or drug use is on record. {m['agency']} was asked and no record "
            "was submitted, so it is not known what it knew of the child and whom it told.",
            f"Ask {m['agency']}: was the parent known, was the child, and who was told?",
            f"Parental substance use: no record from {m['agency']}",
        )
    unasked = "and no record near it of what it meant for the child"
    said = {
        "repeated": f"a parent's drinking or drug use more than once within a year, {unasked}",
        "agencies": f"a parent's drinking or drug use by {m['n']} agencies, {unasked}",
        "home used": "the home used for drinking, drug taking or dealing",
        "in charge": "a parent drunk, drugged or too drowsy while in charge of the child",
        "lasting": f"a parent's drinking or drug use that lasted, {unasked}",
        "a long time": "a parent's drinking or drug use in an entry that stands for more than "
        f"a year, {unasked}",
        "summed up": f"a parent's drinking or drug use, told in a summary of several agencies, {unasked}",
        "unexplored": "a statement that a parent's use was not asked about, tested or understood",
        "not considered": "a statement that the effect on the child was not looked at",
    }
    return Wording(f"The records show {listed([said[it] for it in m['grounds']])}.")


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a return that would speak of a parent's drinking or drug use."""
    reason = "No return of an agency that would know a parent's drinking or drug use was read."
    return coverage_scope(case, KNOWS_PARENTS, reason=reason)


@rule("parental-substance-misuse", attention="medium", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Drinking or drug use without a look at the child, and what stands by itself."""
    use = shared(_use(case))
    unweighed = shared(_unweighed(case, use, p))
    told_of = times_told(unweighed, by=PARENT)
    repeated = counted(told_of, at_least=p.at_least, within_days=p.within_days, by=PARENT)
    home = affirmed(case, "home_used_for_substances", part="home used")
    charge = affirmed(case, "impaired_in_charge", part="while in charge")
    told = told_as_one(
        [
            ground(repeated, "repeated", "medium", by=CASE, reached="reached"),
            ground(_by_agencies(unweighed, p), "agencies", "medium", by=CASE, n="n"),
            ground(charge, "in charge", "high", by=CASE),
            ground(_not_considered(case, use), "not considered", "medium", by=CASE),
            ground(_unweighed(case, _lasting(case), p), "lasting", "low", by=CASE),
            ground(_of_a_long_time(unweighed, p), "a long time", "low", by=CASE),
            ground(_unexplored(case, use), "unexplored", "medium", by=CASE),
            ground(_summed_up(case, unweighed), "summed up", "low", by=CASE),
        ],
        by=CASE,
    )
    # what happens in the home is told by itself, whatever is known of a parent's own use
    used = told_as_one([ground(home, "home used", "high", by=CASE)], by=CASE)
    return pl.concat([_flags(told, case), _flags(used, case), _questions(case, use)])


def _flags(told: pl.LazyFrame, case: Tables) -> pl.LazyFrame:
    return findings(
        about_the_child(told, case),
        attention=pl.col("attention"),
        raised_on=pl.col("reached"),
        measure={"grounds": pl.col("grounds"), "n": pl.col("n")},
    )


def _lasting(case: Tables) -> pl.LazyFrame:
    """Use of which a record says that it lasted. What lasted in the past doesn't count."""
    return affirmed(case, "substance_use_lasting", part="lasting")


def _of_a_long_time(rows: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Entries that stand for longer than the window: whether they are one record is open."""
    long = pl.col("hi") - pl.col("lo") > pl.duration(days=p.within_days)
    return rows.filter(long, pl.col("lo") > LONG_AGO).with_columns(sure=pl.lit(False))


def _summed_up(case: Tables, rows: pl.LazyFrame) -> pl.LazyFrame:
    """Use that a summary tells of though only once: it tells what mattered, and not how often."""
    told = rows.join(summed_up(case), on="case_id", how="semi")
    return told.with_columns(sure=pl.lit(False))


def _unexplored(case: Tables, use: pl.LazyFrame) -> pl.LazyFrame:
    """Said outright of use that records speak of: a test that nobody asked for means nothing."""
    part = "said outright: not explored"
    stated = affirmed(case, "substance_use_unexplored", part=part)
    of_use = stated.join(use.select("case_id").unique(), on="case_id", how="semi")
    overlooked = affirmed(case, "substance_use_overlooked", part=part)
    said_so = negated(case, "impact_on_child_considered")
    return without(pl.concat([of_use, overlooked]), said_so)


def _use(case: Tables) -> pl.LazyFrame:
    """What records say of a parent's use, and of which parent."""
    found = [
        affirmed(case, "substance_misuse", part="substance use"),
        affirmed(case, "alcohol", part="drinking"),
    ]
    return pl.concat(found).with_columns(parent=pl.coalesce("person_id", "who"))


def _unweighed(case: Tables, use: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Rows near which no record looks at the child; not sure where no return speaks of the days."""
    left = not_around(
        use,
        affirmed(case, "impact_on_child_considered"),
        before_days=p.considered_before_days,
        after_days=p.considered_within_days,
        by=CASE,
    )
    last = last_day(p.considered_within_days, pl.col("hi"))
    known = is_covered(
        left, covered(case, KNOWS_PARENTS, summed_up=True), first=pl.col("lo"), last=last
    )
    return known.with_columns(sure=pl.col("sure") & pl.col("covered")).drop("covered")


def _by_agencies(unweighed: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Parents whose use so many agencies recorded, whenever that was."""
    agencies = pl.col("agency").drop_nulls()
    return (
        unweighed.group_by(PARENT)
        .agg(
            pl.col("lo").min(),
            pl.col("hi").max(),
            gathered("evidence"),
            agencies.n_unique().cast(pl.Int64).alias("n"),
            agencies.filter("sure").n_unique().alias("surely"),
        )
        .filter(pl.col("n") >= p.agencies)
        .with_columns(sure=pl.col("surely") >= p.agencies)
    )


def _not_considered(case: Tables, use: pl.LazyFrame) -> pl.LazyFrame:
    """Said outright, in a sentence that speaks of drink or drugs or in one that names no cause."""
    part = "said outright: child not considered"
    stated = shared(negated(case, "impact_on_child_considered", part=part))
    of_use = use.select("case_id", "happening").unique()
    other = affirmed(case, "mental_health", "prescription_misuse")
    plainly = stated.join(of_use, on=["case_id", "happening"], how="semi")
    generally = without(without(stated, other), of_use).join(
        of_use.select("case_id").unique(), on="case_id", how="semi"
    )
    return pl.concat([plainly, generally])


def _questions(case: Tables, use: pl.LazyFrame) -> pl.LazyFrame:
    """The drug and alcohol service was asked and sent nothing, though a parent's use is recorded."""
    rows = told_as_one([ground(use, "known", "low", by=CASE)], by=CASE)
    return findings(
        about_the_child(rows.join(unreturned(case, TREATS), on="case_id"), case),
        attention="low",
        kind="information_gap",
        raised_on=pl.col("reached"),
        measure={"agency": pl.col("agency")},
    )
