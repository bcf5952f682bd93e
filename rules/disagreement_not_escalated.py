"""Professionals disagreed, and no escalation or resolution is recorded.

What it looks for
-----------------
An entry in which professionals differ about the child, the threshold or the plan, without a record
within five working days that the disagreement was escalated, settled, or the decision looked at
again. Several that come within ninety days of each other are told together, with more attention
where there are two or more.

A practitioner's doubt in the same entry as a decision that stands is raised as *possible*.

Where the record itself says that a decision was not challenged, or a disagreement not escalated,
nothing needs counting. Three referrals that ended below threshold within a year, with no challenge
or escalation recorded in between, are raised too.

Left out: disagreements that are settled or escalated in time, those between parents and services,
and behaviour or violence that escalates.

Why it matters
--------------
Escalation procedures are there so that a worry does not depend on one worker's stamina. Reviews
keep finding practitioners who were uneasy about a decision, said so once, and went no further.

Known limits
------------
- Many disagreements are settled in a conversation that nobody writes down. No record of a
  resolution is not the same as none.
- A disagreement may be right and the decision too. The rule looks at what became of it, not at who
  was right.
- Agencies that write down that they disagreed are the ones seen here; those that kept it to
  themselves are not. That is good recording, not poor practice.
- The local example has stages (an action plan within 48 hours, managers within five working days,
  senior managers within another 48 hours). Few records give the hours, so one limit is used.
- Whether a disagreement was escalated about the same matter is not known; any escalation or
  settlement in the case within the time is taken for an answer.

Questions for the panel
-----------------------
- What made challenge hard, and what would have made it easier?
- Did those who disagreed know the escalation procedure, and did anybody tell them what came of it?

Sources
-------
- Lincolnshire Safeguarding Children Partnership, Joint professional escalation and resolution
  protocol: managers within five working days
- Working Together to Safeguard Children (2023): arrangements to resolve disagreement, seen via
  partnerships' procedures
- Cumbria Safeguarding Children Partnership, Learning briefing “Ivy”: confidence in challenging

Examples
--------
A midwife wanted a conference and the manager did not
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                     | evidence     |
    | 2021-09-06 | midwife        | Midwife pressed for conference. Team manager said no.      | disagreement |
    | 2021-10-11 | midwife        | Seen at home, all well.                                    |              |

    expect: flag, medium, possible

A doubt of which no decision is told, and a mother who is not happy
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                     | evidence |
    | 2021-09-06 | midwife        | Midwife uneasy about the state of the flat.                |          |
    | 2021-10-11 | midwife        | Mother unhappy with her plan of care, discharged home.     |          |

    expect: nothing found

Doubts that nobody spoke of
    under review 2021-01-01 to 2022-06-30

    | date       | agency | record                                                                   | evidence       |
    | 2021-09-06 | review | Nursery staff thought the decision was wrong and said nothing.           | not challenged |

    expect: flag, medium, definite

The health visitor disagrees with a closure and it ends there
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                                   | evidence     |
    | 2021-09-06 | health visitor | TC from SW, case closing. HV does not agree with decision to close.      | disagreement |
    | 2021-10-11 | health visitor | Weighed in clinic, following centile.                                    |              |

    says: A disagreement between professionals, or one's doubt about a decision, is recorded once.
    says: No escalation or resolution is recorded within 5 working days.
    raised: 2021-09-06
    expect: flag, medium, definite

Escalated on the fifth working day
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                                   | evidence |
    | 2021-09-06 | health visitor | TC from SW, case closing. HV does not agree with decision to close.      |          |
    | 2021-09-13 | health visitor | Named nurse escalated to service manager.                                |          |

    expect: nothing found

Escalated on the sixth working day
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                                   | evidence     |
    | 2021-09-06 | health visitor | TC from SW, case closing. HV does not agree with decision to close.      | disagreement |
    | 2021-09-14 | social worker  | Disagreement resolved at manager level, C&F assessment to go ahead.      |              |

    raised: 2021-09-06
    expect: flag, medium, definite

Settled the next day
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency  | record                                                                        | evidence |
    | 2021-09-06 | nursery | Nursery manager unhappy with MASH outcome, rang to say so.                    |          |
    | 2021-09-07 | MASH    | Matter resolved with nursery: decision reviewed and changed, visit tomorrow.  |          |

    expect: nothing found

Twice within ninety days
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency   | record                                                               | evidence     |
    | 2021-09-06 | nursery  | Nursery manager unhappy with MASH outcome, rang to say so.           | disagreement |
    | 2021-12-05 | hospital | Consultant and social worker disagreed about the level of risk.      | disagreement |

    says: A disagreement between professionals, or one's doubt about a decision, is recorded twice.
    raised: 2021-12-05
    expect: flag, high, definite

Twice, ninety-one days apart
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency   | record                                                               | evidence     |
    | 2021-09-06 | nursery  | Nursery manager unhappy with MASH outcome, rang to say so.           | disagreement |
    | 2021-12-06 | hospital | Consultant and social worker disagreed about the level of risk.      | disagreement |

    expect: 2 flags, medium, definite

A review says that nobody challenged, without a date
    | date | agency | record                                                                                       | evidence       |
    |      | review | Concerns about the decision were not escalated, and there was no evidence of professional challenge. | disagreement, not challenged |

    says: The record says that a decision was not challenged or a disagreement not escalated.
    expect: flag, medium, definite

The procedure was not used
    | date       | agency | record                                                                              | evidence       |
    | March 2019 | review | The school held a different view of the risk but the escalation policy was not used. | disagreement, not challenged |

    expect: flag, medium, definite

A disagreement without a date
    | date | agency | record                                                                      | evidence     |
    |      | review | The midwife and the social worker disagreed about the threshold.            | disagreement |

    expect: flag, medium, possible

The month of the escalation leaves it open
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date           | agency         | record                                                                   | evidence     |
    | 2021-09-06     | health visitor | TC from SW, case closing. HV does not agree with decision to close.      | disagreement |
    | September 2021 | health visitor | Named nurse escalated to service manager.                                |              |

    expect: flag, medium, possible

Three referrals below threshold within a year
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency | record                                                            | evidence            |
    | 2021-08-02 | MASH   | Referral from school did not meet threshold, advice given.        | threshold not met   |
    | 2021-12-01 | MASH   | Does not meet threshold for CSC, signposted.                      | threshold not met   |
    | 2022-08-02 | MASH   | Threshold not met, closed.                                        | threshold not met   |

    says: Referrals below threshold without a recorded challenge
    says: A referral or contact ended below threshold 3 times within 365 days, and no challenge or escalation is recorded.
    says: Did those who referred agree, and how would they have asked for another look?
    raised: 2022-08-02
    expect: flag, medium, definite

Three in a day more than a year
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency | record                                                            | evidence |
    | 2021-08-02 | MASH   | Referral from school did not meet threshold, advice given.        |          |
    | 2021-12-01 | MASH   | Does not meet threshold for CSC, signposted.                      |          |
    | 2022-08-03 | MASH   | Threshold not met, closed.                                        |          |

    expect: nothing found

Three, and perhaps challenged in between
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date        | agency | record                                                            | evidence          |
    | 2021-08-02  | MASH   | Referral from school did not meet threshold, advice given.        | threshold not met |
    | 2021-12-01  | MASH   | Does not meet threshold for CSC, signposted.                      | threshold not met |
    | 2022-08-02  | MASH   | Threshold not met, closed.                                        | threshold not met |
    | August 2022 | school | Escalated to service manager.                                     |                   |

    expect: flag, medium, possible

Three, and challenged after the second
    child born 2021-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency | record                                                            | evidence |
    | 2021-08-02 | MASH   | Referral from school did not meet threshold, advice given.        |          |
    | 2021-12-01 | MASH   | Does not meet threshold for CSC, signposted.                      |          |
    | 2021-12-03 | school | Escalated to service manager.                                     |          |
    | 2022-08-02 | MASH   | Threshold not met, closed.                                        |          |

    expect: nothing found

The return ends before five working days are over
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30
    health visitor covers 2021-01-01 to 2021-09-10

    | date       | agency         | record                                                                   | evidence     |
    | 2021-09-06 | health visitor | TC from SW, case closing. HV does not agree with decision to close.      | disagreement |

    says: What became of a disagreement is not known
    says: A disagreement is recorded (health visitor), and the return that was read ends before it is known what became of it.
    says: Ask health visitor: was it escalated or settled, and who was told?
    expect: information gap

The return ends when the five working days are over
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30
    health visitor covers 2021-01-01 to 2021-09-13

    | date       | agency         | record                                                                   | evidence     |
    | 2021-09-06 | health visitor | TC from SW, case closing. HV does not agree with decision to close.      | disagreement |

    expect: flag, medium, definite

Advice about escalation, a quarrel between parents, behaviour that escalates
    child born 2016-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                       | evidence |
    | 2021-09-06 | health visitor | Reminded: if you disagree, use the escalation policy.        |          |
    | 2021-09-20 | midwife        | Parents disagree about the name.                             |          |
    | 2021-10-01 | school         | Behaviour escalated in class, calmed by TA.                  |          |

    expect: nothing found

Agreement all round
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                       | evidence |
    | 2021-09-06 | social worker  | Core group. All agreed the plan should continue.             |          |

    expect: nothing found

No return with a date
    | date | agency | record                                     | evidence |
    |      | GP     | Seen with cough. Chest clear.              |          |

    expect: not assessable

The many ways in which it is said
    | date | agency | record                                                                                       | evidence       |
    |      | review | The nurse was uneasy but did not feel able to question the consultant.                       | not challenged |
    |      | review | The two opinions were never reconciled.                                                      | not challenged |
    |      | review | The school accepted the decision although it was worried.                                    | not challenged |
    |      | review | The decision was accepted without discussion.                                                | not challenged |

    expect: flag, high, definite

Parents who don't complain, symptoms that don't settle
    | date       | agency         | record                                                                                | evidence |
    | 2021-06-01 | hospital       | Parents unhappy with the wait but did not take it further.                            |          |
    | 2021-06-02 | GP             | Rash unresolved. Mother did not question the diagnosis.                               |          |

    expect: nothing found

Doubt that was not pressed
    | date     | agency | record                                                                                               | evidence       |
    | May 2019 | review | The named nurse was dissatisfied with the reply; the policy was not invoked by anyone who disagreed. | not challenged |

    expect: flag, medium, definite

A parent disagrees
    | date       | agency         | record                                                                                               | evidence |
    | 2019-05-01 | social worker  | Mother disagreed with the plan and did not attend.                                                   |          |

    expect: nothing found
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, rule, threshold, times
from chronology.tables import Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    counted,
    coverage_scope,
    covered,
    is_covered,
    last_day,
    negated,
    not_followed_by,
    shared,
    told_together,
    with_a_date,
    without,
    working_days,
)

CASE = ("case_id",)

TURNED_DOWN = ("threshold_not_met", "referral_no_further_action", "case_closed", "not_held")
"""How an entry says that others decided otherwise."""


class Parameters(Params):
    """The rule's numbers."""

    settled_within_working_days: int = threshold(
        5,
        ge=1,
        le=60,
        description="working days to escalate or settle a disagreement",
        basis="local example",
        source="Lincolnshire SCP, Joint professional escalation and resolution protocol",
    )
    told_together_days: int = threshold(
        90,
        ge=1,
        le=365,
        description="disagreements no further apart than so many days are one flag",
        basis="project default",
    )
    high_at_least: int = threshold(
        2,
        ge=2,
        le=20,
        description="so many are raised with high attention",
        basis="project default",
    )
    below_threshold_at_least: int = threshold(
        3,
        ge=2,
        le=20,
        description="so many referrals below threshold without a challenge",
        basis="project default",
    )
    below_threshold_days: int = threshold(
        365, ge=30, le=1095, description="within so many days", basis="project default"
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["kind"] == "information_gap":
        return Wording(
            f"A disagreement is recorded ({m['agency']}), and the return that was read ends before it "
            "is known what became of it.",
            f"Ask {m['agency']}: was it escalated or settled, and who was told?",
            "What became of a disagreement is not known",
        )
    if m["below"]:
        return Wording(
            f"A referral or contact ended below threshold {times(m['n'])} within {m['days']} days, and "
            "no challenge or escalation is recorded.",
            "Did those who referred agree, and how would they have asked for another look?",
            "Referrals below threshold without a recorded challenge",
        )
    if m["stated"]:
        return Wording(
            "The record says that a decision was not challenged or a disagreement not escalated."
        )
    return Wording(
        f"A disagreement between professionals, or one's doubt about a decision, is recorded {times(m['n'])}. "
        "No escalation or resolution is "
        f"recorded within {m['limit']} working days."
    )


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which no return speaks of a known day."""
    return coverage_scope(
        case,
        reason="No return speaks of known days, so it can't be told what became of a disagreement.",
    )


@rule("disagreement-not-escalated", attention="medium", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Disagreements that stayed open, what records say outright, and referrals turned away."""
    silent = shared(affirmed(case, "challenge_absent", part="not challenged"))
    settled = shared(_settled(case, silent))
    named = affirmed(case, "professional_disagreement", part="disagreement")
    doubts = without(_doubts(case), pl.concat([named, silent]))
    disputes = shared(pl.concat([named, doubts]))
    still_open = shared(_still_open(case, disputes, silent, settled, p))
    return pl.concat(
        [
            _flags(case, pl.concat([still_open.filter("_known").drop("_known"), silent]), p),
            _gaps(case, still_open.filter(~pl.col("_known"))),
            _below_threshold(case, settled, disputes, p),
        ]
    )


def _doubts(case: Tables) -> pl.LazyFrame:
    """A practitioner's doubt in the same entry as a decision that stands: *possible*, since whom it
    was told and how it ended is seldom written in so few words."""
    stands = affirmed(case, "decision_stands", *TURNED_DOWN).select("case_id", "happening").unique()
    doubts = affirmed(case, "practitioner_doubt", part="disagreement")
    beside = doubts.join(stands, on=["case_id", "happening"], how="semi")
    return beside.with_columns(sure=pl.lit(False))


def _settled(case: Tables, silent: pl.LazyFrame) -> pl.LazyFrame:
    """Escalation, settlement or agreement; not where the entry says that there was none."""
    answers = pl.concat(
        [
            affirmed(case, "escalation", "disagreement_resolved"),
            negated(case, "professional_disagreement"),
        ]
    )
    return without(without(answers, silent), negated(case, "escalation"))


def _still_open(
    case: Tables,
    disputes: pl.LazyFrame,
    silent: pl.LazyFrame,
    settled: pl.LazyFrame,
    p: Parameters,
) -> pl.LazyFrame:
    """Disagreements without an answer, and whether that can be told: ``_known``."""
    limit = working_days(p.settled_within_working_days)
    unsettled = not_followed_by(disputes, settled, within_days=limit, by=CASE)
    last = last_day(limit, pl.col("hi"))
    asked = is_covered(
        unsettled,
        covered(case, summed_up=True),
        first=pl.col("lo"),
        last=last,
        by=("case_id", "agency"),
    )
    said_so = silent.select("case_id", "happening", _said=pl.lit(True)).unique()
    undated = ~with_a_date()
    sure = pl.col("covered") | pl.col("_said").fill_null(False)
    return (
        asked.join(said_so, on=["case_id", "happening"], how="left")
        .with_columns(_known=sure | undated, sure=pl.col("sure") & sure)
        .drop("covered", "_said")
    )


def _flags(case: Tables, told: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    episodes = told_together(told, apart_days=p.told_together_days, by=CASE)
    parts = pl.col("evidence").list.eval(pl.element().struct.field("part") == "disagreement")
    often = pl.col("n") >= p.high_at_least
    return findings(
        about_the_child(episodes, case),
        attention=pl.when(often).then(pl.lit("high")).otherwise(pl.lit("medium")),
        measure={
            "n": pl.col("n"),
            "stated": parts.list.sum() < parts.list.len(),
            "limit": pl.lit(p.settled_within_working_days),
        },
    )


def _gaps(case: Tables, unsettled: pl.LazyFrame) -> pl.LazyFrame:
    names = case.coverage.select("case_id", "agency", "name").unique()
    by_agency = told_together(unsettled, apart_days=0, by=("case_id", "agency"))
    named = by_agency.join(names, on=["case_id", "agency"], how="left")
    return findings(
        about_the_child(named, case),
        attention="low",
        kind="information_gap",
        measure={"agency": pl.coalesce("name", "agency")},
    )


def _below_threshold(
    case: Tables, settled: pl.LazyFrame, disputes: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    """Referrals turned away again and again in which no challenge lies between."""
    refused = affirmed(case, "threshold_not_met")
    dated = refused.filter(with_a_date())
    episodes = counted(
        dated,
        at_least=p.below_threshold_at_least,
        within_days=p.below_threshold_days,
        by=CASE,
    )
    challenged = pl.concat([settled, disputes]).select("case_id", c_lo="lo", c_hi="hi")
    surely = (pl.col("c_lo") >= pl.col("lo")) & (pl.col("c_hi") <= pl.col("hi"))
    met = (
        episodes.select("case_id", "lo", "hi")
        .join(challenged, on="case_id")
        .filter(pl.col("c_hi") >= pl.col("lo"), pl.col("c_lo") <= pl.col("hi"))
        .group_by("case_id", "lo", "hi")
        .agg(_met=surely.any())
    )
    unchallenged = (
        episodes.join(met, on=["case_id", "lo", "hi"], how="left")
        .filter(~pl.col("_met").fill_null(False))
        .with_columns(sure=pl.col("sure") & pl.col("_met").is_null())
    )
    return findings(
        about_the_child(unchallenged, case),
        attention="medium",
        raised_on=pl.col("reached"),
        measure={
            "below": pl.lit(True),
            "n": pl.col("n"),
            "days": pl.lit(p.below_threshold_days),
        },
    )
