"""Members of one family in records that are not joined, so that staff could not see who belonged together.

What it looks for
-----------------
Told as one flag a case:

- A record or a review that says outright that a family’s records were not linked, or that a service could
  not see another’s records.
- A GP’s record of a parent or partner that tells of mental ill health, drugs, medicines, drinking, violence
  or a hard childhood, from the pregnancy until the child is two; something that shows the family’s records
  to lie apart; and midwives and health visitors who wrote nothing of it, then or within 28 days, though
  their returns cover that time. What shows that records lie apart is that members of the family are with
  different practices or go by different surnames, that records were not linked, that the practice which
  has the adult as a patient does not have the child, or that the practice’s record of the child lacks the
  father.
- With low attention: members of the family with different practices or under different surnames, where no
  record says that they were linked.

Nothing of it is raised of an adult whose record is said to be linked, up to 28 days afterwards.

A question, not a flag: a GP knew of such a difficulty, records lie apart, and no return of midwives or health
visitors speaks of that time.

Why it matters
--------------
In “Leo” what a GP knew of a parent was never seen by those who visited the baby, because nothing in the
record joined the two. Midwives and health visitors ask a practice about the mother; who the father is, and
which practice he is with, has to be known before anybody can ask.

Known limits
------------
- Linking adults’ records to a child’s is limited by law and by consent. A practice that did not link them, or
  didn’t tell, may have been right to; the question is what staff could see and how they could have asked.
- Different surnames and different practices are ordinary. Couples who are not married, families with
  children of several fathers, families from traditions in which names are not shared, families in temporary
  housing and those who have moved appear here more often, and it says nothing about them.
- Which practice has the child is taken from what its return tells of: a return cut down to one person looks
  like a practice with one patient.
- A letter or telephone call between practice and midwife may have said it all and not be in the return.
- Two years and 28 days are this project’s defaults: no published number was found.

Questions for the panel
-----------------------
- Could staff see each other’s records, and did they know whose to ask for?
- What would have shown the practice that its patient had a child, or was about to?

Sources
-------
- Cumbria Safeguarding Children Partnership, Local Child Safeguarding Practice Review “Leo” (2024),
  recommendation 2: linked family records, and midwives’ access to GP records
- Department for Education, Information sharing: advice for practitioners (2024), seen via a summary

Examples
--------
Computers that do not show each other's entries
    | date | agency | record                                                              | evidence      |
    | n/k  | review | The clinic's system could not open what the ward had written.       | said outright |
    | n/k  | review | His notes never followed him to the third surgery.                  | said outright |
    | n/k  | review | Her file remained under her maiden name, and records were kept in a previous name. | said outright |

    expect: flag, medium, definite

Notes that a mother had forgotten at home
    | date       | agency  | record                                                                   | evidence |
    | 2021-03-01 | midwife | Maternity notes not accessible today, handheld record left at home.      |          |
    | 2021-03-02 | midwife | Mother did not follow the advice in her notes on smoking.                |          |

    expect: nothing found

Practices differ and nothing was linked, in a review without dates
    | date | agency | record                                                                                    | evidence      |
    |      | review | The parents were registered with different GP practices and the records were not linked. | said outright |

    says: The records say outright that the family’s records were not linked or that one service could not see another’s.
    expect: flag, medium, definite

Nobody could see the father's record
    | date     | agency | record                                                              | evidence      |
    | May 2021 | review | Midwives had no access to the GP records of the father.             | said outright |

    expect: flag, medium, definite

Two systems
    | date | agency | record                                                                       | evidence      |
    |      | review | Mother's and baby's records were kept on separate systems.                   | said outright |

    expect: flag, medium, definite

No flag that he had a child
    | date | agency | record                                                                       | evidence      |
    |      | review | There was no flag on the father's GP record to show that he had a child.     | said outright |

    expect: flag, medium, definite

Two surnames, and not seen as one family
    | date | agency | record                                                                       | evidence      |
    |      | review | Different surnames meant that the family were not linked on the system.      | said outright |

    expect: flag, medium, definite

Only wondered about
    child born 2021-06-03
    under review 2020-08-01 to 2022-06-30

    | date       | agency | record                                                              | evidence      |
    | 2021-06-10 | GP     | New baby registered. ?records not linked to dad.                    | said outright |

    expect: flag, medium, possible

The GP knows of the father's drinking, his child is with another practice
    child born 2021-06-03
    under review 2020-08-01 to 2022-06-30

    | date       | agency         | record                                                                   | evidence         |
    | 2021-03-01 | GP             | Dad drinking a bottle of vodka a day, low mood.                          | known to the GP  |
    | 2021-05-04 | midwife        | 35/40. Well. Dad registered with a different GP practice.                | apart            |
    | 2021-06-14 | health visitor | New birth visit. Baby feeding well.                                      |                  |

    says: Members of the family are with different practices or under different surnames, and no record says that they were linked and a GP’s record tells of an adult’s difficulties, the family’s records lie apart, and no midwife or health visitor wrote of it within 28 days.
    raised: 2021-05-04
    expect: flag, medium, definite

The health visitor knew by the twenty-eighth day
    child born 2021-06-03
    under review 2020-08-01 to 2022-06-30

    | date       | agency         | record                                                                   | evidence |
    | 2021-05-20 | GP             | Dad drinking a bottle of vodka a day.                                    |          |
    | 2021-05-04 | midwife        | 35/40. Well. Dad registered with a different GP practice.                | apart    |
    | 2021-06-17 | health visitor | New birth visit. Dad drinking heavily, says mum.                         |          |

    says: Members of the family are with different practices or under different surnames, and no record says that they were linked.
    raised: 2021-05-04
    expect: flag, low, definite

The health visitor knew on the twenty-ninth day
    child born 2021-06-03
    under review 2020-08-01 to 2022-06-30

    | date       | agency         | record                                                                   | evidence         |
    | 2021-05-20 | GP             | Dad drinking a bottle of vodka a day.                                    | known to the GP  |
    | 2021-05-04 | midwife        | 35/40. Well. Dad registered with a different GP practice.                | apart            |
    | 2021-06-18 | health visitor | New birth visit. Dad drinking heavily, says mum.                         |                  |

    expect: flag, medium, definite

The practice's record of the baby lacks the father, whom it treats
    child born 2021-06-03
    under review 2020-08-01 to 2022-06-30

    | date       | agency         | record                                                                   | evidence                      |
    | 2021-03-01 | GP             | Dad depressed, buying diazepam off a friend.                             | known to the GP               |
    | 2021-06-09 | GP             | Birth notification, registered. Father's details blank.                  | child's record without the father |
    | 2021-06-14 | health visitor | New birth visit. Baby feeding well.                                      |                               |

    says: A GP’s record tells of an adult’s difficulties, the family’s records lie apart, and no midwife or health visitor wrote of it within 28 days.
    raised: 2021-06-09
    expect: flag, medium, definite

The father's details blank, and nothing about a father at the GP's
    child born 2021-06-03
    under review 2020-08-01 to 2022-06-30

    | date       | agency         | record                                                                   | evidence |
    | 2021-03-01 | GP             | Mum low in mood.                                                         |          |
    | 2021-06-09 | GP             | Birth notification, registered. Father's details blank.                  |          |
    | 2021-06-14 | health visitor | New birth visit. Baby feeding well. Mum's low mood discussed.            |          |

    expect: nothing found

Two practices sent returns, one with the father and one with the baby
    child born 2021-06-03
    under review 2020-08-01 to 2022-06-30

    | date       | agency          | record                                                                  | evidence               |
    | 2021-03-01 | Hill surgery    | Dad using cannabis daily.                                               | known to the GP        |
    | 2021-07-20 | Vale surgery    | 6-8 week check. Baby weighed, 4.4 kg.                                   | child at another practice |
    | 2021-07-22 | health visitor  | 6-8 week review. Baby feeding well.                                     |                        |

    expect: flag, medium, definite

Linked on one screen
    child born 2021-06-03
    under review 2020-08-01 to 2022-06-30

    | date       | agency         | record                                                                   | evidence |
    | 2021-03-01 | GP             | Dad depressed, started on sertraline. Mum and dad have different surnames. |        |
    | 2021-03-02 | GP             | Family linked on the system.                                             |          |
    | 2021-06-14 | health visitor | New birth visit. Baby feeding well.                                      |          |

    expect: nothing found

Linked twenty-eight days after
    child born 2021-06-03
    under review 2020-08-01 to 2022-06-30

    | date       | agency         | record                                                                   | evidence |
    | 2021-03-01 | GP             | Mum and dad have different surnames.                                     |          |
    | 2021-03-29 | GP             | Household now linked on one family screen.                               |          |

    expect: nothing found

Linked twenty-nine days after
    child born 2021-06-03
    under review 2020-08-01 to 2022-06-30

    | date       | agency         | record                                                                   | evidence |
    | 2021-03-01 | GP             | Mum and dad have different surnames.                                     | apart    |
    | 2021-03-30 | GP             | Household now linked on one family screen.                               |          |

    expect: flag, low, definite

The child is two on the day
    child born 2019-03-01
    under review 2018-08-01 to 2022-06-30

    | date       | agency         | record                                                                   | evidence |
    | 2021-03-01 | GP             | Dad drinking a bottle of vodka a day.                                    |          |
    | 2021-03-02 | midwife        | Dad registered with a different GP practice.                             | apart    |
    | 2021-03-14 | health visitor | Two year review. Toddler chatty.                                         |          |

    expect: flag, low, definite

The child is two on the day after
    child born 2019-03-02
    under review 2018-08-01 to 2022-06-30

    | date       | agency         | record                                                                   | evidence         |
    | 2021-03-01 | GP             | Dad drinking a bottle of vodka a day.                                    | known to the GP  |
    | 2021-03-02 | midwife        | Dad registered with a different GP practice.                             | apart            |
    | 2021-03-14 | health visitor | Two year review. Toddler chatty.                                         |                  |

    expect: flag, medium, definite

The month of the health visitor's note leaves it open
    child born 2021-06-03
    under review 2020-08-01 to 2022-06-30

    | date       | agency         | record                                                                   | evidence                          |
    | 2021-05-20 | GP             | Dad drinking a bottle of vodka a day.                                    | known to the GP                   |
    | 2021-06-09 | GP             | Birth notification, registered. Father's details blank.                  | child's record without the father |
    | June 2021  | health visitor | New birth visit. Dad drinking heavily, says mum.                         |                                   |

    expect: flag, medium, possible

No return of midwives or health visitors
    child born 2021-06-03
    under review 2020-08-01 to 2022-06-30

    | date       | agency | record                                                                           | evidence        |
    | 2021-05-20 | GP     | Dad drinking a bottle of vodka a day.                                            | known to the GP |
    | 2021-06-09 | GP     | Birth notification, registered. Father's details blank.                          | child's record without the father |

    says: Not known whether family records could be seen
    says: A GP’s record tells of an adult’s difficulties and the family’s records lie apart; no return of midwives or health visitors speaks of that time, so it is not known whether they knew.
    says: Ask midwifery and health visiting: what could they see of the practice’s records, and whose?
    expect: information gap

A change of practice, and a record that was down for a morning
    child born 2021-06-03
    under review 2020-08-01 to 2022-06-30

    | date       | agency         | record                                                                   | evidence |
    | 2021-07-01 | GP             | Family moved and registered with another practice. Notes sent on.        |          |
    | 2021-07-20 | health visitor | IT problems, could not access SystmOne today. Written up next day.       |          |
    | 2021-08-01 | GP             | Symptoms not linked to feeding. Mum asked for a different GP.            |          |

    expect: nothing found

Only the school sent a return
    child born 2014-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency | record                                                     | evidence |
    | 2021-06-01 | school | Reading well.                                              |          |

    expect: not assessable

The GP knew of it two hundred and eighty days before the birth
    child born 2021-06-03
    under review 2020-08-01 to 2022-06-30

    | date       | agency         | record                                                    | evidence        |
    | 2020-08-27 | GP             | Dad drinking a bottle of vodka a day, low mood.           | known to the GP |
    | 2021-05-04 | midwife        | 35/40. Well. Dad registered with a different GP practice. | apart           |
    | 2021-06-14 | health visitor | New birth visit. Baby feeding well.                       |                 |

    expect: flag, medium, definite

The GP knew of it a day before that
    child born 2021-06-03
    under review 2020-08-01 to 2022-06-30

    | date       | agency         | record                                                    | evidence |
    | 2020-08-26 | GP             | Dad drinking a bottle of vodka a day, low mood.           |          |
    | 2021-05-04 | midwife        | 35/40. Well. Dad registered with a different GP practice. | apart    |
    | 2021-06-14 | health visitor | New birth visit. Baby feeding well.                       |          |

    expect: flag, low, definite

Records in two names
    | date     | agency | record                                                               | evidence |
    | May 2019 | review | His notes stayed with the old practice under another name.           | said outright |

    expect: flag, medium, definite

Records that came
    | date       | agency         | record                                                               | evidence |
    | 2019-05-01 | midwife        | Records were received from the former practice in her previous name. |          |

    expect: nothing found
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, listed, rule, threshold
from chronology.tables import Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    coverage_scope,
    doubted,
    ground,
    negated,
    not_done_by,
    once,
    put_together,
    said,
    shared,
    told_as_one,
    told_by_a_return,
    told_once,
    under_age,
)

CASE = ("case_id",)
SIDE = ("case_id", "side")
TOPIC = (*SIDE, "topic")

GP = ("gp",)
VISITS_BABIES = ("midwifery", "health_visiting")
"""Who visits families before and after a birth, and asks the practice what it knows."""

HOLDS_FAMILY_RECORDS = (*GP, *VISITS_BABIES)

TOPICS = {
    "mental_health": "mental health",
    "carer_temper": "mental health",
    "serious_mental_illness": "mental health",
    "substance_misuse": "drugs",
    "prescription_misuse": "drugs",
    "non_prescribed_medicine": "drugs",
    "alcohol": "alcohol",
    "domestic_abuse": "violence",
    "risky_adult": "violence",
    "parent_own_trauma": "childhood",
}
"""What a GP may know of an adult, and under which word midwives may have the same."""

OF_A_MAN = ("father", "male_partner")
BOTH = ("mother", "man")
"""A family has, for this, two sides: the mother, and the father or a male partner."""

CHILD_AT_GP = (
    "weight_recorded",
    "six_week_review",
    "birth",
    "paediatric_examination",
    "gp_prescription",
)
"""By which a practice shows that it has the child as a patient."""

NOT_ON_RECORD = "detail|name|blank|record|known|empty|listed|given"

SAID, KNOWN, APART = "said outright", "known to the GP", "apart"
LACKING, ELSEWHERE = "child's record without the father", "child at another practice"


class Parameters(Params):
    """The rule's numbers."""

    before_birth_days: int = threshold(
        280, ge=0, le=300, description="days before the birth from which", basis="project default"
    )
    until_months: int = threshold(
        24,
        ge=1,
        le=60,
        description="until the child is so many months old",
        basis="project default",
    )
    known_within_days: int = threshold(
        28,
        ge=0,
        le=365,
        description="days within which midwives or health visitors know it too, or records are linked",
        basis="project default",
    )


