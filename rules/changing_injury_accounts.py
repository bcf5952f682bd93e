"""Injuries that came again, and explanations that changed, did not fit or were never tested.

What it looks for
-----------------
Any of these, told as one flag a child:

- Accounts of how an injury came about differ: between carers, between those who were told, or over
  time. Or two records within fourteen days give the injury different causes (a fall, a toy, another
  child, handling, an illness): with high attention for a child under twelve months who is not
  recorded as moving about, with medium attention for others.
- An explanation is said not to fit: the injury, the child's age, or what the child could do.
- An injury without explanation is recorded twice or more within twelve months.
- A child under twelve months, not recorded as moving about by then, with injuries recorded more
  than fourteen days apart.
- An injury, and in the same entry or within three days medical help that was sought late.
- A record or review that says outright that there were injuries again and again, or that an
  explanation was accepted, not questioned, or not compared with what others were told.

Left out: other people's injuries, what a record says was not there, birthmarks, birth marks and
those of a procedure, injuries before the birth date.

Why it matters
--------------
National guidance asks whether an explanation is implausible, inadequate or inconsistent: with the
injury, with the child's activities and stage, between carers, and over time. Only somebody who has
all the accounts can see the last two. Each agency had one of them.

Known limits
------------
- What is found on the day of the child's collapse, or from the death or the incident under review
  on, is left out: it was no earlier warning.
- Children have accidents. Two bruises on a child who walks raise nothing here by themselves.
- One injury written about for weeks (a fracture that heals, a clinic that sees it again) can look
  like two.
- Accounts differ for innocent reasons: shock, an interpreter, a second-hand history, a clerk's
  summary. What each person was asked is seldom written down.
- Bruising is harder to see on darker skin, so less is recorded of it; families who are seen more
  have more injuries recorded.
- What causes a record names is read from a few words (fall, toy, sibling, handling, illness). The
  accounts themselves are not compared here; the panel has to lay them side by side.
- How many hours lay between an injury and asking for help is seldom recorded. The rule reads the
  record's own word that it was late.

Questions for the panel
-----------------------
- Which accounts were given, to whom and when, and were they compared across agencies?
- Who decided that an explanation fitted the injury and what the child could do, and on what
  examination?

Sources
-------
- NICE, CG89 Child maltreatment: when to suspect maltreatment in under 18s: unsuitable explanations
- RCPCH, Child protection evidence: bruising; accidental bruises rise with mobility, seen via
  Community Care
- Local Child Safeguarding Practice Review “Dylan” (Stockport, 2023)

Examples
--------
Several accounts, in a reviewer's words
    under review 2022-06-01 to 2024-12-31

    | date | agency | record                                                                                  | evidence        |
    | n/k  | review | The stepfather's version of how the leg was broken was at odds with what Gran said.     | explanation unsuited |

    expect: flag, high, definite

Injuries that nobody put together
    under review 2022-06-01 to 2024-12-31

    | date | agency | record                                                                                  | evidence      |
    | n/k  | review | Each burn was dealt with singly by the clinic.                                          | said outright |

    expect: flag, medium, definite

Different causes, one of them on a day that is not known
    child born 2021-01-01
    under review 2020-06-01 to 2024-12-31

    | date       | agency         | record                                                      | evidence    |
    | May 2023   | nursery        | Bruise on chin. Dad says he fell off the sofa.             | one account |
    | 2023-05-16 | health visitor | Bruise still there. Mum says his brother threw a toy at him.| one account |

    expect: flag, medium, possible

Said to crawl, and then a bruise in a month that begins before six months
    child born 2023-01-10
    under review 2022-06-01 to 2024-12-31

    | date       | agency         | record                                              | evidence |
    | 2023-05-15 | health visitor | Crawling and cruising.                              |          |
    | 2023-06-10 | health visitor | Bruise on forehead.                                 | injury   |
    | July 2023  | GP             | Bruise to thigh seen when nappy changed.            | injury   |

    expect: flag, medium, possible

A walking child's face and ear, twice
    child born 2020-01-01
    under review 2020-06-01 to 2024-12-31

    | date       | agency  | record                                                     | evidence |
    | 2022-05-02 | nursery | Bruise to left ear.                                        | injury   |
    | 2022-06-20 | nursery | Marks on the neck, Mum says it was the zip of his coat.    | injury   |

    expect: flag, medium, definite

One bruise, its examination, and what came to light of it
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date       | agency   | record                                                                            | evidence |
    | 2023-04-02 | nursery  | Bruise to the shin when changed.                                                  |          |
    | April 2023 | hospital | Child protection medical: fading bruise, old.                                     |          |
    | 2023-08-02 | hospital | Haemophilia confirmed. The bruise was likely due to ordinary handling.            |          |

    expect: nothing found

Found on the scan at the last admission
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date       | agency   | record                                                                            | evidence |
    | 2023-04-02 | hospital | In arrest on arrival. Scan: several fractures.                                    |          |
    | 2023-04-05 | hospital | Life support withdrawn, baby died.                                                |          |

    expect: nothing found

Accounts of other things
    under review 2022-06-01 to 2024-12-31

    | date | agency | record                                                                                  | evidence |
    | n/k  | review | The two accounts of the meeting differed.                                               |          |
    | n/k  | review | All gave the same account of the fall and it fitted the x-ray.                          |          |

    expect: nothing found

What is found at the collapse and after it is no warning
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency    | record                                                                          | evidence |
    | 2021-08-20 | ambulance | Crew found baby lifeless, CPR started. Bruising to the chest.                   |          |
    | 2021-08-20 | hospital  | Pronounced dead at 10:40. Bruise to left ear and jaw noted.                     |          |
    | 2021-09-30 | police    | Post mortem report: bruises to both thighs and a rib fracture.           |          |

    expect: nothing found

The account changed
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date       | agency   | record                                                                             | evidence        |
    | 2023-05-02 | hospital | Bruise to jaw. Mum initially said he rolled onto a toy, then said sibling hit him. | account changed |

    says: Accounts of how an injury came about differ.
    raised: 2023-05-02
    expect: flag, high, definite

Two records give different causes, fourteen days apart
    child born 2021-01-01
    under review 2020-06-01 to 2024-12-31

    | date       | agency         | record                                                          | evidence      |
    | 2023-05-02 | nursery        | Bruise on cheek. Dad says he fell off the sofa.                 | one account   |
    | 2023-05-16 | health visitor | Bruise still visible. Mum says his brother threw a toy at him.  | one account   |

    says: Records within 14 days give an injury different causes.
    raised: 2023-05-16
    expect: flag, medium, definite

Different causes of a baby's mark
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date       | agency         | record                                                          | evidence      |
    | 2023-05-02 | nursery        | Bruise on cheek. Dad says she was asleep on a rattle.           | one account   |
    | 2023-05-05 | health visitor | Bruise to cheek. Mum says his brother bashed him with a brick.  | one account   |

    raised: 2023-05-05
    expect: flag, high, definite

Two injuries of a baby, and a toddler's steps that no record says whose they were
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date       | agency         | record                                         | evidence |
    | 2022-11-02 | health visitor | Pulling to stand, lovely review.               |          |
    | 2023-03-02 | nursery        | Bruise on shin.                                | injury   |
    | 2023-04-05 | health visitor | Bruise to a knee.                               | injury   |

    says: Injuries of a child under 12 months, not recorded as moving about, lie more than 14 days apart.
    raised: 2023-04-05
    expect: flag, high, definite

Different causes, fifteen days apart
    child born 2021-01-01
    under review 2020-06-01 to 2024-12-31

    | date       | agency         | record                                                          | evidence |
    | 2023-05-02 | nursery        | Bruise on cheek. Dad says he fell off the sofa.                 |          |
    | 2023-05-17 | health visitor | Bruise on chin. Mum says his brother threw a toy at him.        |          |

    expect: nothing found

Both records give the same cause
    child born 2021-01-01
    under review 2020-06-01 to 2024-12-31

    | date       | agency         | record                                                          | evidence |
    | 2023-05-02 | nursery        | Bruise on cheek. Dad says he fell off the sofa.                 |          |
    | 2023-05-04 | health visitor | Bruise fading. Mum confirms he fell off the sofa.               |          |

    expect: nothing found

The explanation does not fit
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date       | agency   | record                                                                        | evidence             |
    | 2023-05-02 | hospital | Consultant: explanation not consistent with the injury in a child of his age. | explanation unsuited |

    says: An explanation is said not to fit the injury or the child’s stage.
    raised: 2023-05-02
    expect: flag, high, definite

Unexplained twice, on the last day of twelve months
    child born 2020-01-01
    under review 2020-06-01 to 2024-12-31

    | date       | agency  | record                                                   | evidence    |
    | 2023-05-02 | nursery | Unexplained bruise to shin.                              | unexplained |
    | 2024-05-01 | school  | Mark on arm, can't say how it happened. No explanation.  | unexplained |

    says: Injuries without explanation were recorded 2 times.
    raised: 2024-05-01
    expect: flag, medium, definite

Unexplained twice, a day further apart
    child born 2020-01-01
    under review 2020-06-01 to 2024-12-31

    | date       | agency  | record                                                   | evidence |
    | 2023-05-02 | nursery | Unexplained bruise to shin.                              |          |
    | 2024-05-02 | school  | Mark on arm, can't say how it happened. No explanation.  |          |

    expect: nothing found

A baby with bruises fifteen days apart
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date       | agency         | record                                              | evidence |
    | 2023-05-02 | health visitor | Bruise on forehead.                                 | injury   |
    | 2023-05-17 | GP             | Bruise to thigh seen when nappy changed.            | injury   |

    expect: flag, high, definite

A baby with bruises fourteen days apart
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date       | agency         | record                                              | evidence |
    | 2023-05-02 | health visitor | Bruise on forehead.                                 |          |
    | 2023-05-16 | GP             | Bruise to thigh seen when nappy changed.            |          |

    expect: nothing found

The second bruise on the day before twelve months
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date       | agency         | record                                              | evidence |
    | 2023-05-02 | health visitor | Bruise on forehead.                                 | injury   |
    | 2023-12-31 | GP             | Bruise to thigh seen when nappy changed.            | injury   |

    expect: flag, high, definite

The second bruise at twelve months
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date       | agency         | record                                              | evidence |
    | 2023-05-02 | health visitor | Bruise on forehead.                                 |          |
    | 2024-01-01 | GP             | Bruise to thigh seen when nappy changed.            |          |

    expect: nothing found

A baby who was crawling by then
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date       | agency         | record                                              | evidence |
    | 2023-09-01 | health visitor | Crawling and cruising.                              |          |
    | 2023-10-02 | health visitor | Bruise on forehead.                                 |          |
    | 2023-11-17 | GP             | Bruise to shin.                                     |          |

    expect: nothing found

Said to crawl already, the second bruise on the day before six months
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date       | agency         | record                                              | evidence |
    | 2023-05-15 | health visitor | Crawling and cruising.                              |          |
    | 2023-06-10 | health visitor | Bruise on forehead.                                 | injury   |
    | 2023-06-30 | GP             | Bruise to thigh seen when nappy changed.            | injury   |

    expect: flag, high, definite

The same, the second bruise at six months
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date       | agency         | record                                              | evidence |
    | 2023-05-15 | health visitor | Crawling and cruising.                              |          |
    | 2023-06-10 | health visitor | Bruise on forehead.                                 |          |
    | 2023-07-01 | GP             | Bruise to thigh seen when nappy changed.            |          |

    expect: nothing found

Help was sought three days late
    child born 2020-01-01
    under review 2020-06-01 to 2024-12-31

    | date       | agency   | record                                                               | evidence      |
    | 2023-05-02 | nursery  | Swollen wrist, holding it still. Parents told.                       | injury        |
    | 2023-05-05 | hospital | Delay in seeking medical attention of three days. X-ray.             | help was late |

    says: Medical help for an injury was sought late.
    raised: 2023-05-05
    expect: flag, medium, definite

Help was sought late, four days on
    child born 2020-01-01
    under review 2020-06-01 to 2024-12-31

    | date       | agency   | record                                                               | evidence |
    | 2023-05-02 | nursery  | Swollen wrist, holding it still. Parents told.                       |          |
    | 2023-05-06 | hospital | Delay in seeking medical attention for an ear infection.             |          |

    expect: nothing found

Said outright: injuries again and again
    | date | agency | record                                                                                  | evidence      |
    | n/k  | review | There were several unexplained bruises before the fatal incident.                       | said outright |

    says: A record says outright that there were injuries again and again, or that an explanation was not questioned or compared.
    expect: flag, medium, definite

Said outright: nobody tested the explanation
    under review 2022-06-01 to 2024-12-31

    | date       | agency                 | record                                                             | evidence      |
    | 2023-06-30 | children's social care | Mother's explanation of the injury was accepted at face value.     | said outright |

    expect: flag, medium, definite

Nothing is dated, and there is no birth date
    | date | agency | record                                                               | evidence |
    | n/k  | review | The baby was seen with a bruise to the forehead at the clinic.       | injury   |
    | n/k  | review | Grandmother noticed a mark on the baby's leg.                        | injury   |

    expect: flag, medium, possible

The second bruise has only a month
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date       | agency         | record                                              | evidence |
    | 2023-05-02 | health visitor | Bruise on forehead.                                 | injury   |
    | May 2023   | GP             | Bruise to thigh seen when nappy changed.            | injury   |

    expect: flag, medium, possible

A schoolchild's bruises, the mother's, and none seen
    child born 2014-01-01
    under review 2022-06-01 to 2024-12-31

    | date       | agency         | record                                                    | evidence |
    | 2023-03-02 | school         | Bruise on shin, football.                                 |          |
    | 2023-05-02 | school         | Bruise on knee, fell in the playground.                   |          |
    | 2023-06-02 | police         | Mum has bruise to her arm, says she fell.                 |          |
    | 2023-07-02 | school         | No further bruising seen.                                 |          |

    expect: nothing found

Only an agency that doesn't see children sent a return
    child born 2023-01-01
    under review 2022-06-01 to 2024-12-31

    | date       | agency    | record                                                    | evidence |
    | 2023-03-02 | probation | Office appointment kept.                                  |          |

    expect: not assessable
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, listed, rule, threshold
from chronology.tables import STATUSES, Attention, Tables
from chronology.temporal import (
    KEY,
    about_the_child,
    affirmed,
    aged,
    before_the_incident,
    children,
    counted,
    coverage_scope,
    followed_by,
    gathered,
    ground,
    not_looked_back_on,
    of_children,
    put_together,
    said,
    shared,
    told_as_one,
    without,
)

INJURIES = ("bruise", "other_injury", "sentinel_injury", "subconjunctival_haemorrhage")

CAUSES = (
    "explained_as_fall",
    "explained_as_person",
    "explained_as_object",
    "explained_as_handling",
    "explained_as_medical",
)
"""What an injury is said to come from. Two of them for one injury are two accounts."""

TELLING = (
    "injury_telling_site",
    "injury_pattern",
    "sentinel_injury",
    "subconjunctival_haemorrhage",
)
"""Injuries of which each would be a warning at any age: by site, by pattern, or by kind."""

LOOKS_BACK = ("injury_looked_back_on", "medical_cause_found")
ANSWERS_IT = ("paediatric_examination", "section_47", "strategy_discussion")
"""What an entry says that speaks of an injury seen before, and of one seen lately."""

SEES_CHILDREN = (
    "gp",
    "midwifery",
    "health_visiting",
    "hospital",
    "ambulance",
    "urgent_care",
    "paediatrics",
    "police",
    "childrens_social_care",
    "early_help",
    "education",
    "voluntary",
    "other",
)
"""Agencies whose records would hold an injury or what was said of it."""


class Parameters(Params):
    """The rule's numbers."""

    one_injury_days: int = threshold(
        14,
        ge=0,
        le=60,
        description="records so close together are taken to be about one injury, in days",
        basis="project default",
    )
    under_months: int = threshold(
        12,
        ge=1,
        le=36,
        description="repeated injuries are counted for a child younger than this, in months",
        basis="project default",
    )
    mobile_from_months: int = threshold(
        6,
        ge=1,
        le=24,
        description="a child younger than this is taken not to move about, whatever is recorded, in months",
        basis="local example",
        source="Cumbria SCP and Leeds SCP bruising procedures",
    )
    unexplained_at_least: int = threshold(
        2, ge=2, le=10, description="so many injuries without explanation", basis="project default"
    )
    unexplained_within_days: int = threshold(
        365, ge=30, le=1095, description="within so many days", basis="project default"
    )
    late_within_days: int = threshold(
        3,
        ge=0,
        le=30,
        description="help that was sought late is looked for so soon after an injury, in days",
        basis="project default",
    )


