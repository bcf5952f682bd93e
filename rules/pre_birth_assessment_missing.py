"""A concern known in pregnancy, and no referral, assessment or plan in time before the birth.

What it looks for
-----------------
Whether what was known of a parent in pregnancy reached children's social care in time. A concern is
one of these by itself: an adult with serious violence or sexual offending, what happened to an
older child (removed, harmed, on a plan), domestic abuse graded high risk, a home used for drugs or
drinking, or a child in a delusion or a suicide plan. Of other concerns it takes two different
kinds: serious mental illness, alcohol, drugs and medicines, domestic abuse, a pregnancy hidden or
booked late.

It is raised where no referral, assessment, enquiry, conference or plan is recorded in the pregnancy by sixteen
weeks, or by two weeks after the concern was known if that is later and the baby was not yet born. With
less attention it is raised where the concern was known and the strategy discussion came after 28
weeks, or the conference after 34, unless a plan was there before it.

Where records say in words that a pre-birth referral, assessment, meeting or plan was not made, or
came late, that is enough, with or without a date.

A summary of several agencies is taken at its word: where it tells of a concern in the pregnancy and of no assessment
or meeting before the birth, that is possible; its coarse dates say nothing of lateness. Where neither social care's nor
midwifery's return speaks of the weeks in question, it is a question to them and no finding.

Weeks count back from the due date. Where only the birth is known, the baby may have come up to three
weeks early, and what hangs on that is possible.

Why it matters
--------------
Pregnancy is the longest warning that services get. “Ivy” asks that the effect of alcohol and drugs on unborn
babies be clear to all, “Dylan” for a pathway for mental health and safeguarding that begins in pregnancy.
A late start also takes from parents the time to show what they can change.

Known limits
------------
- Most parents with these difficulties care well for their babies, many with help that no
  chronology shows. Help that was given early and willingly may be the better answer than an assessment.
- A referral in this pregnancy for an older child counts as an answer; the records seldom say whom it was for.
  A referral that was closed at once counts too.
- Women with a psychiatric diagnosis, on prescribed treatment, young mothers, those whom the police visit more
  and those whose older children were removed have more concerns on record, and fear of assessment keeps some from
  care. Care experience, learning disability, poverty and origin are no concerns here and are not counted.
- Two kinds in one pregnancy is this project's number. What was known before the pregnancy counts only where
  a record of the pregnancy names it.
- Local procedures differ by many weeks: Cambridgeshire from 12, Wirral 12 to 16, a strategy meeting by 28 in
  Lincolnshire, where no conference is held before 30, a conference by 34 in Sefton.

Questions for the panel
-----------------------
- Was there a plan of all agencies before the birth, and did the parents know it?
- Who knew of the concern first, and what stopped or delayed the referral?

Sources
-------
- London Safeguarding Children Procedures, pre-birth referral and assessment
- Cambridgeshire County Council, pre-birth safeguarding procedure: from 12 weeks
- Wirral Safeguarding Children Partnership, pre-birth procedure: referral at 12 to 16 weeks
- Lincolnshire Safeguarding Children Partnership, pre-birth protocol: strategy meeting at 28 weeks
- Sefton Safeguarding Children Partnership, procedure 6.1.8: conference by 34 weeks
- Cumbria Safeguarding Children Partnership, learning briefing “Ivy”: substance misuse and unborn babies
- Stockport Safeguarding Children Partnership, review “Dylan”, summary of learning (2023), recommendation
  2: a mental health pathway in pregnancy

Examples
--------
An assessment that came to nothing, in a reviewer's words
    child born 2023-01-01
    under review 2022-03-01 to 2024-12-31

    | date | agency | record                                                                                  | evidence         |
    | n/k  | review | Work on the assessment of the unborn twins stopped and was not followed through.        | planning missing |

    expect: flag, high, definite

A summary that tells of a concern in the pregnancy and of nothing that followed
    child born 2021-10-01

    | date        | agency   | record                                                           | evidence      |
    | Spring 2021 | midwife  | Booking. Mother's two older children were removed and adopted.   | concern known |
    | Summer 2021 | GP       | Whooping cough vaccine.                                          |               |
    | October 2021 | hospital | Girl born at term.                                              |               |
    | Winter 2021 | nursery  | Sibling settled.                                                 |               |

    expect: flag, high, possible

A summary in which an assessment followed, whenever that was
    child born 2021-10-01

    | date        | agency        | record                                                      | evidence |
    | Spring 2021 | midwife       | Booking. Mother's two older children were removed and adopted. |       |
    | Summer 2021 | social worker | Pre-birth assessment completed.                             |          |
    | October 2021 | hospital     | Girl born at term.                                          |          |
    | Winter 2021 | nursery       | Sibling settled.                                            |          |

    expect: nothing found

A summary whose conference was in a season that ends after its week
    child born 2021-10-01

    | date        | agency        | record                                                      | evidence |
    | Spring 2021 | midwife       | Booking. Mother's two older children were removed and adopted. |       |
    | Summer 2021 | social worker | Initial child protection conference held.                   |          |
    | October 2021 | hospital     | Girl born at term.                                          |          |
    | Winter 2021 | nursery       | Sibling settled.                                            |          |

    expect: nothing found

What is told of a baby who is there is no concern of the pregnancy
    child born Autumn 2021

    | date        | agency         | record                                                     | evidence |
    | Spring 2021 | midwife        | Booked at nine weeks, cheerful.                            |          |
    | Autumn 2021 | health visitor | New birth visit. Mother's two older children were removed and adopted. |   |
    | Winter 2021 | nursery        | Sibling settled.                                           |          |

    expect: nothing found

The midwife is told to try again later
    | date | agency | record                                                                    | evidence         |
    | n/k  | review | The referral for the unborn was made at eleven weeks, which was too early. | planning missing |

    expect: flag, high, definite

Referred at sixteen weeks
    child due 2021-10-01
    under review 2020-12-01 to 2021-12-31

    | date       | agency        | record                                                                     | evidence |
    | 2021-03-01 | midwife       | Booking. Mother's two older children were removed and adopted.             |          |
    | 2021-04-16 | midwife       | Referral to children's social care sent.                                   |          |
    | 2021-09-30 | midwife       | Term. Well.                                                                |          |

    expect: nothing found

Referred a day later
    child due 2021-10-01
    under review 2020-12-01 to 2021-12-31

    | date       | agency        | record                                                                     | evidence      |
    | 2021-03-01 | midwife       | Booking. Mother's two older children were removed and adopted.             | concern known |
    | 2021-04-17 | midwife       | Referral to children's social care sent.                                   |               |
    | 2021-09-30 | midwife       | Term. Well.                                                                |               |

    says: A concern was known in pregnancy, and no referral or assessment is recorded by 16 weeks, or within 14 days of its being known where that is later.
    raised: 2021-04-16
    expect: flag, high, definite

Never referred, and only the birth is known
    child born 2021-10-01
    under review 2020-12-01 to 2021-12-31

    | date       | agency        | record                                                                     | evidence      |
    | 2021-04-01 | midwife       | Her first child was removed, she told me.                                  | concern known |
    | 2021-09-30 | midwife       | Term. Well.                                                                |               |

    raised: 2021-05-07
    expect: flag, high, definite

Only the birth is known, and the week of the referral hangs on it
    child born 2021-10-01
    under review 2020-12-01 to 2021-12-31

    | date       | agency        | record                                                                     | evidence      |
    | 2021-03-20 | midwife       | Her first child was removed, she told me.                                  | concern known |
    | 2021-04-20 | midwife       | Referral to children's social care sent.                                   |               |
    | 2021-09-30 | midwife       | Term. Well.                                                                |               |

    raised: 2021-05-07
    expect: flag, high, possible

Known late, and referred on the fourteenth day
    child due 2021-10-01
    under review 2020-12-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2021-03-01 | midwife        | Booking, well.                                                            |          |
    | 2021-06-01 | police         | Her partner is a registered sex offender.                                 |          |
    | 2021-06-15 | social worker  | Pre-birth assessment started.                                             |          |
    | 2021-09-30 | midwife        | Term. Well.                                                               |          |

    expect: nothing found

On the fifteenth
    child due 2021-10-01
    under review 2020-12-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence      |
    | 2021-03-01 | midwife        | Booking, well.                                                            |               |
    | 2021-06-01 | police         | Her partner is a registered sex offender.                                 | concern known |
    | 2021-06-16 | social worker  | Pre-birth assessment started.                                             |               |
    | 2021-09-30 | midwife        | Term. Well.                                                               |               |

    expect: flag, high, definite

The baby comes before the fourteen days are over
    child born 2021-09-29
    under review 2020-12-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2021-03-01 | midwife        | Booking, well.                                                            |          |
    | 2021-09-15 | police         | Her partner is a registered sex offender.                                 |          |
    | 2021-12-30 | midwife        | Discharged.                                                               |          |

    expect: nothing found

Two kinds of concern, in two agencies' records
    child due 2021-10-01
    under review 2020-12-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence      |
    | 2021-03-01 | midwife        | Booking. Drinking heavily most nights, she says.                          | concern known |
    | 2021-03-08 | GP             | Schizophrenia, on depot from CMHT.                                         | concern known |
    | 2021-09-30 | midwife        | Term. Well.                                                               |               |

    expect: flag, high, definite

One kind of them, twice
    child due 2021-10-01
    under review 2020-12-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2021-03-01 | midwife        | Booking. Drinking heavily most nights, she says.                          |          |
    | 2021-03-08 | GP             | Alcohol: smelt of drink.                                                  |          |
    | 2021-09-30 | midwife        | Term. Well.                                                               |          |

    expect: nothing found

A plan, an assessment and a decision that none is needed
    child due 2021-10-01
    under review 2020-12-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2021-03-01 | midwife        | Booking. Mother's two older children were removed and adopted.            |          |
    | 2021-04-01 | social worker  | Pre-birth assessment not required after discussion with the manager.      |          |
    | 2021-09-30 | midwife        | Term. Well.                                                               |          |

    expect: nothing found

Strategy discussion in the twenty-eighth week, conference in the thirty-fourth
    child due 2021-10-01
    under review 2020-12-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2021-03-01 | midwife        | Booking. Mother's two older children were removed and adopted.            |          |
    | 2021-03-02 | midwife        | Referral to children's social care sent.                                  |          |
    | 2021-07-09 | social worker  | Strategy discussion held.                                                 |          |
    | 2021-08-20 | social worker  | Initial child protection conference held.                                 |          |

    expect: nothing found

A day after the twenty-eighth week
    child due 2021-10-01
    under review 2020-12-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence            |
    | 2021-03-01 | midwife        | Booking. Mother's two older children were removed and adopted.            | concern known       |
    | 2021-03-02 | midwife        | Referral to children's social care sent.                                  |                     |
    | 2021-07-10 | social worker  | Strategy discussion held.                                                 | strategy discussion |
    | 2021-08-20 | social worker  | Initial child protection conference held.                                 |                     |

    says: The strategy discussion on a known concern came after 28 weeks.
    raised: 2021-07-10
    expect: flag, medium, definite

A day after the thirty-fourth
    child due 2021-10-01
    under review 2020-12-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence            |
    | 2021-03-01 | midwife        | Booking. Mother's two older children were removed and adopted.            | concern known       |
    | 2021-03-02 | midwife        | Referral to children's social care sent.                                  |                     |
    | 2021-07-09 | social worker  | Strategy discussion held.                                                 |                     |
    | 2021-08-21 | social worker  | Initial child protection conference held.                                 | initial conference  |

    says: The conference on a known concern came after 34 weeks.
    raised: 2021-08-21
    expect: flag, medium, definite

There was a plan, and the discussion is of something new
    child due 2021-10-01
    under review 2020-12-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2021-03-01 | midwife        | Booking. Mother's two older children were removed and adopted.            |          |
    | 2021-03-02 | midwife        | Referral to children's social care sent.                                  |          |
    | 2021-05-02 | social worker  | Child in need plan agreed with both parents.                              |          |
    | 2021-08-10 | social worker  | Strategy discussion held, a cousin out of prison.                         |          |

    expect: nothing found

The returns begin at thirteen weeks
    child due 2021-10-01
    under review 2020-12-01 to 2021-12-31
    midwife covers 2021-03-26 to 2021-12-31

    | date       | agency         | record                                                                    | evidence      |
    | 2021-04-01 | midwife        | Mother's two older children were removed and adopted.                     | concern known |
    | 2021-09-30 | midwife        | Term. Well.                                                               |               |

    says: Not known whether a referral was made before birth
    says: A concern was known in pregnancy, and no return of children's social care or midwifery that was read speaks of the weeks in which it would have been referred.
    says: Ask children's social care and midwifery: was the unborn baby referred, and when?
    expect: information gap

They begin at twelve
    child due 2021-10-01
    under review 2020-12-01 to 2021-12-31
    midwife covers 2021-03-19 to 2021-12-31

    | date       | agency         | record                                                                    | evidence      |
    | 2021-04-01 | midwife        | Mother's two older children were removed and adopted.                     | concern known |
    | 2021-09-30 | midwife        | Term. Well.                                                               |               |

    expect: flag, high, definite

A review says it, without a date
    | date | agency | record                                                                             | evidence         |
    |      | review | No pre-birth assessment was undertaken.                                            | planning missing |

    says: A record says that referral, assessment or planning before birth did not happen.
    expect: flag, high, definite

In other words
    | date     | agency | record                                                                         | evidence         |
    | May 2020 | review | Known substance misuse did not lead to a pre-birth assessment.                 | planning missing |
    | 2020     | review | Children's social care was not aware of the pregnancy.                         | planning missing |
    |          | review | It would have been appropriate to hold a pre-birth meeting.                    | planning missing |
    |          | review | The baby was born before the assessment had begun.                             | planning missing |
    |          | review | Nobody referred the unborn baby.                                               | planning missing |

    expect: flag, high, definite

It came late, a review says
    | date | agency | record                                                                             | evidence         |
    |      | review | The pre-birth assessment was completed only days before the birth.                 | planning late    |

    says: A record says that referral, assessment or planning before birth came late.
    expect: flag, medium, definite

Well done, not needed, a birth plan and a baby who was quick
    child due 2021-10-01
    under review 2020-12-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2021-03-01 | midwife        | Booking. Low mood in the past, well. No pre-birth assessment needed.      |          |
    | 2021-06-01 | midwife        | Birth plan: home birth. No outstanding pre-birth planning.                |          |
    | 2021-09-28 | midwife        | Baby born before arrival of the midwife, both well.                       |          |

    expect: nothing found

The child was three years old when the period began
    child born 2018-10-01
    under review 2021-12-01 to 2022-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2022-03-01 | GP             | Seen with cough.                                                          |          |

    expect: not applicable

Neither a due date nor a birth is known
    under review 2020-12-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2021-03-01 | midwife        | Mother's two older children were removed and adopted.                     |          |

    expect: not assessable
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, rule, threshold
from chronology.tables import CHILD_ROLES, Tables
from chronology.temporal import (
    KEY,
    affirmed,
    age_scope,
    counted,
    covered,
    gathered,
    ground,
    is_covered,
    of_each_child,
    put_together,
    said,
    shared,
    summed_up,
    those,
    told_as_one,
    told_together,
    with_a_date,
    without,
)

BY_ITSELF = (
    "risky_adult",
    "sibling_history",
    "domestic_abuse_high_risk",
    "home_used_for_substances",
    "child_in_delusion_or_suicide_plan",
)
"""Concerns of which one is enough. What is long past may be what has to be weighed."""

KINDS = {
    "serious_mental_illness": "mental illness",
    "alcohol": "alcohol",
    "substance_misuse": "drugs",
    "prescription_misuse": "drugs",
    "non_prescribed_medicine": "drugs",
    "domestic_abuse": "abuse",
    "domestic_incident": "abuse",
    "late_booking": "hidden",
}
"""Concerns by their kind: of these it takes several different ones."""

REFERRAL = "safeguarding_referral"
ANSWERS = (
    REFERRAL,
    "pre_birth_assessment",
    "assessment_begun",
    "assessment",
    "strategy_discussion",
    "enquiry_begun",
    "section_47",
    "initial_conference",
    "child_protection_plan",
    "child_in_need_plan",
)

PLANS = ("child_in_need_plan", "child_protection_plan")
"""Where there was one already, a later discussion or conference is of something new."""

WOULD_SHOW = ("childrens_social_care", "midwifery")
"""Whose record would show a referral in pregnancy, made or received."""

SAID_OUTRIGHT = ("pre_birth_planning_missing", "pre_birth_planning_late")
PREGNANCY_DAYS = 280
TOLD = ("affirmed", "historical")
ROW = ("case_id", "person_id", "happening", "lo", "hi", "reached", "evidence", "sure")


class Parameters(Params):
    """The rule's numbers."""

    referred_by_weeks: int = threshold(
        16,
        ge=8,
        le=36,
        description="weeks of pregnancy by which a known concern is referred",
        basis="local example",
        source="Wirral pre-birth procedure: 12 to 16 weeks",
    )
    looked_for_from_weeks: int = threshold(
        12,
        ge=4,
        le=36,
        description="weeks of pregnancy from which a referral would be made, so a return must speak of them",
        basis="local example",
        source="Cambridgeshire pre-birth safeguarding procedure: from 12 weeks",
    )
    after_known_days: int = threshold(
        14,
        ge=0,
        le=90,
        description="days to refer a concern that came to be known later than that",
        basis="project default",
    )
    strategy_by_weeks: int = threshold(
        28,
        ge=16,
        le=40,
        description="weeks of pregnancy by which a strategy discussion is held",
        basis="local example",
        source="Lincolnshire pre-birth protocol",
    )
    conference_by_weeks: int = threshold(
        34,
        ge=20,
        le=40,
        description="weeks of pregnancy by which an initial conference is held",
        basis="local example",
        source="Sefton procedure 6.1.8; not before 30 weeks in Lincolnshire",
    )
    kinds_at_least: int = threshold(
        2,
        ge=1,
        le=5,
        description="so many different kinds of lesser concern",
        basis="project default",
    )
    early_by_weeks: int = threshold(
        3,
        ge=0,
        le=16,
        description="so many weeks early the baby may have come, where no due date is known",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["kind"] == "information_gap":
        return Wording(
            "A concern was known in pregnancy, and no return of children's social care or midwifery that was "
            "read speaks of the weeks in which it would have been referred.",
            "Ask children's social care and midwifery: was the unborn baby referred, and when?",
            "Not known whether a referral was made before birth",
        )
    said_ = {
        "no referral": "A concern was known in pregnancy, and no referral or assessment is recorded by "
        f"{m['weeks']} weeks, or within {m['days']} days of its being known where that is later.",
        "late strategy": f"The strategy discussion on a known concern came after {m['strategy']} weeks.",
        "late conference": f"The conference on a known concern came after {m['conference']} weeks.",
        "said missing": "A record says that referral, assessment or planning before birth did not happen.",
        "said late": "A record says that referral, assessment or planning before birth came late.",
    }
    return Wording(" ".join(words for name, words in said_.items() if name in m["grounds"]))


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a due date or birth, without a pregnancy in the period, or without a return of it."""
    unborn = age_scope(case, "1d", stage="unborn", before_birth_days=PREGNANCY_DAYS, summed_up=True)
    reason = "Neither a due date nor a birth is known, so no week of the pregnancy is."
    unknown = (
        case.cases.select("case_id")
        .join(_pregnancies(case, p), on="case_id", how="anti")
        .with_columns(status=pl.lit("not_assessable"), reason=pl.lit(reason))
    )
    return pl.concat([unborn, unknown])


@rule("pre-birth-assessment-missing", attention="high", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Concerns that were not answered in time, steps that came late, and what records say."""
    pregnancies = shared(_pregnancies(case, p))
    known = shared(_known(case, pregnancies, p))
    said_so = shared(said(case, *SAID_OUTRIGHT, statuses=TOLD))
    missing = shared(those(said_so, SAID_OUTRIGHT[0], part="planning missing"))
    silent = shared(_unanswered(known, _answers(case, missing), case, p))
    steps = (
        ("strategy_discussion", "late strategy", p.strategy_by_weeks),
        ("initial_conference", "late conference", p.conference_by_weeks),
    )
    late = without(those(said_so, SAID_OUTRIGHT[1], part="planning late"), missing)
    told = told_as_one(
        [
            ground(silent.filter("covered"), "no referral", "high", reached="reached"),
            *(
                ground(_late(case, pregnancies, known, concept, by, p), name, "medium")
                for concept, name, by in steps
            ),
            ground(_of_the_child(missing, pregnancies), "said missing", "high"),
            ground(_of_the_child(late, pregnancies), "said late", "medium"),
        ]
    )
    return pl.concat([_flags(told, p), _gaps(silent.filter(~pl.col("covered")))])


def _pregnancies(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Each child's pregnancy: when it began, was due and ended; ``coarse`` where a summary tells it."""
    length, early = pl.duration(days=PREGNANCY_DAYS), pl.duration(weeks=p.early_by_weeks)
    return (
        case.persons.filter(pl.col("role").is_in(CHILD_ROLES))
        .select(
            "case_id",
            "person_id",
            due_lo=pl.coalesce("due", "born_earliest"),
            due_hi=pl.coalesce("due", pl.col("born_latest") + early),
            end_lo=pl.coalesce("born_earliest", "due"),
            end_hi=pl.coalesce("born_latest", "due"),
        )
        .drop_nulls(["due_lo", "due_hi", "end_lo", "end_hi"])
        .join(summed_up(case).with_columns(coarse=pl.lit(True)), on="case_id", how="left")
        .with_columns(
            pl.col("coarse").fill_null(False),
            begun_lo=pl.col("due_lo") - length,
            begun_hi=pl.col("due_hi") - length,
        )
    )


def _in_pregnancy(rows: pl.LazyFrame, pregnancies: pl.LazyFrame) -> pl.LazyFrame:
    """Dated occurrences of each child's pregnancy; sure where they lie in it however dated."""
    can = (pl.col("hi") >= pl.col("begun_lo")) & (pl.col("lo") < pl.col("end_hi"))
    must = (pl.col("lo") >= pl.col("begun_hi")) & (pl.col("hi") < pl.col("end_lo"))
    during = of_each_child(rows, pregnancies).filter(with_a_date(), can)
    return during.with_columns(sure=pl.col("sure") & must)


def _known(case: Tables, pregnancies: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Concerns that are enough for a referral, and the day by which they were known."""
    graver = said(case, *BY_ITSELF, statuses=TOLD, part="concern known")
    # a violent man of whom nothing else is said may be anybody's
    told_whose = (pl.col("concept") != "risky_adult") | (pl.col("who") != "unknown")
    alone = _in_pregnancy(graver.filter(told_whose), pregnancies).with_columns(reached=pl.col("hi"))
    several = _in_pregnancy(affirmed(case, *KINDS, part="concern known"), pregnancies)
    together = counted(
        several.with_columns(pl.col("concept").replace(KINDS)),
        at_least=1,
        within_days=PREGNANCY_DAYS + 7 * p.early_by_weeks,
        concepts=p.kinds_at_least,
    ).with_columns(happening=pl.lit(None, dtype=pl.String))
    rows = pl.concat([alone.select(ROW), together.select(ROW)])
    placed = shared(rows.join(pregnancies, on=KEY))
    # an entry that only may lie in the pregnancy and speaks of the baby as born does not
    perhaps = without(
        placed.filter(~pl.col("sure")), affirmed(case, "infant_stated", "birth", "new_birth_visit")
    )
    return pl.concat([placed.filter("sure"), perhaps])


def _answers(case: Tables, missing: pl.LazyFrame) -> pl.LazyFrame:
    """Referrals and what follows them; also “referred at 14 weeks”, which reads like an age long past."""
    weeks = affirmed(case, "gestation_weeks").select("case_id", "happening").unique()
    dated_by_weeks = said(case, *ANSWERS, statuses=("historical",)).join(
        weeks, on=["case_id", "happening"], how="semi"
    )
    return without(pl.concat([affirmed(case, *ANSWERS), dated_by_weeks]), missing)


def _unanswered(
    known: pl.LazyFrame, answers: pl.LazyFrame, case: Tables, p: Parameters
) -> pl.LazyFrame:
    """Concerns after which no answer came in time, and whether a return would have shown it."""
    by_week, after = pl.duration(weeks=p.referred_by_weeks), pl.duration(days=p.after_known_days)
    rows = shared(
        known.with_columns(
            last_lo=pl.max_horizontal(pl.col("begun_lo") + by_week, pl.col("lo") + after),
            last_hi=pl.max_horizontal(pl.col("begun_hi") + by_week, pl.col("reached") + after),
        )
        .filter(pl.col("last_lo") < pl.col("end_hi"))
        .with_row_index("_row")
    )
    told = answers.select(
        "case_id", "concept", "sure", a_happening="happening", a_lo="lo", a_hi="hi"
    )
    same = pl.col("a_happening").eq_missing(pl.col("happening"))
    begun, in_time = pl.col("a_hi") >= pl.col("begun_lo"), pl.col("a_lo") <= pl.col("last_hi")
    surely = (pl.col("a_lo") >= pl.col("begun_hi")) & (pl.col("a_hi") <= pl.col("last_lo"))
    # a step before the birth answers a summary, whenever it was; a referral by itself does not
    step = pl.col("coarse") & (pl.col("concept") != REFERRAL) & (pl.col("a_lo") < pl.col("end_hi"))
    met = (
        rows.select("_row", "case_id", "happening", "coarse", "end_hi", "^(begun|last)_.*$")
        .join(told, on="case_id")
        .filter(same | begun & (in_time | step))
        .group_by("_row")
        .agg(_surely=(pl.col("sure") & (same | surely) | begun & step).any())
    )
    left = (
        rows.join(met, on="_row", how="left")
        .filter(~pl.col("_surely").fill_null(False))
        .with_columns(
            sure=pl.col("sure")
            & pl.col("_surely").is_null()
            & (pl.col("last_hi") < pl.col("end_lo")),
            reached=pl.col("last_hi"),
        )
        .drop("_row", "_surely")
    )
    begins = pl.col("begun_lo") + pl.duration(days=7 * p.looked_for_from_weeks)
    return is_covered(
        left,
        covered(case, WOULD_SHOW, summed_up=True),
        first=pl.min_horizontal("lo", begins),
        last=pl.col("last_hi"),
    )


def _late(
    case: Tables,
    pregnancies: pl.LazyFrame,
    known: pl.LazyFrame,
    concept: str,
    by_weeks: int,
    p: Parameters,
) -> pl.LazyFrame:
    """Steps after their week, where the concern was known before it; none was in time, no plan there."""
    week, time = pl.duration(weeks=by_weeks), pl.duration(days=p.after_known_days)
    steps = shared(
        _in_pregnancy(affirmed(case, concept, part=concept.replace("_", " ")), pregnancies)
        .with_columns(last_lo=pl.col("begun_lo") + week, last_hi=pl.col("begun_hi") + week)
        .filter(pl.col("hi") > pl.col("begun_lo") + week)
        # a season that only ends after the week says nothing of its being late
        .filter(~pl.col("coarse") | (pl.col("lo") > pl.col("last_lo")))
        .with_row_index("_row")
    )
    others = _in_pregnancy(affirmed(case, concept), pregnancies)
    in_time = _any_other(
        steps,
        others,
        can=pl.col("o_lo") <= pl.col("last_hi"),
        must=pl.col("o_sure") & (pl.col("o_hi") <= pl.col("last_lo")),
    )
    planned = _any_other(
        steps,
        _in_pregnancy(affirmed(case, *PLANS), pregnancies),
        can=pl.col("o_lo") < pl.col("hi"),
        must=pl.col("o_sure") & (pl.col("o_hi") < pl.col("lo")),
    )
    concerned = _any_other(
        steps,
        known.with_columns(hi="reached"),
        can=pl.col("o_lo") + time <= pl.col("last_hi"),
        must=pl.col("o_sure") & (pl.col("o_hi") + time <= pl.col("last_lo")),
    ).select("_row", _known="_surely", _told="evidence")
    return (
        steps.join(in_time.select("_row", "_surely"), on="_row", how="left")
        .join(planned.select("_row", _planned="_surely"), on="_row", how="left")
        .join(concerned, on="_row")
        .filter(~pl.col("_surely").fill_null(False), ~pl.col("_planned").fill_null(False))
        .with_columns(
            sure=pl.col("sure")
            & pl.col("_known")
            & pl.col("_surely").is_null()
            & pl.col("_planned").is_null()
            & (pl.col("lo") > pl.col("last_hi")),
            evidence=put_together("evidence", "_told"),
        )
    )


def _any_other(
    rows: pl.LazyFrame, others: pl.LazyFrame, *, can: pl.Expr, must: pl.Expr
) -> pl.LazyFrame:
    """For each row that has others: whether one surely lies where asked, and their evidence."""
    return (
        rows.select("_row", *KEY, "lo", "hi", "last_lo", "last_hi")
        .join(
            others.select(*KEY, "evidence", o_lo="lo", o_hi="hi", o_sure="sure"),
            on=KEY,
        )
        .filter(can)
        .group_by("_row")
        .agg(
            _surely=must.any(),
            evidence=gathered("evidence").unique(),
        )
    )


def _of_the_child(rows: pl.LazyFrame, pregnancies: pl.LazyFrame) -> pl.LazyFrame:
    """What is said outright, of each child whose pregnancy is dated; else of nobody."""
    return rows.drop("person_id").join(pregnancies.select(KEY), on="case_id", how="left")


def _flags(told: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    return findings(
        told,
        attention=pl.col("attention"),
        raised_on=pl.col("reached"),
        measure={
            "grounds": pl.col("grounds"),
            "weeks": pl.lit(p.referred_by_weeks),
            "days": pl.lit(p.after_known_days),
            "strategy": pl.lit(p.strategy_by_weeks),
            "conference": pl.lit(p.conference_by_weeks),
        },
    )


def _gaps(unknown: pl.LazyFrame) -> pl.LazyFrame:
    asked = told_together(unknown, apart_days=PREGNANCY_DAYS, by=KEY).with_columns(
        pl.col("evidence").list.unique()
    )
    return findings(asked, attention="low", kind="information_gap")