GROUNDS = {
    "outright": "the records say outright that the family’s records were not linked or that one service "
    "could not see another’s",
    "unseen": "a GP’s record tells of an adult’s difficulties, the family’s records lie apart, and no "
    "midwife or health visitor wrote of it within {days} days",
    "apart": "members of the family are with different practices or under different surnames, and no "
    "record says that they were linked",
}


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["kind"] == "information_gap":
        return Wording(
            "A GP’s record tells of an adult’s difficulties and the family’s records lie apart; no return of "
            "midwives or health visitors speaks of that time, so it is not known whether they knew.",
            "Ask midwifery and health visiting: what could they see of the practice’s records, and whose?",
            "Not known whether family records could be seen",
        )
    told = listed([GROUNDS[name].format(days=m["days"]) for name in m["grounds"]])
    return Wording(f"{told[0].upper()}{told[1:]}.")


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a return of a service that holds family records."""
    reason = "No return of a GP, midwives or health visitors was read."
    return coverage_scope(case, HOLDS_FAMILY_RECORDS, reason=reason)


@rule("family-records-unlinked", attention="medium", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """What records say of it; and what a GP knew of an adult whose record nothing joins to the child."""
    outright = shared(
        pl.concat(
            [
                said(case, "records_unlinked", statuses=("affirmed", "historical"), part=SAID),
                doubted(case, "records_unlinked", part=SAID),
            ]
        )
    )
    apart = shared(_unlinked(case, affirmed(case, "registered_apart", part=APART), p))
    unseen = shared(_unseen(case, outright, apart, p))
    told = told_as_one(
        [
            ground(outright, "outright", "medium", by=CASE),
            ground(unseen.filter("covered"), "unseen", "medium", by=CASE, reached="reached"),
            ground(_alone(apart, outright), "apart", "low", by=CASE),
        ],
        by=CASE,
    )
    flags = findings(
        about_the_child(told, case),
        attention=pl.col("attention"),
        raised_on=pl.col("reached"),
        measure={"grounds": pl.col("grounds"), "days": pl.lit(p.known_within_days)},
    )
    unknown = told_once(unseen.filter(~pl.col("covered")).with_columns(happening=pl.lit(0)))
    gaps = findings(about_the_child(unknown, case), attention="low", kind="information_gap")
    return pl.concat([flags, gaps])


def _alone(apart: pl.LazyFrame, outright: pl.LazyFrame) -> pl.LazyFrame:
    """Practices or names that differ, one row an entry, where the entry doesn't say more."""
    return once(apart, by=CASE).join(
        outright.select("case_id", "happening"), on=["case_id", "happening"], how="anti"
    )