GROUNDS = {
    "changed": "accounts of how an injury came about differ",
    "unsuited": "an explanation is said not to fit the injury or the child’s stage",
    "causes": "records within {one} days give an injury different causes",
    "repeated": "injuries of a child under {months} months, not recorded as moving about, lie more than "
    "{one} days apart",
    "telling": "injuries that are a warning at any age, by where they are or their pattern, lie more than {one} "
    "days apart",
    "unexplained": "injuries without explanation were recorded {n} times",
    "late": "medical help for an injury was sought late",
    "outright": "a record says outright that there were injuries again and again, or that an "
    "explanation was not questioned or compared",
}


def words(m: Measure) -> Wording:
    """What the flag says."""
    told = [
        GROUNDS[name].format(one=m["one"], months=m["months"], n=m["n"]) for name in m["grounds"]
    ]
    text = "; ".join(told) if len(told) > 2 else listed(told)
    return Wording(f"{text[0].upper()}{text[1:]}.")


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which no agency that would record an injury was read."""
    return coverage_scope(
        case, SEES_CHILDREN, reason="No return of an agency that would record an injury was read."
    )


@rule("changing-injury-accounts", attention="high", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Accounts that differ or don't fit, injuries that come again."""
    kids = shared(children(case))
    marks = without(
        affirmed(case, *INJURIES, part="injury"), affirmed(case, "birthmark_documented")
    )
    before = before_the_incident(marks, case)
    injuries = shared(of_children(before, kids))
    told = told_as_one(
        [
            *_stated(case),
            _causes(case, kids, injuries, p),
            _repeated(case, kids, injuries, p),
            _telling(case, kids, p),
            _unexplained(case, kids, injuries, p),
            _late(case, injuries, p),
        ]
    )
    return findings(
        told,
        attention=pl.col("attention"),
        raised_on=pl.col("reached"),
        measure={
            "grounds": pl.col("grounds"),
            "n": pl.col("n"),
            "one": pl.lit(p.one_injury_days),
            "months": pl.lit(p.under_months),
        },
    )


