"""What happened to other children of a parent, and an assessment that does not mention it.

What it looks for
-----------------
One agency's record tells that a brother, sister or other child of a parent was removed, harmed, died or
had a child protection plan, or that a child of another adult around the child was removed. After that, another agency records a decision about the child under review (a
pre-birth assessment, the end of an assessment, an initial conference, a referral in pregnancy), and its own
record says nothing of that history from ninety days before to twenty-eight days after.

Where records say outright that the history of other children was not used, nothing needs counting; that too is
raised with high attention. Where they say so of a parent's or the family's history in general, medium.

A summary of several agencies leaves much out. There, what was done about other children of the family, or about
a parent as a child, before this child was conceived is raised as possible where nothing from the pregnancy on
says that it was drawn on: no assessment before birth, no initial conference, no history read.

Left out: decisions beside which the history is mentioned, or a chronology was read; history that came to
be recorded only after the decision. Where the return of the agency that decided does not speak of the
time up to the decision, it is a question to that agency; where it ends soon after, the flag is only possible.

Why it matters
--------------
What happened to earlier children is among the best known of a family, and often known to one agency only. “Dylan”
asked for chronologies that incorporate the history of siblings and parents; in “Child Z” another parent's
child had been removed, and the decision had little time to learn what that meant.

Known limits
------------
- An assessment's own document may hold the history in full. A chronology shows a line of it.
- History that is listed and not weighed reads here as mentioned. It may also be rightly given little weight: an
  earlier removal is no verdict on a parent, and people change. Parents who were in care themselves, very young
  parents and those in poverty are over-represented among parents whose children were removed.
- A brother's or sister's plan of today counts as much as one of years ago. Where all children have one plan
  together, a line about the siblings may be missing because it goes without saying.
- Ninety and twenty-eight days are this project's numbers; none are published.
- Whether the agency that decided could have known of the other's record is not told by the records.

Questions for the panel
-----------------------
- Was history used, or merely listed?
- Who held the records of the older children, and was that agency asked?

Sources
-------
- Stockport Safeguarding Children Partnership, review “Dylan”, summary of learning (2023)
- East Sussex Safeguarding Children Partnership, learning briefing “Child Z” (2021)
- London Safeguarding Children Procedures, pre-birth referral and assessment (earlier children removed
  or harmed)

Examples
--------
What the court decided was known to those who brought it there
    under review 2015-01-01 to 2021-12-31

    | date       | agency                 | record                                                                  | evidence |
    | 2016-02-10 | legal                  | Family court: older children removed under care orders.                 |          |
    | 2021-03-01 | children's social care | Single assessment completed, child in need plan agreed.                 |          |
    | 2021-12-20 | children's social care | Nil to report.                                                          |          |

    expect: nothing found

The health visitor knows of a removal and the pre-birth assessment does not
    unborn due 2021-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence         |
    | 2020-11-02 | health visitor | Transfer notes: mother's two older children were removed and adopted.     | history          |
    | 2021-02-01 | social worker  | Pre-birth assessment completed. Mother engaging, home clean.              | decision         |

    says: An agency had it on record that another child of a parent or carer was removed, harmed, died or had a plan.
    says: Another agency decided about the child once, and its own record says nothing of it from 90 days before to 28 days after.
    raised: 2021-02-01
    expect: flag, high, definite

The social worker's own record has it ninety days before
    unborn due 2021-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2020-11-02 | health visitor | Transfer notes: mother's two older children were removed and adopted.     |          |
    | 2020-11-03 | social worker  | Read old file: half siblings removed in 2014.                             |          |
    | 2021-02-01 | social worker  | Pre-birth assessment completed. Mother engaging, home clean.              |          |

    expect: nothing found

Ninety-one days before
    unborn due 2021-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2020-11-02 | health visitor | Transfer notes: mother's two older children were removed and adopted.     | history  |
    | 2020-11-02 | social worker  | Half siblings removed in 2014.                                            |          |
    | 2021-02-01 | social worker  | Pre-birth assessment completed. Mother engaging, home clean.              | decision |

    raised: 2021-02-01
    expect: flag, high, definite

The history follows twenty-eight days after
    unborn due 2021-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2020-11-02 | health visitor | Transfer notes: mother's two older children were removed and adopted.     |          |
    | 2021-02-01 | social worker  | Pre-birth assessment completed. Mother engaging, home clean.              |          |
    | 2021-03-01 | social worker  | Addendum: half siblings were removed in 2014, files requested.            |          |

    expect: nothing found

It follows a day later than that
    unborn due 2021-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2020-11-02 | health visitor | Transfer notes: mother's two older children were removed and adopted.     | history  |
    | 2021-02-01 | social worker  | Pre-birth assessment completed. Mother engaging, home clean.              | decision |
    | 2021-03-02 | social worker  | Addendum: half siblings were removed in 2014, files requested.            |          |

    raised: 2021-02-01
    expect: flag, high, definite

A chronology was read for it
    unborn due 2021-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency         | record                                                                        | evidence |
    | 2020-11-02 | health visitor | Transfer notes: mother's two older children were removed and adopted.         |          |
    | 2021-02-01 | social worker  | Pre-birth assessment completed. Chronology updated and read for it.           |          |

    expect: nothing found

The history came to be known after the decision
    unborn due 2021-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2021-02-01 | social worker  | Pre-birth assessment completed. Mother engaging, home clean.              |          |
    | 2021-02-02 | health visitor | Transfer notes: mother's two older children were removed and adopted.     |          |

    expect: nothing found

Only the agency that decides has it, years before
    child born 2021-06-03
    under review 2010-10-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2014-11-02 | social worker  | Half siblings removed and adopted.                                        |          |
    | 2021-08-01 | social worker  | Initial child protection conference. Plan agreed, neglect.                |          |

    expect: nothing found

A conference, after a fracture of a half-brother
    child born 2021-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency         | record                                                                                  | evidence |
    | 2021-07-02 | police         | Intelligence: father's older son was injured in 2016, half sibling had a broken arm from abuse, removed. | history  |
    | 2021-08-01 | social worker  | ICPC held, unanimous decision. Plan for neglect.                                        | decision |

    expect: flag, high, definite

A midwife's referral in pregnancy says nothing of it
    under review 2020-10-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2020-11-02 | health visitor | Mother's two older children were removed and adopted.                     | history  |
    | 2021-01-05 | midwife        | 20/40 pregnant. Referred to children's social care re housing.            | decision |

    expect: flag, high, definite

A referral of a child who is born is none
    child born 2020-01-03
    under review 2020-01-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2020-11-02 | health visitor | Mother's two older children were removed and adopted.                     |          |
    | 2020-12-01 | nursery        | Referred to children's social care re bruise.                             |          |

    expect: nothing found

A month that leaves open which came first
    unborn due 2021-06-03
    under review 2020-10-01 to 2021-12-31

    | date          | agency         | record                                                                    | evidence |
    | February 2021 | health visitor | Transfer notes: mother's two older children were removed and adopted.     | history  |
    | 2021-02-10    | social worker  | Pre-birth assessment completed. Mother engaging, home clean.              | decision |

    expect: flag, high, possible

Wholly without dates
    | date | agency         | record                                                                    | evidence |
    |      | health visitor | Mother's two older children were removed and adopted.                     | history  |
    |      | social worker  | Pre-birth assessment completed. Mother engaging, home clean.              | decision |

    expect: flag, high, possible

The return of social care ends three days after the decision
    child born 2021-06-03
    under review 2020-10-01 to 2021-12-31
    social worker covers 2020-11-01 to 2021-09-04

    | date       | agency         | record                                                                    | evidence |
    | 2021-05-02 | housing        | The lodger's own baby was placed with foster carers in May.               | history  |
    | 2021-09-01 | social worker  | Assessment completed. Baby thriving, home clean.                          | decision |

    expect: flag, high, possible

The return of social care begins too late to tell
    unborn due 2021-06-03
    under review 2020-10-01 to 2021-12-31
    social worker covers 2020-11-04 to 2021-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2020-11-02 | health visitor | Transfer notes: mother's two older children were removed and adopted.     | history  |
    | 2021-02-01 | social worker  | Pre-birth assessment completed. Mother engaging, home clean.              | decision |

    says: Not known whether family history was used: social worker
    says: Another agency had it on record that an older child was removed, harmed, died or had a plan, and the return of social worker does not cover the time around its decision.
    says: Ask social worker: was that history known when it was decided?
    expect: information gap

The return of social care speaks of just these days
    unborn due 2021-06-03
    under review 2020-10-01 to 2021-12-31
    social worker covers 2020-11-03 to 2021-03-01

    | date       | agency         | record                                                                    | evidence |
    | 2020-11-02 | health visitor | Transfer notes: mother's two older children were removed and adopted.     | history  |
    | 2021-02-01 | social worker  | Pre-birth assessment completed. Mother engaging, home clean.              | decision |

    expect: flag, high, definite

A review says it of the older children
    | date | agency | record                                                                                              | evidence                  |
    |      | review | The removal of the older siblings was not considered in the pre-birth assessment.                   | siblings’ history unused  |

    says: A record says that the history of other children of a parent was not used in a decision.
    expect: flag, high, definite

A review says it of the parents
    | date       | agency | record                                                                              | evidence       |
    | March 2021 | review | The parents' history was not explored when the assessment was written.              | history unused |

    says: A record says that the history of a parent or the family was not used in a decision.
    expect: flag, medium, definite

The counted pattern and a statement within a year of it are one flag
    unborn due 2021-06-03
    under review 2020-10-01 to 2022-12-31

    | date       | agency         | record                                                                    | evidence       |
    | 2020-11-02 | health visitor | Transfer notes: mother's two older children were removed and adopted.     | history        |
    | 2021-02-01 | social worker  | Pre-birth assessment completed. Mother engaging, home clean.              | decision       |
    | 2022-02-01 | review         | The parents' history was not explored when the assessment was written.    | history unused |

    says: A record also says outright that history was not used.
    raised: 2021-02-01
    expect: flag, high, definite

Medical history, a first baby, siblings who are well
    unborn due 2021-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency         | record                                                                    | evidence |
    | 2020-11-02 | midwife        | Family history of diabetes not known. First baby.                         |          |
    | 2020-12-02 | health visitor | Siblings well and thriving, seen at home.                                 |          |
    | 2021-02-01 | social worker  | Pre-birth assessment completed. Mother engaging, home clean.              |          |

    expect: nothing found

One agency alone, and no date
    | date | agency | record                                     | evidence |
    |      | GP     | Seen with cough. Chest clear.              |          |

    expect: not assessable

Two decisions a day more than a year apart
    unborn due 2021-06-03
    under review 2020-10-01 to 2022-12-31

    | date       | agency         | record                                                                | evidence |
    | 2020-11-02 | health visitor | Transfer notes: mother's two older children were removed and adopted. | history  |
    | 2021-02-01 | social worker  | Pre-birth assessment completed. Mother engaging, home clean.          | decision |
    | 2022-02-02 | social worker  | Assessment completed. Home clean, no further action.                  | decision |

    expect: 2 flags, high, definite

A history that was there and not used
    | date     | agency | record                                                        | evidence |
    | May 2019 | review | The injury of an older child was not weighed by the assessor. | siblings’ history unused |
    | May 2019 | review | Nobody had read the notes on the brothers.                    | siblings’ history unused |

    expect: flag, high, definite

A summary that tells of an older child's plan, and then of the new baby as of a first one
    child born 2021-06-03

    | date        | agency         | record                                                  | evidence           |
    | 2017        | social worker  | Section 47 enquiry about the eldest, slapped at a bus stop. | history told once |
    | Autumn 2020 | midwife        | Booked at ten weeks. Friendly, well prepared.           |                    |
    | June 2021   | hospital       | Girl born at term. Home next day.                       |                    |
    | July 2021   | GP             | Snuffly. Chest clear.                                   |                    |

    says: nothing after that says that it was drawn on
    expect: flag, medium, possible

A summary in which the unborn baby was assessed
    child born 2021-06-03

    | date        | agency         | record                                                  | evidence |
    | 2017        | social worker  | Section 47 enquiry about the eldest, slapped at a bus stop. |      |
    | Autumn 2020 | midwife        | Booked at ten weeks. Friendly, well prepared.           |          |
    | Spring 2021 | social worker  | Pre-birth assessment completed.                         |          |
    | July 2021   | GP             | Snuffly. Chest clear.                                   |          |

    expect: nothing found

An enquiry in the pregnancy is this child's
    child born 2021-06-03

    | date        | agency         | record                                                  | evidence |
    | Autumn 2020 | midwife        | Booked at ten weeks. Friendly, well prepared.           |          |
    | Spring 2021 | social worker  | Section 47 enquiry about the eldest, slapped at a bus stop. |      |
    | July 2021   | GP             | Snuffly. Chest clear.                                   |          |

    expect: nothing found

A history that was weighed
    | date       | agency         | record                                                        | evidence |
    | 2019-05-01 | social worker  | The siblings' history was weighed in the assessment.          |          |
    | 2019-05-02 | social worker  | No previous involvement.                                      |          |

    expect: nothing found
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, rule, threshold, times
from chronology.tables import FAR_AHEAD, LONG_AGO, Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    children,
    coverage_scope,
    covered,
    gathered,
    is_covered,
    not_around,
    put_together,
    said,
    shared,
    summed_up,
    told_once,
    told_together,
    told_with,
    with_a_date,
    without,
)

CASE = ("case_id",)
ITS_OWN = ("case_id", "agency")
"""Whether a decision drew on history is looked for in the record of the agency that decided."""

HISTORY = ("sibling_history", "carers_child_removed")
"""What became of other children of the parents, or of another adult who cares for the child."""

DECISIONS = ("pre_birth_assessment", "assessment_ended", "initial_conference")
STEPS_BEFORE = (
    "safeguarding_referral",
    "assessment",
    "assessment_ended",
    "strategy_discussion",
    "section_47",
    "child_in_need_plan",
    "child_protection_plan",
    "child_protection_conference",
    "court_hearing",
    "bruise",
    "other_injury",
    "sentinel_injury",
)
"""What, from before a child was conceived, can only be about other children or a parent as a child."""

DRAWN_ON = ("chronology_used", "pre_birth_assessment", "initial_conference")
"""By what a summary shows that history was drawn on for this child."""

PREGNANCY_DAYS = 280
PASSED_OVER = "history told once"
SIBLINGS, GENERAL = "siblings’ history unused", "history unused"
SAID_BEFORE = ("affirmed", "historical")
TOLD_AGAIN = (*SAID_BEFORE, "negated")


class Parameters(Params):
    """The rule's numbers."""

    mentioned_before_days: int = threshold(
        90,
        ge=0,
        le=365,
        description="history mentioned up to so many days before a decision counts as used",
        basis="project default",
    )
    mentioned_after_days: int = threshold(
        28,
        ge=0,
        le=365,
        description="or up to so many days after it, when it is written up",
        basis="project default",
    )
    told_together_days: int = threshold(
        365,
        ge=1,
        le=1095,
        description="what is no further apart than so many days is one flag",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["kind"] == "information_gap":
        return Wording(
            "Another agency had it on record that an older child was removed, harmed, died or had a plan, "
            f"and the return of {m['agency']} does not cover the time around its decision.",
            f"Ask {m['agency']}: was that history known when it was decided?",
            f"Not known whether family history was used: {m['agency']}",
        )
    if m["passed_over"] and not m["counted"] and not m["stated"]:
        return Wording(
            "The summary tells what had been done about other children of the family, or a parent as a child, "
            "before this child was expected; nothing after that says that it was drawn on.",
            "Was this history known to those who decided about this child, and what did they make of it?",
        )
    if not m["counted"]:
        whose = "other children of a parent" if m["siblings"] else "a parent or the family"
        return Wording(f"A record says that the history of {whose} was not used in a decision.")
    told = (
        "An agency had it on record that another child of a parent or carer was removed, harmed, died or had a "
        f"plan. Another agency decided about the child {times(m['n'])}, and its own record says nothing of it "
        f"from {m['before']} days before to {m['after']} days after."
    )
    if m["stated"]:
        told += " A record also says outright that history was not used."
    return Wording(told)


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which no return speaks of a known day."""
    return coverage_scope(
        case, reason="No return speaks of known days, so silence about history means nothing."
    )


@rule("family-history-unused", attention="high", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Decisions beside which another agency's knowledge is not mentioned; what records say of it."""
    silent = shared(_told_by_its_return(case, _without_mention(case, p), p))
    decisions = told_together(silent.filter("_known"), apart_days=p.told_together_days, by=CASE)
    told = shared(
        told_with(decisions, _said_outright(case), apart_days=p.told_together_days, by=CASE)
    )
    over = _passed_over(case).join(told.select("case_id").unique(), on="case_id", how="anti")
    told = pl.concat([told, over], how="diagonal_relaxed")
    return pl.concat([_flags(case, told, p), _gaps(case, silent.filter(~pl.col("_known")))])


def _passed_over(case: Tables) -> pl.LazyFrame:
    """In a summary: what was before this child was expected, and is not spoken of after that."""
    expected = (
        children(case)
        .join(summed_up(case), on="case_id")
        .group_by("case_id")
        .agg(pl.col("born_lo").min() - pl.duration(days=PREGNANCY_DAYS))
        .rename({"born_lo": "expected"})
    )
    undated = (pl.col("lo") == LONG_AGO) & (pl.col("hi") == FAR_AHEAD)
    before = pl.col("hi") < pl.col("expected")
    # what became of brothers and sisters may stand without a date at the head of a summary
    history = said(case, *HISTORY, statuses=SAID_BEFORE, part=PASSED_OVER).join(
        expected, on="case_id"
    )
    steps = said(case, *STEPS_BEFORE, statuses=SAID_BEFORE, part=PASSED_OVER).join(
        expected, on="case_id"
    )
    told = pl.concat([history.filter(before | undated), steps.filter(before)])
    answers = pl.concat([affirmed(case, *DRAWN_ON), said(case, *HISTORY, statuses=TOLD_AGAIN)])
    answered = answers.join(expected, on="case_id").filter(
        pl.col("hi") >= pl.col("expected"), ~undated | (pl.col("concept") == "chronology_used")
    )
    left = told.join(answered.select("case_id").unique(), on="case_id", how="anti")
    return told_once(left.with_columns(sure=pl.lit(False)), by=CASE).with_columns(
        counted=pl.lit(False), stated=pl.lit(False), passed_over=pl.lit(True)
    )


def _said_outright(case: Tables) -> pl.LazyFrame:
    siblings = shared(said(case, "siblings_past_unused", statuses=SAID_BEFORE, part=SIBLINGS))
    general = said(case, "family_history_unused", statuses=SAID_BEFORE, part=GENERAL)
    return pl.concat([siblings, without(general, siblings)])


def _decisions(case: Tables) -> pl.LazyFrame:
    """Assessments and conferences, and referrals in pregnancy; one row a happening and agency."""
    pregnancies = affirmed(case, "pregnancy").select("case_id", "happening").unique()
    referrals = affirmed(case, "safeguarding_referral", part="decision").join(
        pregnancies, on=["case_id", "happening"], how="semi"
    )
    made = pl.concat([said(case, *DECISIONS, statuses=SAID_BEFORE, part="decision"), referrals])
    return made.group_by(*ITS_OWN, "happening", "lo", "hi").agg(
        pl.col("agency_kind").first(),
        gathered("evidence").unique(),
        pl.col("sure").any(),
    )


def _without_mention(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Decisions after another agency knew, around which the own record is silent."""
    history = shared(said(case, *HISTORY, statuses=SAID_BEFORE, part="history"))
    known = _known_elsewhere(shared(_decisions(case)), history)
    mentions = pl.concat(
        [
            said(case, *HISTORY, statuses=(*SAID_BEFORE, "negated")),
            affirmed(case, "chronology_used"),
        ]
    )
    return not_around(
        known,
        mentions,
        before_days=p.mentioned_before_days,
        after_days=p.mentioned_after_days,
        by=ITS_OWN,
    )


def _known_elsewhere(decisions: pl.LazyFrame, history: pl.LazyFrame) -> pl.LazyFrame:
    """Decisions by whose day another agency's record had the history, which is added as evidence."""
    key = [*ITS_OWN, "happening", "lo", "hi"]
    elsewhere = history.select(
        "case_id",
        h_agency="agency",
        h_kind="agency_kind",
        h_who="who",
        h_lo="lo",
        h_hi="hi",
        h_evidence="evidence",
    )
    # care proceedings are the council's own: what a court decided of the mother's or father's
    # children their social workers knew; of another adult's they may not have asked
    parents = pl.col("h_who").is_in(["mother", "father", "sibling"])
    court = (pl.col("h_kind") == "legal") & (pl.col("agency_kind") == "childrens_social_care")
    own = court & parents
    met = (
        decisions.select(*key, "agency_kind")
        .join(elsewhere, on="case_id")
        .filter(~own)
        .filter(pl.col("h_agency") != pl.col("agency"), pl.col("h_lo") <= pl.col("hi"))
        .group_by(key)
        .agg(
            _before=(pl.col("h_hi") <= pl.col("lo")).any(),
            _told=gathered("h_evidence").unique(),
        )
    )
    return (
        decisions.join(met, on=key)
        .with_columns(
            sure=pl.col("sure") & pl.col("_before"),
            evidence=put_together("evidence", "_told"),
        )
        .drop("_before", "_told")
    )


def _told_by_its_return(case: Tables, silent: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Adds ``_known``: whether the return speaks of the time up to the decision, or the day isn't
    known. Not sure where it ends before the time in which it may have been written up."""
    first = pl.col("lo") - pl.duration(days=p.mentioned_before_days)
    last = pl.col("hi") + pl.duration(days=p.mentioned_after_days)
    undated = ~with_a_date()
    returns = shared(covered(case, summed_up=True))
    before = is_covered(silent, returns, first=first, last=pl.col("hi"), name="told", by=ITS_OWN)
    return (
        is_covered(before, returns, first=first, last=last, by=ITS_OWN)
        .with_columns(_known=pl.col("told") | undated, sure=pl.col("sure") & pl.col("covered"))
        .drop("covered", "told")
    )


def _flags(case: Tables, told: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    parts = pl.col("evidence").list.eval(pl.element().struct.field("part"))
    told = told.with_columns(
        pl.col("evidence").list.unique(), siblings=parts.list.contains(SIBLINGS)
    )
    high = pl.col("counted") | pl.col("siblings")
    return findings(
        about_the_child(told, case),
        attention=pl.when(high).then(pl.lit("high")).otherwise(pl.lit("medium")),
        raised_on=pl.col("reached"),
        measure={
            "counted": pl.col("counted"),
            "stated": pl.col("stated"),
            "siblings": pl.col("siblings"),
            "passed_over": pl.col("passed_over").fill_null(False),
            "n": pl.col("n"),
            "before": pl.lit(p.mentioned_before_days),
            "after": pl.lit(p.mentioned_after_days),
        },
    )


def _gaps(case: Tables, unknown: pl.LazyFrame) -> pl.LazyFrame:
    names = case.coverage.select("case_id", "agency", "name").unique()
    asked = told_together(unknown, apart_days=0, by=ITS_OWN).with_columns(
        pl.col("evidence").list.unique()
    )
    return findings(
        about_the_child(asked.join(names, on=["case_id", "agency"], how="left"), case),
        attention="low",
        kind="information_gap",
        measure={"agency": pl.coalesce("name", "agency")},
    )
