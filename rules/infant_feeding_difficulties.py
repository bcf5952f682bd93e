"""A baby who is hard to feed or is not growing, seen again and again.

What it looks for
-----------------
Two or more contacts within 28 days in which a feeding difficulty is recorded for a child under
twelve months; or a growth measurement that the national guideline names: more than ten per cent
of birth weight lost in the early days, a fall through one centile space (birth weight below the
9th centile), two (9th to 91st) or three (above the 91st), or a weight below the 2nd centile now.

It says whether a feeding review is on record within seven days, and is raised with more attention
when something that can make a baby's feeding dangerous is recorded within the twelve months
before: a carer's mental ill health, substance or alcohol use, misused medicines, violence between
adults, an adult who poses a risk, a carer's own trauma, a carer at the end of their strength, or
a male carer nobody has met. Care experience is not among them.

Left out: contacts after a medical cause was diagnosed that has its own plan of treatment.

Why it matters
--------------
A baby who will not feed or settle wears carers out. Reviews find feeding difficulty among the
triggers of harm, treated as a matter of milk and weight while what was known of the carers stood
in other agencies' records.

Known limits
------------
- Most babies who feed badly are safe and get better. Good services record many feeding contacts.
- Two contacts in 28 days is this project's default, not a published number.
- Weights are read from text. A centile that is not written down is not worked out here.
- A health visitor's ordinary weighing may be a feeding review without being called one.

Questions for the panel
-----------------------
- Who knew of both the feeding difficulty and the pressures on the carers, and what did they do?
- Who could take over for a night, and did anybody ask?

Sources
-------
- NICE, NG75 Faltering growth (2017), seen via the Institute of Health Visiting
- Cumbria Safeguarding Children Partnership, Local Child Safeguarding Practice Review “Leo” (2024),
  recommendation 5

Examples
--------
Feeding that wore the parents out, in a reviewer's words
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date | agency | record                                                                                  | evidence      |
    | n/k  | review | The trouble with feeding was exhausting for a couple on their own.                      | said outright |

    expect: flag, medium, definite
    says: strain

A feed that was watched
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2023-02-01 | health visitor | No concerns about feeding. Watched a feed, Mum relaxed.                   |          |

    expect: nothing found

Two weights of which one has only its month
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                        | evidence       |
    | 2021-06-04 | midwife        | Birth weight on 75th centile. | earlier weight |
    | 2021-08-12 | health visitor | Weighed, on 9th centile.      | lower weight   |
    | Aug 2021   | GP             | Weighed, on 75th centile.     |                |

    expect: flag, medium, definite

Two weights of one month
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                        | evidence       |
    | Aug 2021   | health visitor | Weighed, on 9th centile.      |                |
    | Aug 2021   | GP             | Weighed, on 75th centile.     |                |

    expect: nothing found

A fall that depends on the day
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                        | evidence       |
    | Aug 2021   | health visitor | Weighed, on 75th centile.     | earlier weight |
    | 2021-08-12 | GP             | Weighed, on 9th centile.      | lower weight   |

    expect: flag, medium, possible

Two contacts in two agencies, and no review
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                       | evidence           |
    | 2021-06-24 | health visitor | Slow feeder, vomiting after most feeds.                      | feeding difficulty |
    | 2021-07-22 | GP             | Reflux, not keeping feeds down.                              | feeding difficulty |

    says: Repeated feeding difficulty
    says: Feeding difficulty was recorded twice within 28 days.
    says: No feeding review is on record in the 7 days after.
    raised: 2021-07-22
    expect: flag, medium, definite

Two contacts, twenty-nine days apart
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                       | evidence |
    | 2021-06-24 | health visitor | Slow feeder, vomiting after most feeds.                      |          |
    | 2021-07-23 | GP             | Reflux, not keeping feeds down.                              |          |

    expect: nothing found

Beside a parent's mental ill health
    child born 2021-06-03
    under review 2020-06-01 to 2022-06-30

    | date       | agency         | record                                                | evidence           |
    | 2020-08-02 | GP             | Mother: low mood and anxiety, started sertraline.     | mental health      |
    | 2021-06-24 | health visitor | Slow feeder, vomiting after most feeds.               | feeding difficulty |
    | 2021-07-01 | GP             | Reflux, not keeping feeds down.                       | feeding difficulty |

    says: In the twelve months before that day, records speak of mental ill health (mother).
    raised: 2021-07-01
    expect: flag, high, definite

Mental ill health more than twelve months before
    child born 2021-06-03
    under review 2020-01-01 to 2022-06-30

    | date       | agency         | record                                                | evidence           |
    | 2020-06-23 | GP             | Mother: low mood and anxiety.                         |                    |
    | 2021-06-24 | health visitor | Slow feeder, vomiting after most feeds.               | feeding difficulty |
    | 2021-06-24 | GP             | Seen with mum. Weight static.                         | faltering growth   |

    raised: 2021-06-24
    expect: flag, medium, definite

A parent's time in care adds nothing
    child born 2021-06-03
    under review 2020-06-01 to 2022-06-30

    | date       | agency         | record                                                | evidence           |
    | 2020-08-02 | midwife        | Mum is a care leaver, well supported.                 |                    |
    | 2021-06-24 | health visitor | Slow feeder, vomiting after most feeds.               | feeding difficulty |
    | 2021-07-01 | GP             | Reflux, not keeping feeds down.                       | feeding difficulty |

    expect: flag, medium, definite

More than ten per cent of birth weight lost
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency  | record                                   | evidence    |
    | 2021-06-08 | midwife | Weight loss 10.5% since birth.           | weight loss |

    says: Faltering growth
    says: A loss of more than 10 % of birth weight was recorded.
    raised: 2021-06-08
    expect: flag, medium, definite

Ten per cent exactly
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency  | record                                   | evidence |
    | 2021-06-08 | midwife | Weight loss 10% since birth.             |          |

    expect: nothing found

A fall through two centile spaces from the 50th
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                    | evidence       |
    | 2021-06-04 | midwife        | Birth weight 3.4kg, 50th centile.         | earlier weight |
    | 2021-08-05 | health visitor | Weighed, now on 9th centile.              | lower weight   |

    raised: 2021-08-05
    expect: flag, medium, definite

A fall through one centile space from the 50th
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                    | evidence |
    | 2021-06-04 | midwife        | Birth weight 3.4kg, 50th centile.         |          |
    | 2021-08-05 | health visitor | Weighed, now on 25th centile.             |          |

    expect: nothing found

A fall through one centile space from the 2nd
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                    | evidence       |
    | 2021-06-04 | midwife        | Birth weight 2.5kg, 2nd centile.          | earlier weight |
    | 2021-08-05 | health visitor | Weighed, on 0.4th centile.                | lower weight, low weight |

    says: The weight fell through one centile space.
    raised: 2021-08-05, 2021-08-05
    expect: 2 flags, medium, definite

A medical cause under treatment
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                   | evidence |
    | 2021-06-20 | hospital       | Cow's milk protein allergy confirmed, under dietitian.   |          |
    | 2021-06-24 | health visitor | Vomiting after feeds.                                    |          |
    | 2021-07-01 | GP             | Reflux, not keeping feeds down.                          |          |

    expect: nothing found

Feeding well, advice, another child
    child born 2021-06-03
    sibling Tilly born 2019-12-01
    under review 2020-01-01 to 2022-06-30

    | date       | agency         | record                                                      | evidence |
    | 2021-06-24 | health visitor | Feeding well, no vomiting.                                  |          |
    | 2021-06-28 | health visitor | Advised to call if he starts vomiting.                      |          |
    | 2021-07-01 | GP             | Tilly vomiting, off her feeds, viral.                       |          |
    | 2021-07-08 | health visitor | Thriving, following the 50th centile.                       |          |

    expect: nothing found

One of the two has only a month
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                     | evidence           |
    | 2021-06-24 | health visitor | Slow feeder, vomiting after most feeds.    | feeding difficulty |
    | July 2021  | GP             | Reflux, not keeping feeds down.            | feeding difficulty |

    says: Feeding difficulty was recorded twice.
    expect: flag, medium, possible

Twelve months old
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                     | evidence |
    | 2022-06-03 | health visitor | Refusing feeds.                            |          |
    | 2022-06-10 | GP             | Vomiting after feeds.                      |          |

    expect: nothing found

The returns begin after the first birthday
    child born 2021-06-03
    under review 2021-01-01 to 2023-12-31
    GP covers 2022-09-01 to 2023-12-31

    | date       | agency | record                                   | evidence |
    | 2022-10-01 | GP     | Fussy with food.                         |          |

    expect: not assessable

The second contact on the last day before the first birthday
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                       | evidence           |
    | 2022-05-16 | health visitor | Gagging on lumps, vomiting after most feeds. | feeding difficulty |
    | 2022-06-02 | GP             | Reflux, not keeping feeds down.              | feeding difficulty |

    expect: flag, medium, definite

A feeding review on the seventh day
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency              | record                                       | evidence           |
    | 2021-06-24 | health visitor      | Slow feeder, vomiting after most feeds.      | feeding difficulty |
    | 2021-07-08 | GP                  | Reflux, not keeping feeds down.              | feeding difficulty |
    | 2021-07-15 | infant feeding team | Feeding assessment completed, feed observed. | feeding review     |

    says: A feeding review is on record in the 7 days after.
    raised: 2021-07-08
    expect: flag, medium, definite

A feeding review on the eighth day
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency              | record                                       | evidence           |
    | 2021-06-24 | health visitor      | Slow feeder, vomiting after most feeds.      | feeding difficulty |
    | 2021-07-08 | GP                  | Reflux, not keeping feeds down.              | feeding difficulty |
    | 2021-07-16 | infant feeding team | Feeding assessment completed, feed observed. |                    |

    expect: flag, medium, definite

Mental ill health twelve months before to the day
    child born 2021-06-03
    under review 2020-06-01 to 2022-06-30

    | date       | agency         | record                                            | evidence           |
    | 2020-06-24 | GP             | Mother: low mood and anxiety, started sertraline. | mental health      |
    | 2021-06-24 | health visitor | Slow feeder, vomiting after most feeds.           | feeding difficulty |
    | 2021-07-01 | GP             | Reflux, not keeping feeds down.                   | feeding difficulty |

    expect: flag, high, definite

Eleven per cent of birth weight lost at twenty days
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency  | record                    | evidence    |
    | 2021-06-23 | midwife | Weighed, 11% weight loss. | weight loss |

    expect: flag, medium, definite

Eleven per cent of birth weight lost at three weeks
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency  | record                    | evidence |
    | 2021-06-24 | midwife | Weighed, 11% weight loss. |          |

    expect: nothing found

A weight on the first centile
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                     | evidence   |
    | 2021-09-02 | health visitor | Weight on the 1st centile. | low weight |

    expect: flag, medium, definite

A fall through one centile space from the 9th
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                           | evidence |
    | 2021-06-04 | midwife        | Birth weight 2.8kg, 9th centile. |          |
    | 2021-08-05 | health visitor | Weighed, on 2nd centile.         |          |

    expect: nothing found

A fall through two centile spaces from the 91st
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30
    says: The weight fell through 2 centile spaces.

    | date       | agency         | record                            | evidence       |
    | 2021-06-04 | midwife        | Birth weight 4.1kg, 91st centile. | earlier weight |
    | 2021-08-05 | health visitor | Weighed, now on 50th centile.     | lower weight   |

    expect: flag, medium, definite

A fall through two centile spaces from the 98th
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                            | evidence |
    | 2021-06-04 | midwife        | Birth weight 4.4kg, 98th centile. |          |
    | 2021-08-05 | health visitor | Weighed, now on 75th centile.     |          |

    expect: nothing found

A fall through three centile spaces from the 98th
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30
    says: The weight fell through 3 centile spaces.

    | date       | agency         | record                            | evidence       |
    | 2021-06-04 | midwife        | Birth weight 4.4kg, 98th centile. | earlier weight |
    | 2021-08-05 | health visitor | Weighed, now on 50th centile.     | lower weight   |

    expect: flag, medium, definite

Two spaces, and the weight at birth is not on record
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                       | evidence       |
    | 2021-07-05 | health visitor | Weighed, on 50th centile.    | earlier weight |
    | 2021-09-06 | health visitor | Weighed, now on 9th centile. | lower weight   |

    expect: flag, medium, possible

One space, and the weight at birth is not on record
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                        | evidence |
    | 2021-07-05 | health visitor | Weighed, on 50th centile.     |          |
    | 2021-09-06 | health visitor | Weighed, now on 25th centile. |          |

    expect: nothing found

Three spaces, and the weight at birth is not on record
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                       | evidence       |
    | 2021-07-05 | health visitor | Weighed, on 75th centile.    | earlier weight |
    | 2021-09-06 | health visitor | Weighed, now on 9th centile. | lower weight   |

    expect: flag, medium, definite

Two weights on one day are no fall
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                    | evidence |
    | 2021-07-05 | health visitor | Weighed, on 75th centile. |          |
    | 2021-07-05 | GP             | Weighed, on 9th centile.  |          |

    expect: nothing found

A weight below the second centile, and again a month later
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30
    raised: 2021-08-02

    | date       | agency         | record                           | evidence   |
    | 2021-08-02 | health visitor | Weighed, on 0.4th centile.       | low weight |
    | 2021-09-06 | health visitor | Weighed, still on 0.4th centile. | low weight |

    expect: flag, medium, definite

Told by their days in one entry
    child born 2021-04-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                   | evidence           |
    | 2021-05-10 | health visitor | Poor feeding at baby clinic on 2, 5 and 9 May.           | feeding difficulty |

    says: Feeding difficulty was recorded 3 times.
    expect: flag, medium, possible

Vomited three times, told once
    child born 2021-04-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                   | evidence |
    | 2021-05-10 | health visitor | Poor feeding, vomited three times today.                 |          |

    expect: nothing found
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, listed, rule, threshold, times
from chronology.tables import EVIDENCE, LONG_AGO, Tables
from chronology.temporal import (
    KEY,
    about_the_child,
    affirmed,
    age_scope,
    aged,
    children,
    counted,
    followed_by,
    gathered,
    not_followed_by,
    of_children,
    of_each_child,
    once,
    put_together,
    said,
    shared,
    times_told,
    without,
)

CENTILES = (0.4, 2.0, 9.0, 25.0, 50.0, 75.0, 91.0, 98.0, 99.6)
"""The lines of the UK growth charts; from one to the next is a centile space."""

FACTORS = {
    "mental_health": "mental ill health",
    "substance_misuse": "drug use",
    "alcohol": "alcohol use",
    "prescription_misuse": "concern about the use of medicines",
    "domestic_abuse": "abuse between adults",
    "risky_adult": "an adult who may pose a risk",
    "parent_own_trauma": "their own childhood trauma",
    "carer_strain": "a carer under strain",
    "male_carer_not_seen": "a male carer not spoken to",
}
"""What makes a baby's feeding more than a matter of milk, in words. Never care experience."""