def _sides(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Rows by the side of the family that they are of; what is of nobody in particular is of both."""
    side = (
        pl.when(pl.col("who") == "mother")
        .then(pl.lit(["mother"]))
        .when(pl.col("who").is_in(OF_A_MAN))
        .then(pl.lit(["man"]))
        .otherwise(pl.lit(list(BOTH)))
    )
    return rows.with_columns(side=side).explode("side")


def _unlinked(case: Tables, rows: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Rows by side, without those of whom a record says, by then or soon after, that they are linked."""
    linked = _sides(negated(case, "records_unlinked"))
    return not_done_by(_sides(rows), linked, within_days=p.known_within_days, by=SIDE)


def _unseen(
    case: Tables, outright: pl.LazyFrame, differ: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    """What a GP knew of one side and nobody who visits babies wrote of, where records lie apart."""
    kept = shared(_known_to_gp(case, p))
    apart = pl.concat(
        [
            _sides(outright).select(*SIDE, "lo", "hi", "evidence", "sure", "happening"),
            differ.select(*SIDE, "lo", "hi", "evidence", "sure", "happening"),
            _without_father(case, p),
            _other_practice(case, kept),
        ]
    )
    marks = told_once(apart, by=SIDE).select(
        *SIDE, a_lo="lo", a_hi="hi", a_reached="reached", a_evidence="evidence", a_sure="sure"
    )
    back = pl.duration(days=p.known_within_days)
    covered = told_by_a_return(
        kept, case, VISITS_BABIES, first=pl.col("lo"), last=pl.col("hi") + back, name="covered"
    )
    known = told_once(covered, by=(*SIDE, "covered"))
    return known.join(marks, on=list(SIDE)).select(
        "case_id",
        "covered",
        lo=pl.min_horizontal("lo", "a_lo"),
        hi=pl.max_horizontal("hi", "a_hi"),
        reached=pl.max_horizontal("reached", "a_reached"),
        evidence=put_together("evidence", "a_evidence"),
        sure=pl.col("sure") & pl.col("a_sure"),
    )


def _known_to_gp(case: Tables, p: Parameters) -> pl.LazyFrame:
    """A GP's entries on an adult's difficulties while the child was awaited or young."""
    topic = pl.col("concept").replace_strict(TOPICS, default=None)
    told = affirmed(case, *TOPICS, part=KNOWN).filter(
        pl.col("agency_kind").is_in(GP), pl.col("who").is_in(["mother", *OF_A_MAN])
    )
    young = under_age(case, f"{p.until_months}mo", before_birth_days=p.before_birth_days)
    spans = young.group_by("case_id").agg(pl.col("first").min(), pl.col("last").max())
    inside = (
        _sides(told)
        .with_columns(topic=topic)
        .join(spans, on="case_id")
        .filter(pl.col("hi") >= pl.col("first"), pl.col("lo") <= pl.col("last"))
        .with_columns(
            sure=pl.col("sure")
            & (pl.col("lo") >= pl.col("first"))
            & (pl.col("hi") <= pl.col("last"))
        )
    )
    statuses = ("affirmed", "historical", "hypothetical")
    theirs = said(case, *TOPICS, statuses=statuses).filter(
        pl.col("agency_kind").is_in(VISITS_BABIES)
    )
    knew = _sides(theirs).with_columns(topic=topic)
    return not_done_by(inside, knew, within_days=p.known_within_days, by=TOPIC)


def _without_father(case: Tables, p: Parameters) -> pl.LazyFrame:
    """A practice's entries that say its record of the child doesn't have the father."""
    lacking = affirmed(case, "male_carer_not_seen", part=LACKING).filter(
        pl.col("agency_kind").is_in(GP),
        pl.col("term").str.to_lowercase().str.contains(NOT_ON_RECORD),
    )
    rows = _unlinked(case, lacking.with_columns(who=pl.lit("father")), p)
    return rows.select(*SIDE, "lo", "hi", "evidence", "sure", "happening")


def _other_practice(case: Tables, kept: pl.LazyFrame) -> pl.LazyFrame:
    """A practice's entries on the child, where the adult is a patient of another that has no child."""
    child = shared(
        affirmed(case, *CHILD_AT_GP, part=ELSEWHERE).filter(
            pl.col("agency_kind").is_in(GP), pl.col("who").is_in(["child", "unknown"])
        )
    )
    with_child = child.select("case_id", "agency").unique()
    adults = kept.select(*SIDE, "agency").unique()
    childless = adults.join(with_child, on=["case_id", "agency"], how="anti")
    together = adults.join(with_child, on=["case_id", "agency"], how="semi").select(SIDE)
    apart = childless.join(together, on=list(SIDE), how="anti").select(SIDE).unique()
    return child.join(apart, on="case_id").select(
        *SIDE, "lo", "hi", "evidence", "sure", "happening"
    )
