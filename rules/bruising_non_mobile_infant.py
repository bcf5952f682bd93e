"""A bruise or injury on a baby who cannot yet move about, without an examination and a referral.

What it looks for
-----------------
A bruise, a bruise-like mark or another injury on the child, while the child could not yet crawl,
bottom shuffle, pull to stand, cruise or walk. Every baby under six months counts as not mobile;
rolling over does not count as mobile. From six months on the rule goes by the last thing the
records say about moving; where nothing is said by the first birthday, that is raised as a question. After it, a child
counts only where records say that the child is not mobile.

It is raised when the records do not show both a referral to children's social care (or a strategy
discussion) and an examination by a paediatrician by the end of the next day. An automatic section
47 enquiry is not expected: what is looked for is a qualified examination and a conversation between
agencies.

Why it matters
--------------
Babies who cannot move about rarely bruise themselves. Reviews keep finding a small bruise that was
seen, explained and not examined in the weeks before a serious injury.

Known limits
------------
- What is found on the day of the child's collapse, or from the death or the incident under review
  on, is left out: it was no earlier warning.
- Accidental bruises on babies who cannot move are uncommon, not unknown (0 to 1.3 % in one review
  of studies, up to 5.3 % in single studies). A flag says that nobody qualified is recorded as
  having looked, not that anybody hurt the child.
- Birthmarks and blue spots that are documented, cannula and heel-prick marks are left out where the
  record says so. A new mark that is only thought to be a blue spot stays in, as possible.
- Bruises are recorded less often on darker skin; words for darker patches and discolouration are
  read, but what nobody saw is not here.
- A referral by telephone that nobody wrote down looks like no referral.

Questions for the panel
-----------------------
- Who saw the mark, what explanation was given, who examined the baby and when, and what did the
  other agencies know that day?
- Was the baby undressed and seen whole?

Sources
-------
- NICE, CG89 Child maltreatment: when to suspect maltreatment in under 18s (2009, updated December
2025)
- Child Safeguarding Practice Review Panel, Bruising in non-mobile infants (2022)
- Cumbria Safeguarding Children Partnership procedures, bruising in babies and children who are not
  independently mobile: referral and urgent paediatric assessment; all under six months are included
- Leeds Safeguarding Children Partnership, bruising protocol: rolling alone is not mobility
- NHS Borders and Bedford Borough procedures: a doubtful mark is seen the same day
- Stockport Safeguarding Children Partnership, Local Child Safeguarding Practice Review “Dylan”
(2023)

Examples
--------
Looked back on by a court
    child born 2024-01-01
    under review 2023-06-01 to 2025-12-31

    | date       | agency                   | record                                                                      | evidence |
    | 2024-03-01 | health visitor           | Bruise noted to right thigh. Referral made to MASH.                         |          |
    | 2024-03-02 | hospital                 | Child protection medical completed by the paediatrician.                    |          |
    | 2024-05-20 | legal                    | The experts could not say that the bruise had been inflicted.               |          |

    expect: nothing found

An illness is found to be behind it
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency         | record                                                                  | evidence          |
    | 2024-03-01 | health visitor | Small bruise to left cheek.                                             | bruise            |
    | 2024-06-20 | hospital       | Blood tests confirmed a platelet disorder.                              | cause found later |

    expect: flag, medium, definite
    says: illness

An injury of the weeks before the death, on a day that is not known
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency    | record                                                    | evidence |
    | Feb 2024   | hospital  | Bruises to both arms. CT shows a bleed on the brain.      | bruise, other injury |
    | 2024-03-06 | hospital  | Baby died.                                                |          |

    expect: flag, high, possible

Examined and referred in the same month, on days that are not known
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency                   | record                                                                  | evidence |
    | March 2024 | health visitor           | Bruise seen on the baby's calf.                                         | bruise   |
    | March 2024 | children's social care   | Referral received from health visitor. Strategy discussion held.        |          |
    | March 2024 | hospital                 | Child protection medical completed by the paediatrician.                |          |

    expect: information gap

Grave injuries at the admission of which the baby died
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency    | record                                                           | evidence |
    | 2024-03-01 | hospital  | Fitting in resus. CT: bleed on the brain. Rib fractures.         |          |
    | 2024-03-06 | hospital  | Life support withdrawn. Baby died.                               |          |

    expect: nothing found

A needle's mark, and an eye after a hard birth
    child born 2024-01-01
    under review 2023-10-01 to 2024-09-30

    | date       | agency  | record                                                                       | evidence |
    | 2024-01-02 | hospital | Subconj haemorrhage R eye since the ventouse delivery, parents shown.       |          |
    | 2024-01-06 | midwife | Guthrie done, bruise where I needed three attempts. Feeding well.            |          |

    expect: nothing found

Seen on the day of a collapse
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency    | record                                                           | evidence |
    | 2021-08-20 | ambulance | Baby found unresponsive, CPR given, breathing on arrival at ED.  |          |
    | 2021-08-20 | hospital  | Bruise to left ear. Bleed on the brain.                          |          |

    expect: nothing found

A bruise weeks after a collapse that the baby lived through
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency         | record                                                            | evidence |
    | 2021-06-20 | ambulance      | Baby stopped breathing at home, pinked up, taken to ED, kept in.  |          |
    | 2021-08-10 | health visitor | Bruise to left cheek, mum unsure how. Weighed.                    | bruise   |

    says: Bruise or injury on a baby who cannot yet move about
    says: A bruise or injury was recorded when the child was about 9 weeks old, an age that counts as not yet mobile.
    says: The records show neither a paediatric examination nor a referral to children's social care by the end of the next day.
    raised: 2021-08-11
    expect: flag, high, definite

What is found at the collapse and after it is no warning
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency    | record                                                                          | evidence |
    | 2021-08-20 | ambulance | Crew found baby lifeless, CPR started. Bruising to the chest.                   |          |
    | 2021-08-20 | hospital  | Pronounced dead at 10:40. Bruise to left ear and jaw noted.                     |          |
    | 2021-09-30 | police    | Post mortem report: bruises to both thighs and a rib fracture.           |          |

    expect: nothing found

A bruise is explained and nobody examines the baby
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency         | record                                                                  | evidence |
    | 2024-02-12 | health visitor | Weighed in clinic, feeding well. No marks or bruising seen on undress.  |          |
    | 2024-03-01 | health visitor | Small bruise to left cheek. Mum says he rolled onto a toy.              | bruise   |
    | 2024-03-20 | GP             | 8 week check. Well baby.                                                |          |

    raised: 2024-03-02
    expect: flag, high, definite

Examined and referred the next day
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency                   | record                                                                      | evidence |
    | 2024-03-01 | health visitor           | Bruise noted to right thigh.                                                |          |
    | 2024-03-02 | children's social care   | Referral received from health visitor re bruise. Strategy discussion held.  |          |
    | 2024-03-02 | hospital                 | Seen by consultant paediatrician. Child protection medical completed.       |          |

    expect: nothing found

Examined and referred a day too late
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency                   | record                                                                  | evidence |
    | 2024-03-01 | health visitor           | Bruise noted to right thigh.                                            | bruise   |
    | 2024-03-03 | children's social care   | Referral received from health visitor. Strategy discussion held.        |          |
    | 2024-03-03 | hospital                 | Child protection medical completed by the paediatrician.                |          |

    raised: 2024-03-02
    expect: flag, high, definite

Referred at once, but no examination though the hospital's return covers the days
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency                   | record                                                                  | evidence |
    | 2024-03-01 | nursery                  | Finger tip bruising seen on upper arm. Referral made to MASH.           | bruise   |
    | 2024-06-09 | hospital                 | Attended ED with a cough.                                               |          |

    says: The records show no paediatric examination by the end of the next day.
    raised: 2024-03-02
    expect: flag, high, definite

Referred at once, and the hospital sent no return
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31
    hospital: no return

    | date       | agency                   | record                                                                  | evidence |
    | 2024-03-01 | nursery                  | Finger tip bruising seen on upper arm. Referral made to MASH.           | bruise   |

    says: A bruise or injury on a baby of about 8 weeks was referred.
    says: No return that was read would hold the paediatric examination.
    says: Was the baby examined by a paediatrician, and when? Ask the hospital for its record.
    expect: information gap

The day before six months, with nothing said about moving
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency | record                                     | evidence |
    | 2024-06-30 | GP     | Bruise on forehead, no explanation.        | bruise   |

    expect: flag, high, definite

Six months old, with nothing said about moving
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency | record                                     | evidence |
    | 2024-07-01 | GP     | Bruise on forehead, no explanation.        | bruise   |

    says: A bruise or injury was recorded at about 26 weeks and no record says whether the child could crawl, pull to stand or walk by then.
    says: Could the child move about at the time, and who knew?
    expect: information gap

Seven months old and crawling
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency         | record                                               | evidence |
    | 2024-07-20 | health visitor | Crawling and into everything.                        |          |
    | 2024-08-01 | GP             | Bruise on forehead, bumped into the coffee table.    |          |

    expect: nothing found

Rolling over is not mobility
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency         | record                                               | evidence |
    | 2024-05-20 | health visitor | Rolling both ways now, happy baby.                   |          |
    | 2024-06-01 | GP             | Bruise to shin.                                      | bruise   |

    expect: flag, high, definite

Older and recorded as not mobile
    child born 2022-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency         | record                                               | evidence |
    | 2024-01-20 | health visitor | Complex needs, non-mobile.                           |          |
    | 2024-02-01 | nursery        | Bruise to inner thigh seen when changed.             | bruise   |

    says: A bruise or injury was recorded when the child was about 25 months old, and recorded as not yet mobile.
    raised: 2024-02-02
    expect: flag, high, definite

The date may fall before or after six months
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date                | agency         | record                                          | evidence |
    | early July 2024     | health visitor | Crawling now.                                   |          |
    | June / July 2024    | GP             | Bruise to cheek seen.                           | bruise   |

    expect: flag, high, possible

Only thought to be a bruise
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency         | record                                               | evidence      |
    | 2024-02-20 | health visitor | ?bruise to lower back, or blue spot.                 | doubtful mark |

    expect: flag, high, possible

Nothing seen, somebody else's bruise, advice, a documented blue spot
    child born 2024-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2024-01-02 | hospital       | Newborn check: slate grey naevus over sacrum documented.                  |          |
    | 2024-02-01 | health visitor | No bruising or marks seen.                                                |          |
    | 2024-02-20 | health visitor | Mum's own bruise on her arm, knocked it at work.                          |          |
    | 2024-03-01 | health visitor | Advised to ring if any bruising appears.                                  |          |

    expect: nothing found

The returns begin after the child could walk
    child born 2022-01-01
    under review 2021-06-01 to 2024-12-31
    GP covers 2023-06-01 to 2024-12-31

    | date       | agency | record                                   | evidence |
    | 2024-03-01 | GP     | Bruise to shin, plays football.          |          |

    expect: not assessable

A child who was older throughout the review
    child born 2018-01-01
    under review 2023-06-01 to 2024-12-31

    | date       | agency | record                                   | evidence |
    | 2024-03-01 | GP     | Bruise to shin, plays football.          |          |

    expect: not applicable

No birth date
    under review 2023-06-01 to 2024-12-31

    | date       | agency | record                                   | evidence |
    | 2024-03-01 | GP     | Bruise to cheek.                         |          |

    expect: not assessable

The day before the first birthday, with nothing said about moving
    child born 2024-01-01
    under review 2023-06-01 to 2025-06-30

    | date       | agency         | record                                            | evidence |
    | 2024-12-31 | health visitor | Clinic. Bruise to right ear, mum had not seen it. | bruise   |

    says: A bruise or injury was recorded at about 11 months and no record says whether the child could crawl, pull to stand or walk by then.
    expect: information gap

On the first birthday, with nothing said about moving
    child born 2024-01-01
    under review 2023-06-01 to 2025-06-30

    | date       | agency         | record                                            | evidence |
    | 2025-01-01 | health visitor | Clinic. Bruise to right ear, mum had not seen it. |          |

    expect: nothing found
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, age_in_words, findings, rule, threshold
from chronology.tables import STATUSES, Tables
from chronology.temporal import (
    affirmed,
    age_in_days,
    age_scope,
    aged,
    before_the_incident,
    beside,
    children,
    covered,
    doubted,
    followed_by,
    in_force,
    is_covered,
    negated,
    not_followed_by,
    not_looked_back_on,
    of_children,
    of_each_child,
    once,
    said,
    shared,
)

EXAMINERS = ("hospital", "paediatrics", "urgent_care")
"""Agencies whose records would hold a paediatric examination."""

KEY = ("case_id", "person_id", "happening")

SAME_WEEK = 6
"""So many days more are no distance between two days that are both only roughly known."""


class Parameters(Params):
    """The rule's numbers."""

    mobile_from_months: int = threshold(
        6,
        ge=1,
        le=24,
        description="every younger baby counts as not mobile, in months",
        basis="local example",
        source="Cumbria SCP and Leeds SCP bruising procedures",
    )
    mobile_by_months: int = threshold(
        12,
        ge=1,
        le=36,
        description="an older child counts only where records say not mobile, in months",
        basis="project default",
    )
    examined_within_days: int = threshold(
        1,
        ge=0,
        le=7,
        description="days for the examination and the referral; 1 is by the end of the next day",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    age = age_in_words(m["age_days"])
    if m["kind"] == "information_gap" and m["reason"] == "mobility":
        return Wording(
            f"A bruise or injury was recorded at about {age} and no record says whether the child "
            "could crawl, pull to stand or walk by then.",
            "Could the child move about at the time, and who knew?",
        )
    if m["kind"] == "information_gap" and m["reason"] == "dates":
        return Wording(
            f"A bruise or injury was recorded at about {age}. What is looked for after it is on record about that "
            "time, and the dates do not tell whether it was in time.",
            "On which days was the baby examined, and children's social care told?",
        )
    if m["kind"] == "information_gap":
        return Wording(
            f"A bruise or injury on a baby of about {age} was referred. No return that was read "
            "would hold the paediatric examination.",
            "Was the baby examined by a paediatrician, and when? Ask the hospital for its record.",
        )
    missing = {
        "both": "neither a paediatric examination nor a referral to children's social care",
        "examination": "no paediatric examination",
        "referral": "no referral to children's social care",
    }[m["missing"]]
    cause = " A later record gives an illness as its cause, or says that it was not inflicted."
    cause = cause if m["cause"] else ""
    return Wording(
        f"A bruise or injury was recorded when the child was about {age} old, {m['stage']}. The "
        f"records show {missing} by the end of {_within(m['within_days'])}.{cause}",
        title="Bruise or injury on a baby who cannot yet move about",
    )


def _within(days: int) -> str:
    return {0: "the same day", 1: "the next day"}.get(days, f"{days} days")


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a baby of that age, or without a return about that time."""
    stated = negated(case, "mobile").select("case_id").unique()
    months = f"{p.mobile_by_months}mo"
    return age_scope(case, months, stage=f"under {p.mobile_by_months} months").join(
        stated, on="case_id", how="anti"
    )


@rule(
    "bruising-non-mobile-infant",
    attention="high",
    needs=("birth date",),
    words=words,
    scope=scope,
    since="0.1.0",
)
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Bruises on a child who was not mobile, without both responses."""
    kids = children(case)
    marks = shared(_marks(case, kids, p))
    unexamined, unreferred = _without_response(case, kids, marks, p)
    missing = shared(_with_cause(case, _missing(marks, unexamined, unreferred)))
    return pl.concat([_flags(missing, p), _gaps(missing, p)])


def _with_cause(case: Tables, missing: pl.LazyFrame) -> pl.LazyFrame:
    """The marks, and beside each the record that later found an illness behind it, or no harm."""
    found = affirmed(case, "medical_cause_found", "disorder_confirmed", part="cause found later")
    later = pl.col("o_hi") >= pl.col("lo")
    told = beside(missing.with_columns(_own="sure"), found, "cause", can=later, must=later)
    return told.with_columns(sure=pl.col("_own")).drop("_own")


def _marks(case: Tables, kids: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Bruises while the child was, or may have been, not mobile; ``known`` where that is
    recorded."""
    seen = pl.concat(
        [
            affirmed(case, "bruise"),
            affirmed(case, "other_injury"),
            doubted(case, "bruise", part="doubtful mark"),
        ]
    )
    born = kids.select("case_id", "person_id", "born_lo", "born_hi")
    again = said(case, "injury_looked_back_on", "medical_cause_found", statuses=STATUSES)
    before = before_the_incident(not_looked_back_on(seen, again, by=("case_id",)), case)
    happened = once(of_children(before, kids)).join(born, on=["case_id", "person_id"])
    old_enough = aged(happened, from_days=0).with_columns(own=pl.col("sure"))
    crawled, still = affirmed(case, "mobile"), negated(case, "mobile")
    moving = in_force(old_enough, crawled, still, name="moves").with_columns(sure=pl.col("own"))
    stated = in_force(moving, still, crawled, name="still").with_columns(
        surely_still=pl.col("still") & pl.col("sure"), sure=pl.col("own")
    )
    early_hi = pl.col("born_hi").dt.offset_by(f"{p.mobile_from_months}mo")
    early_lo = pl.col("born_lo").dt.offset_by(f"{p.mobile_from_months}mo")
    late = pl.col("born_hi").dt.offset_by(f"{p.mobile_by_months}mo")
    young = pl.col("lo") < early_hi
    surely_young = pl.col("hi") < early_lo
    unsaid = ~young & ~pl.col("moves") & ~pl.col("still") & (pl.col("lo") < late)
    return stated.filter(young | pl.col("still") | unsaid).with_columns(
        unsaid=unsaid,
        sure=pl.col("sure") & (surely_young | pl.col("surely_still") | unsaid),
    )


def _without_response(
    case: Tables, kids: pl.LazyFrame, marks: pl.LazyFrame, p: Parameters
) -> tuple[pl.LazyFrame, pl.LazyFrame]:
    examined = of_each_child(affirmed(case, "paediatric_examination"), kids)
    referred = of_each_child(
        affirmed(case, "safeguarding_referral", "strategy_discussion", "section_47"), kids
    )
    unexamined, unreferred = (_unanswered(marks, it, p) for it in (examined, referred))
    covered_days = covered(case, EXAMINERS, summed_up=True)
    last = pl.col("hi") + pl.duration(days=p.examined_within_days)
    return is_covered(unexamined, covered_days, first=pl.col("lo"), last=last), unreferred


def _unanswered(marks: pl.LazyFrame, answers: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Marks without such an answer in time; ``near`` where one is on record that may be in time."""
    answers = shared(answers)
    # days reckoned from one day that is not known ("at 6 weeks", "at 9 weeks") keep their distance
    apart = pl.col("then_lo") - pl.col("lo")
    alike = (pl.col("then_hi") - pl.col("hi")) == apart
    near = followed_by(marks, answers, within_days=p.examined_within_days).filter(
        ~alike | (apart <= pl.duration(days=p.examined_within_days + SAME_WEEK))
    )
    return not_followed_by(marks, answers, within_days=p.examined_within_days).join(
        near.select(KEY).unique().with_columns(near=pl.lit(True)), on=KEY, how="left"
    )


def _missing(
    marks: pl.LazyFrame, unexamined: pl.LazyFrame, unreferred: pl.LazyFrame
) -> pl.LazyFrame:
    """The marks with what is missing, whether surely, and whether a return would have shown it.

    What is on record about that time and may be in time is not said to be missing: where that is
    so of all that is asked for, only the dates are ``undated``.
    """
    no_exam, no_referral = (pl.col(it) & ~pl.col(f"{it}_near") for it in ("no_exam", "no_referral"))
    return (
        marks.join(
            unexamined.select(*KEY, "covered", no_exam_near="near", no_exam_sure="sure"),
            on=KEY,
            how="left",
        )
        .join(
            unreferred.select(*KEY, no_referral_near="near", no_referral_sure="sure"),
            on=KEY,
            how="left",
        )
        .with_columns(
            no_exam=pl.col("no_exam_sure").is_not_null(),
            no_referral=pl.col("no_referral_sure").is_not_null(),
        )
        .with_columns(pl.col("^no_.*$").fill_null(False), pl.col("covered").fill_null(False))
        .filter(pl.col("no_exam") | pl.col("no_referral"))
        .with_columns(
            missing=pl.when(no_exam & no_referral)
            .then(pl.lit("both"))
            .when(no_exam)
            .then(pl.lit("examination"))
            .otherwise(pl.lit("referral")),
            undated=~no_exam & ~no_referral,
            sure=pl.col("sure")
            & ((pl.col("no_exam_sure") & pl.col("covered")) | pl.col("no_referral_sure")),
            told=no_referral | (no_exam & pl.col("covered")),
        )
    )


def _flags(missing: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    return findings(
        missing.filter("told", ~pl.col("unsaid")),
        attention=pl.when("cause").then(pl.lit("medium")).otherwise(pl.lit("high")),
        raised_on=pl.col("hi") + pl.duration(days=p.examined_within_days),
        measure={
            "age_days": age_in_days(pl.col("lo"), pl.col("born_lo")),
            "missing": pl.col("missing"),
            "stage": pl.when(pl.col("still"))
            .then(pl.lit("and recorded as not yet mobile"))
            .otherwise(pl.lit("an age that counts as not yet mobile")),
            "within_days": pl.lit(p.examined_within_days),
            "cause": pl.col("cause"),
        },
    )


def _gaps(missing: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    reason = (
        pl.when("unsaid")
        .then(pl.lit("mobility"))
        .when("undated")
        .then(pl.lit("dates"))
        .otherwise(pl.lit("examination"))
    )
    return findings(
        missing.filter(~pl.col("told") | pl.col("unsaid")),
        attention="medium",
        kind="information_gap",
        measure={
            "age_days": age_in_days(pl.col("lo"), pl.col("born_lo")),
            "reason": reason,
        },
    )