class Parameters(Params):
    """The rule's numbers."""

    at_least: int = threshold(
        2, ge=1, le=20, description="so many contacts with a concern", basis="project default"
    )
    within_days: int = threshold(
        28, ge=1, le=365, description="within so many days", basis="project default"
    )
    under_months: int = threshold(
        12,
        ge=1,
        le=36,
        description="for a child younger than this, in months",
        basis="project default",
    )
    review_within_days: int = threshold(
        7,
        ge=1,
        le=60,
        description="a feeding review is looked for this soon",
        basis="project default",
    )
    factors_within_days: int = threshold(
        365,
        ge=30,
        le=1095,
        description="how far back adult factors are looked for",
        basis="project default",
    )
    loss_over_percent: float = threshold(
        10,
        ge=5,
        le=20,
        description="birth weight lost in the early days, more than this per cent",
        basis="national guidance",
        source="NICE NG75 (2017), via the Institute of Health Visiting",
    )
    early_days: int = threshold(
        21, ge=5, le=42, description="how long the early days last", basis="project default"
    )
    low_centile: float = threshold(
        2,
        ge=0.4,
        le=9,
        description="a weight below this centile now",
        basis="national guidance",
        source="NICE NG75 (2017), via the Institute of Health Visiting",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["what"] == "contacts":
        told = f"Feeding difficulty was recorded {times(m['n'])}"
        if m["days"] is not None:
            told += f" within {m['days']} days"
        told += (
            ". No feeding review is on record in the "
            if m["unreviewed"]
            else ". A feeding review is on record in the "
        ) + f"{m['review_days']} days after."
    elif m["what"] == "loss":
        told = f"A loss of more than {m['limit']:g} % of birth weight was recorded."
    elif m["what"] == "outright":
        told = "A record says outright that feeding or growth was not acted on, or was a strain on the carers."
    elif m["what"] == "low":
        told = f"A weight below the {m['limit']:g} centile was recorded."
    else:
        spaces = "one centile space" if m["fall"] == 1 else f"{m['fall']} centile spaces"
        told = f"The weight fell through {spaces}."
    if m["factors"]:
        factors = listed(sorted({_factor_in_words(it) for it in m["factors"]}))
        told += f" In the twelve months before that day, records speak of {factors}."
    growth = m["what"] not in ("contacts", "outright")
    return Wording(told, title="Faltering growth" if growth else "Repeated feeding difficulty")


def _factor_in_words(factor: str) -> str:
    """A factor and whose it is, as a family could read it."""
    concept, _, who = factor.partition("|")
    if who == "unknown" or concept == "male_carer_not_seen":
        return FACTORS[concept]
    return f"{FACTORS[concept]} ({who.replace('_', ' ')})"


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a baby of that age, or without a return about that time."""
    return age_scope(case, f"{p.under_months}mo", stage=f"under {p.under_months} months")


@rule(
    "infant-feeding-difficulties",
    attention="medium",
    needs=("birth date",),
    words=words,
    scope=scope,
    since="0.1.0",
)
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Repeated feeding concerns, the guideline's growth triggers, and what is said outright."""
    kids = children(case)
    told = [_repeated(case, kids, p), _growth(case, kids, p), _outright(case)]
    return _with_factors(pl.concat(told, how="diagonal"), case, p)


def _outright(case: Tables) -> pl.LazyFrame:
    stated = affirmed(case, "feeding_not_seen_as_risk", part="said outright")
    caused = affirmed(case, "organic_feeding_cause")
    rows = about_the_child(stated, case).join(caused, on="case_id", how="anti")
    dated = pl.when(pl.col("lo") > LONG_AGO).then("lo")
    return _first(rows).with_columns(lo=dated, what=pl.lit("outright"))


def _repeated(case: Tables, kids: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Episodes of feeding concerns, each with whether a review followed."""
    said_so = affirmed(case, "feeding_difficulty", "faltering_growth")
    concerns = aged(of_children(said_so, kids), under=f"{p.under_months}mo")
    causes = of_each_child(affirmed(case, "organic_feeding_cause"), kids)
    unexplained = times_told(_without_cause(concerns, causes))
    episodes = shared(counted(unexplained, at_least=p.at_least, within_days=p.within_days))
    put_off = affirmed(case, "service_cancelled", "appointment_cancelled", "missed_appointment")
    held = without(affirmed(case, "feeding_review"), put_off)
    reviews = shared(of_each_child(held, kids))
    days = episodes.with_columns(
        happening=pl.lit(""), first=pl.col("lo"), last=pl.col("hi"), held=pl.col("sure")
    ).with_columns(lo=pl.col("reached"), hi=pl.col("reached"))
    missing = not_followed_by(days, reviews, within_days=p.review_within_days).select(
        *KEY, "first", "reached", unreviewed=pl.lit(True)
    )
    found = followed_by(
        days.drop("evidence").with_columns(evidence=pl.lit([], dtype=EVIDENCE)),
        reviews,
        within_days=p.review_within_days,
    )
    soon = found.group_by(*KEY, "first", "reached").agg(review=gathered("evidence"))
    return (
        episodes.with_columns(first=pl.col("lo"))
        .join(missing, on=[*KEY, "first", "reached"], how="left")
        .join(soon, on=[*KEY, "first", "reached"], how="left")
        .with_columns(
            pl.col("unreviewed").fill_null(False),
            pl.col("n").cast(pl.Int64),
            evidence=put_together("evidence", "review"),
            what=pl.lit("contacts"),
            days=pl.when("sure").then((pl.col("hi") - pl.col("lo")).dt.total_days()),
        )
        .drop("first", "review")
    )


def _without_cause(concerns: pl.LazyFrame, causes: pl.LazyFrame) -> pl.LazyFrame:
    """Concerns before a medical cause was diagnosed; where the order isn't known, not sure."""
    since = causes.group_by(KEY).agg(c_lo=pl.col("lo").min(), c_hi=pl.col("hi").min())
    after = (pl.col("c_hi") <= pl.col("lo")).fill_null(False)
    perhaps = (pl.col("c_lo") <= pl.col("hi")).fill_null(False)
    return (
        concerns.join(since, on=list(KEY), how="left")
        .filter(~after)
        .with_columns(sure=pl.col("sure") & ~perhaps)
        .drop("c_lo", "c_hi")
    )


def _growth(case: Tables, kids: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    months = f"{p.under_months}mo"
    loss = aged(
        of_children(affirmed(case, "weight_loss_percent", part="weight loss"), kids),
        under=f"{p.early_days}d",
    ).filter(pl.col("value") > p.loss_over_percent)
    weights = aged(
        of_children(affirmed(case, "weight_centile", part="low weight"), kids), under=months
    )
    low = weights.filter(pl.col("value") < p.low_centile)
    stated = aged(
        of_children(affirmed(case, "centile_fall", part="lower weight"), kids), under=months
    )
    limit = pl.lit(None, dtype=pl.Float64)
    return pl.concat(
        [
            _first(loss).with_columns(
                what=pl.lit("loss"), limit=pl.lit(float(p.loss_over_percent))
            ),
            _with_what_is_said(_falls(case, kids, stated, months), case, kids).with_columns(
                what=pl.lit("fall"), limit=limit
            ),
            _first(low).with_columns(what=pl.lit("low"), limit=pl.lit(float(p.low_centile))),
        ],
        how="diagonal",
    )


def _with_what_is_said(falls: pl.LazyFrame, case: Tables, kids: pl.LazyFrame) -> pl.LazyFrame:
    """Falls with what other entries of the same day say of the growth."""
    told = of_children(affirmed(case, "faltering_growth"), kids).select(
        *KEY, reached="hi", _said="evidence"
    )
    said_ = gathered("_said")
    beside = told.group_by(*KEY, "reached").agg(said_)
    return (
        falls.join(beside, on=[*KEY, "reached"], how="left")
        .with_columns(evidence=put_together("evidence", "_said"))
        .drop("_said")
    )


def _first(measured: pl.LazyFrame) -> pl.LazyFrame:
    """The first time a child's measurement crossed the line; later ones stand beside it."""
    return (
        once(measured)
        .group_by(KEY)
        .agg(
            reached=pl.col("hi").min(),
            lo=pl.col("lo").min(),
            hi=pl.col("hi").max(),
            evidence=gathered("evidence"),
            sure=pl.col("sure").any(),
        )
    )


def _space(value: pl.Expr) -> pl.Expr:
    """Where a centile stands among the lines of the growth chart: between two, by half a space."""
    lines = pl.sum_horizontal((value >= line).cast(pl.Float64) for line in CENTILES)
    return lines + pl.when(value.is_in(CENTILES)).then(0.0).otherwise(0.5)


def _needed(birth: pl.Expr) -> pl.Expr:
    """The fall that the guideline names, by the centile of the birth weight."""
    return pl.when(birth < 9).then(1).when(birth <= 91).then(2).when(birth > 91).then(3)


def _falls(case: Tables, kids: pl.LazyFrame, stated: pl.LazyFrame, months: str) -> pl.LazyFrame:
    """Falls through centile spaces: measured between two weights, or stated as such."""
    weights = shared(aged(of_children(affirmed(case, "weight_centile"), kids), under=months))
    at_birth = (
        aged(weights, under="7d")
        .filter("sure")
        .group_by(KEY)
        .agg(birth=pl.col("value").sort_by("lo", "value").first())
    )
    later = shared(
        weights.select(*KEY, "lo", "hi", "value", "sure", "evidence", space=_space(pl.col("value")))
    )
    earlier = later.select(
        *KEY, e_hi="hi", e_space="space", e_sure="sure", e_evidence="evidence", e_lo="lo"
    )
    measured = (
        later.join(earlier, on=list(KEY))
        .filter(
            pl.col("e_lo") < pl.col("hi"),
            # two of one month are in no order
            (pl.col("e_lo") != pl.col("lo")) | (pl.col("e_hi") != pl.col("hi")),
        )
        .with_columns(
            fall=(pl.col("e_space") - pl.col("space")).floor().cast(pl.Int64),
            both=pl.col("sure") & pl.col("e_sure") & (pl.col("e_hi") < pl.col("lo")),
        )
        .filter(pl.col("fall") >= 1)
        .with_columns(
            evidence=put_together(
                _parts(pl.col("e_evidence"), "earlier weight"),
                _parts(pl.col("evidence"), "lower weight"),
            ),
            sure=pl.col("both"),
            lo=pl.min_horizontal("e_lo", "lo"),
            hi=pl.max_horizontal("e_hi", "hi"),
        )
        .select(*KEY, "lo", "hi", "fall", "evidence", "sure")
    )
    told = stated.select(
        *KEY, "lo", "hi", pl.col("value").cast(pl.Int64).alias("fall"), "evidence", "sure"
    )
    every = pl.concat([measured, told]).join(at_birth, on=list(KEY), how="left")
    needed = _needed(pl.col("birth"))
    enough = every.with_columns(needed=needed).filter(
        (pl.col("fall") >= pl.col("needed")) | (pl.col("needed").is_null() & (pl.col("fall") >= 2))
    )
    return (
        enough.with_columns(
            sure=pl.col("sure") & (pl.col("needed").is_not_null() | (pl.col("fall") >= 3))
        )
        .sort(
            *KEY,
            "hi",
            pl.col("sure"),
            "fall",
            "lo",
            # of two that are alike the one whose entries come first, whatever the order of the rows
            pl.col("evidence").list.eval(pl.element().struct.field("event_id")).list.join("|"),
            descending=[False, False, False, True, True, False, False],
        )
        .unique(KEY, keep="first", maintain_order=True)
        .select(*KEY, "lo", "hi", "fall", "evidence", "sure", reached="hi")
    )


def _parts(evidence: pl.Expr, part: str) -> pl.Expr:
    """The same entries under another name."""
    return evidence.list.eval(
        pl.struct(pl.element().struct.field("event_id"), pl.lit(part).alias("part"))
    )


def _with_factors(episodes: pl.LazyFrame, case: Tables, p: Parameters) -> pl.LazyFrame:
    """Adds the adult factors of the months before, and raises attention where there are some."""
    back = pl.duration(days=p.factors_within_days)
    adult = (
        said(case, *FACTORS)
        .with_columns(_factor=pl.concat_str("concept", "who", separator="|"))
        .select("case_id", "concept", "_factor", f_lo="lo", f_hi="hi", f_evidence="evidence")
    )
    numbered = shared(episodes.sort(*KEY, "what", "lo").with_row_index("_number"))
    before = (
        numbered.select("_number", "case_id", "lo", "reached")
        .join(adult, on="case_id")
        .filter(pl.col("f_hi") >= pl.col("lo") - back, pl.col("f_lo") <= pl.col("reached"))
        .with_columns(_entry=pl.col("f_evidence").list.first().struct.field("event_id"))
        .sort("_number", "concept", "f_lo", "f_hi", "_entry", "_factor")
        .group_by("_number", "concept", maintain_order=True)
        .agg(pl.col("f_evidence", "_factor").last())
        .group_by("_number", maintain_order=True)
        .agg(
            factors=pl.col("_factor"),
            f_evidence=gathered("f_evidence"),
        )
    )
    joined = numbered.join(before, on="_number", how="left").with_columns(
        factors=pl.col("factors").fill_null([]),
        evidence=put_together("evidence", "f_evidence"),
    )
    level = (
        pl.when(pl.col("factors").list.len() > 0).then(pl.lit("high")).otherwise(pl.lit("medium"))
    )
    return findings(
        joined,
        attention=level,
        raised_on=pl.col("reached"),
        measure={
            "what": pl.col("what"),
            "n": pl.col("n"),
            "days": pl.col("days"),
            "unreviewed": pl.col("unreviewed"),
            "review_days": pl.lit(p.review_within_days),
            "fall": pl.col("fall"),
            "limit": pl.col("limit"),
            "factors": pl.col("factors"),
        },
    )