def _stated(case: Tables) -> list[pl.LazyFrame]:
    changed = affirmed(case, "injury_account_changed", part="account changed")
    unsuited = affirmed(case, "explanation_unsuitable", part="explanation unsuited")
    told = ("affirmed", "historical")
    untested = said(case, "explanation_untested", statuses=told, part="said outright")
    repeated = said(case, "injuries_repeated", statuses=told, part="said outright")
    # what an examination finds at the last admission is no injury before it
    outright = pl.concat([untested, before_the_incident(repeated, case)])
    return [
        ground(about_the_child(without(changed, unsuited), case), "changed", "high"),
        ground(about_the_child(unsuited, case), "unsuited", "high"),
        ground(about_the_child(outright, case), "outright", "medium"),
    ]


def _causes(
    case: Tables, kids: pl.LazyFrame, injuries: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    """Two entries about an injury, close together, that give it different causes."""
    beside = injuries.select("case_id", "happening").unique()
    accounts = affirmed(case, *CAUSES, part="one account").join(
        beside, on=["case_id", "happening"], how="semi"
    )
    rows = shared(
        of_children(accounts.with_columns(person_id=None, who=pl.lit("unknown")), kids).select(
            *KEY, "happening", "concept", "lo", "hi", "evidence", "sure", "born_lo", "born_hi"
        )
    )
    other = rows.rename({name: f"o_{name}" for name in rows.collect_schema() if name not in KEY})
    near = pl.duration(days=p.one_injury_days)
    alike = rows.select(*KEY, "concept", o_happening="happening")
    pairs = (
        rows.join(other, on=list(KEY))
        .filter(
            pl.col("happening") != pl.col("o_happening"),
            pl.col("concept") != pl.col("o_concept"),
            pl.col("o_lo") >= pl.col("lo"),
            pl.col("o_lo") <= pl.col("hi") + near,
        )
        # a record that gives both causes agrees with the other
        .join(alike, on=[*KEY, "concept", "o_happening"], how="anti")
        .with_columns(
            sure=pl.col("sure")
            & pl.col("o_sure")
            & (pl.max_horizontal("hi", "o_hi") <= pl.min_horizontal("lo", "o_lo") + near),
            hi=pl.max_horizontal("hi", "o_hi"),
            evidence=put_together("evidence", "o_evidence"),
        )
    )
    of_baby = _not_moving(case, kids, aged(pairs, under=f"{p.under_months}mo"), p)
    return pl.concat([ground(pairs, "causes", "medium"), ground(of_baby, "causes", "high")])


def _not_moving(
    case: Tables, kids: pl.LazyFrame, rows: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    """Rows of before a child was first recorded as moving about, and of before any child does."""
    moves = of_children(affirmed(case, "mobile"), kids)
    since = moves.group_by(KEY).agg(m_lo=pl.col("lo").min(), m_hi=pl.col("hi").min())
    months = f"{p.mobile_from_months}mo"
    surely_young = (pl.col("born_lo").dt.offset_by(months) > pl.col("hi")).fill_null(False)
    can_be_young = (pl.col("born_hi").dt.offset_by(months) > pl.col("lo")).fill_null(False)
    moved = (pl.col("m_hi") <= pl.col("lo")).fill_null(False)
    can_have = (pl.col("m_lo") <= pl.col("hi")).fill_null(False)
    return (
        rows.join(since, on=list(KEY), how="left")
        .filter(can_be_young | ~moved)
        .with_columns(sure=pl.col("sure") & (surely_young | ~can_have))
        .drop("m_lo", "m_hi")
    )


def _repeated(
    case: Tables, kids: pl.LazyFrame, injuries: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    """A baby's injuries, the first and the last too far apart to be one.

    The examination, the strategy discussion and the court speak of an injury that was seen before.
    """
    again = said(case, *LOOKS_BACK, statuses=STATUSES)
    injuries = not_looked_back_on(injuries, again, by=("case_id",))
    answer = affirmed(case, *ANSWERS_IT)
    lately = p.one_injury_days
    injuries = not_looked_back_on(injuries, answer, by=("case_id",), within_days=lately)
    called_baby = affirmed(case, "infant_stated").select("case_id").unique()
    unknown = (
        injuries.filter(pl.col("born_lo").is_null())
        .join(called_baby, on="case_id", how="semi")
        .with_columns(sure=pl.lit(False))
    )
    young = pl.concat([aged(injuries, under=f"{p.under_months}mo"), unknown])
    still = _not_moving(case, kids, young, p)
    return _far_apart(still, "repeated", p)


def _telling(case: Tables, kids: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Injuries of which each would be a warning at any age, too far apart to be one."""
    marks = without(affirmed(case, *TELLING, part="injury"), affirmed(case, "birthmark_documented"))
    again = said(case, *LOOKS_BACK, statuses=STATUSES)
    seen = not_looked_back_on(before_the_incident(marks, case), again, by=("case_id",))
    return _far_apart(of_children(seen, kids), "telling", p)


def _far_apart(rows: pl.LazyFrame, name: str, p: Parameters) -> pl.LazyFrame:
    """Injuries as a ground where the first and the last are too far apart to be one."""
    apart = pl.duration(days=p.one_injury_days)
    first, last = pl.col("hi").filter("sure").min(), pl.col("lo").filter("sure").max()
    spread = (
        rows.group_by(KEY)
        .agg(
            (last > first + apart).fill_null(False).alias("sure"),
            pl.col("happening").n_unique().alias("n"),
            pl.col("hi").sort().get(1, null_on_oob=True).alias("reached"),
            pl.col("lo").min(),
            pl.col("hi").max(),
            gathered("evidence"),
        )
        .filter(pl.col("n") > 1, pl.col("hi") > pl.col("lo") + apart)
    )
    high: Attention = "high" if name == "repeated" else "medium"
    surely = ground(spread.filter("sure"), name, high, reached="reached")
    perhaps = ground(spread.filter(~pl.col("sure")), name, "medium", reached="reached")
    return pl.concat([surely, perhaps])


def _unexplained(
    case: Tables, kids: pl.LazyFrame, injuries: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    beside = injuries.select("case_id", "happening").unique()
    rows = affirmed(case, "injury_unexplained", part="unexplained").join(
        beside, on=["case_id", "happening"], how="semi"
    )
    episodes = counted(
        of_children(rows.with_columns(person_id=None, who=pl.lit("unknown")), kids),
        at_least=p.unexplained_at_least,
        within_days=p.unexplained_within_days,
    )
    return ground(episodes, "unexplained", "medium", reached="reached", n="n")


def _late(case: Tables, injuries: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    late = affirmed(case, "delay_medical_help", part="help was late")
    pairs = followed_by(
        injuries, late, within_days=p.late_within_days, by=("case_id",)
    ).with_columns(hi=pl.max_horizontal("hi", "then_hi"))
    return ground(pairs, "late", "medium")
