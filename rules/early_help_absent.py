"""Needs that several agencies saw, and no early help: not assessed, not offered, or declined.

What it looks for
-----------------
Different needs of one family in the records of two or more agencies within ninety days, such as
feeding, crying, a carer at the end of their strength, low mood, drink, drugs, domestic abuse, or
the state of the home, and by 28 days after that no early help: no assessment, no offer, no lead
practitioner, no team around the family. A family that had early help before, or a social work
assessment, a child in need or a child protection plan, counts as helped.

Also: early help that the family declined, or that was closed because they did not engage, where
nobody is recorded within ninety days as having offered it again, looked at the risk anew, talked it
through in supervision, or made a referral.

Where the record itself says that early help was not assessed, offered, provided or led, nothing
needs counting. All of this is told as one flag.

Where one table sums up several agencies, two entries of help that was asked for, offered or planned and came to
advice, a wait, a closure or nothing raise a *possible* flag with low attention.

Why it matters
--------------
In “Leo” the family had no early help and no plan, although several services knew of needs. Each
need alone looked like something for one service; nobody held the role of putting them together.

Known limits
------------
- Support goes by many names, and much of it is given without being called early help.
- Early help is voluntary. Declining it is the family's right and often has good reasons: earlier
  experience of services, worry about being judged, work, language. The question is what was asked
  and what was offered instead, not why the family said no.
- Needs are not risks. Disability, poverty and care experience are not counted as needs here, so
  families whose needs are only these are not seen by this rule.
- Families who meet many services have more needs written down, and are seen here more.
- Early help at any time before counts as help, even if it ended long ago.
- No published figure for the time was found: 28 days and ninety days are project defaults.

Questions for the panel
-----------------------
- Who held the role of bringing the needs together, and did the agencies know?
- What was the family offered, in which words, and what would they have found useful?

Sources
-------
- Working Together to Safeguard Children (2023), early help assessment and the lead practitioner, seen
  via partnerships' procedures
- Cumbria Safeguarding Children Partnership, Local Child Safeguarding Practice Review “Leo” (2024),
  recommendation 6

Examples
--------
Advised, and nobody begins
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                            | evidence             |
    | 2021-07-01 | health visitor         | Spoke to hub, advised to start an EHA or ask nursery to.          | early help suggested |
    | 2021-09-20 | health visitor         | Clinic. Weight fine.                                              |                      |

    says: Early help talked of and not begun
    says: Early help was advised, asked about or left to somebody to begin, and no early help or assessment is recorded in the 28 days after.
    says: Who was meant to begin the assessment, and did each agency think it was another?
    raised: 2021-07-29
    expect: flag, medium, definite

Advised, and begun on the twenty-eighth day
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                            | evidence             |
    | 2021-07-01 | health visitor         | Spoke to hub, advised to start an EHA or ask nursery to.          |                      |
    | 2021-07-29 | health visitor         | Early help assessment completed with mum.                         |                      |

    expect: nothing found

Declined in a season of which the returns speak only in part
    child born 2021-06-03
    under review 2021-07-15 to 2021-12-31

    | date        | agency         | record                                          | evidence            |
    | summer 2021 | health visitor | Early help discussed, mum declined EHA.         | early help declined |
    | 2021-12-20  | health visitor | Clinic, weight 25th.                            |                     |

    expect: flag, medium, possible

Two needs, two agencies, and nobody brings them together
    child born 2021-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                           | evidence            |
    | 2021-07-05 | health visitor | Baby not feeding well, vomiting after every bottle.              | feeding difficulty  |
    | 2021-08-02 | GP             | Mum low, EPDS 15.                                                | mental health       |
    | 2021-09-20 | health visitor | Weight 25th.                                                     |                     |

    says: Different needs are recorded by more than one agency (feeding difficulty and mental health).
    says: No early help, plan or assessment is recorded by 28 days after.
    raised: 2021-08-02
    expect: flag, medium, definite

An assessment is begun on the twenty-eighth day
    child born 2021-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                           | evidence |
    | 2021-07-05 | health visitor | Baby not feeding well, vomiting after every bottle.              |          |
    | 2021-08-02 | GP             | Mum low, EPDS 15.                                                |          |
    | 2021-08-30 | health visitor | EHA started with mum.                                            |          |

    expect: nothing found

An assessment is begun on the twenty-ninth day
    child born 2021-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                           | evidence            |
    | 2021-07-05 | health visitor | Baby not feeding well, vomiting after every bottle.              | feeding difficulty  |
    | 2021-08-02 | GP             | Mum low, EPDS 15.                                                | mental health       |
    | 2021-08-31 | health visitor | EHA started with mum.                                            |                     |

    raised: 2021-08-02
    expect: flag, medium, definite

Early help was there already
    child born 2021-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                           | evidence |
    | 2021-05-10 | nursery        | TAF meeting for older sister, lead professional is the SENCO.    |          |
    | 2021-07-05 | health visitor | Baby not feeding well, vomiting after every bottle.              |          |
    | 2021-08-02 | GP             | Mum low, EPDS 15.                                                |          |

    expect: nothing found

A child in need plan
    child born 2021-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                           | evidence |
    | 2021-07-01 | social worker  | CIN plan agreed.                                                 |          |
    | 2021-07-05 | health visitor | Baby not feeding well, vomiting after every bottle.              |          |
    | 2021-08-02 | GP             | Mum low, EPDS 15.                                                |          |

    expect: nothing found

Ninety days apart
    child born 2021-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                           | evidence           |
    | 2021-07-05 | health visitor | Baby not feeding well, vomiting after every bottle.              | feeding difficulty |
    | 2021-10-03 | GP             | Mum low, EPDS 15.                                                | mental health      |

    expect: flag, medium, definite

Ninety-one days apart
    child born 2021-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                           | evidence |
    | 2021-07-05 | health visitor | Baby not feeding well, vomiting after every bottle.              |          |
    | 2021-10-04 | GP             | Mum low, EPDS 15.                                                |          |

    expect: nothing found

One need that two agencies see, and two needs that one agency sees
    child born 2021-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                           | evidence |
    | 2021-03-05 | midwife        | Feels low, EPDS 14.                                              |          |
    | 2021-03-20 | GP             | Mum low, started sertraline.                                     |          |
    | 2021-08-02 | health visitor | Vomiting after every bottle.                                     |          |
    | 2021-08-16 | health visitor | Home dirty, floors sticky.                                       |          |

    expect: nothing found

Declined, and nobody comes back to it
    child born 2021-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                           | evidence            |
    | 2021-07-05 | health visitor | Early help discussed, mum declined EHA.                          | early help declined |
    | 2021-10-20 | health visitor | Clinic, weight 25th.                                             |                     |

    says: Early help was declined or closed for lack of engagement, and no new offer or look at the risk is recorded within 90 days.
    raised: 2021-07-05
    expect: flag, medium, definite

Declined, and offered again on the ninetieth day
    child born 2021-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                           | evidence |
    | 2021-07-05 | health visitor | Early help discussed, mum declined EHA.                          |          |
    | 2021-10-03 | health visitor | Early help offered again and accepted by mum.                    |          |

    expect: nothing found

Declined, and offered again on the ninety-first day
    child born 2021-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                           | evidence            |
    | 2021-07-05 | health visitor | Early help discussed, mum declined EHA.                          | early help declined |
    | 2021-10-04 | health visitor | Early help offered again and accepted by mum.                    |                     |

    expect: flag, medium, definite

A review says it outright, without a date
    | date | agency | record                                                                              | evidence          |
    |      | review | No early help assessment was completed, and it was unclear who the lead professional was. | no early help |

    says: The record says that early help was not assessed, offered or led.
    expect: flag, medium, definite

Closed for lack of engagement, without a date
    | date | agency | record                                                                              | evidence            |
    |      | review | Early help closed the case because the parents did not engage.                      | early help declined |

    expect: flag, medium, possible

One of the needs has only a month
    child born 2021-06-03
    under review 2021-01-01 to 2021-12-31

    | date         | agency         | record                                                           | evidence           |
    | 2021-05-05   | midwife        | Floors sticky, home dirty.                                       | home conditions    |
    | August 2021  | GP             | Mum low, EPDS 15.                                                | mental health      |

    says: Different needs are recorded by more than one agency (home conditions and mental health).
    expect: flag, medium, possible

The returns end before the time is over
    child born 2021-06-03
    under review 2021-01-01 to 2021-12-31
    health visitor covers 2021-01-01 to 2021-08-29
    GP covers 2021-01-01 to 2021-08-29

    | date       | agency         | record                                                           | evidence            |
    | 2021-07-05 | health visitor | Baby not feeding well, vomiting after every bottle.              | feeding difficulty  |
    | 2021-08-02 | GP             | Mum low, EPDS 15.                                                | mental health       |

    says: Early help: not known whether it followed
    says: Different needs are recorded by more than one agency (feeding difficulty and mental health), and no return that was read would show whether early help followed.
    says: Ask the health visitor, the school or early help: was early help assessed or offered?
    expect: information gap

The return ends on the last day of the time
    child born 2021-06-03
    under review 2021-01-01 to 2021-12-31
    health visitor covers 2021-01-01 to 2021-08-30

    | date       | agency         | record                                                           | evidence            |
    | 2021-07-05 | health visitor | Baby not feeding well, vomiting after every bottle.              | feeding difficulty  |
    | 2021-08-02 | GP             | Mum low, EPDS 15.                                                | mental health       |

    expect: flag, medium, definite

No need for it
    child born 2021-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                           | evidence |
    | 2021-07-05 | health visitor | No early help needs identified. Feeding well, settled.           |          |
    | 2021-08-02 | GP             | Early help accepted by mum last year, going well.                |          |

    expect: nothing found

No return with a date
    | date | agency | record                                     | evidence |
    |      | GP     | Seen with cough. Chest clear.              |          |

    expect: not assessable

The many ways in which it is said
    | date | agency | record                                                                                       | evidence      |
    |      | review | No support was put in place.                                                                 | no early help |
    |      | review | The school did not start an early help assessment.                                           | no early help |
    |      | review | The family fell between universal services and social care.                                  | no early help |
    |      | review | Mother asked for help and was given none.                                                    | no early help |

    expect: flag, medium, definite

Declined, and nobody knows when
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                  | evidence            |
    |            | health visitor | Early help offered and declined by mum. | early help declined |
    | 2022-03-01 | health visitor | Clinic. Weight fine.                    |                     |

    expect: flag, medium, possible

A summary with a wait and a leaflet
    | date        | agency         | record                                               | evidence             |
    | 2011        | gp             | Counselling: next slot in spring.                    | help came to nothing |
    | 2013        | school         | Mum asked for help with evenings, leaflets sent.     | help came to nothing |
    | Autumn 2014 | housing        | New kitchen.                                         |                      |

    says: The summary tells more than once of help
    expect: flag, low, possible

A summary with a wait
    | date        | agency         | record                                               | evidence |
    | 2011        | gp             | Counselling: next slot in spring.                    |          |
    | 2013        | school         | Mum at the fair.                                     |          |
    | Autumn 2014 | housing        | New kitchen.                                         |          |

    expect: nothing found
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, listed, rule, threshold
from chronology.tables import Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    counted,
    coverage_scope,
    covered,
    ground,
    is_covered,
    negated,
    not_done_by,
    not_followed_by,
    one_account,
    said,
    shared,
    summed_up,
    told_as_one,
    told_once,
    told_together,
    with_a_date,
    without,
)

CASE = ("case_id",)

NEEDS = (
    "feeding_difficulty",
    "faltering_growth",
    "crying_unsettled",
    "carer_strain",
    "mental_health",
    "alcohol",
    "substance_misuse",
    "domestic_abuse",
    "home_conditions",
    "hungry_child",
)

HELP = ("early_help", "child_in_need_plan", "child_protection_plan", "assessment", "section_47")
"""What shows that needs were brought together, early or by law."""

LOOKED_AT_AGAIN = (*HELP[1:], "safeguarding_referral", "supervision", "escalation")

HOLDS_EARLY_HELP = (
    "early_help",
    "childrens_social_care",
    "health_visiting",
    "midwifery",
    "education",
)
"""Agencies whose records would hold an early help assessment."""

ABSENT = "no early help"


class Parameters(Params):
    """The rule's numbers."""

    needs_at_least: int = threshold(
        2, ge=2, le=10, description="so many different needs", basis="project default"
    )
    agencies_at_least: int = threshold(
        2, ge=1, le=10, description="in the records of so many agencies", basis="project default"
    )
    needs_within_days: int = threshold(
        90, ge=1, le=365, description="within so many days", basis="project default"
    )
    helped_within_days: int = threshold(
        28, ge=1, le=365, description="days for early help to begin", basis="project default"
    )
    told_at_least: int = threshold(
        2,
        ge=2,
        le=10,
        description="entries of a summary of help that came to nothing",
        basis="project default",
    )
    looked_at_again_within_days: int = threshold(
        90,
        ge=1,
        le=365,
        description="days in which early help that was declined is looked at again",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    needs = listed([part for part in m["parts"] or [] if "early help" not in part] or ["needs"])
    if m["kind"] == "information_gap":
        return Wording(
            f"Different needs are recorded by more than one agency ({needs}), and no return that was "
            "read would show whether early help followed.",
            "Ask the health visitor, the school or early help: was early help assessed or offered?",
            "Early help: not known whether it followed",
        )
    told = []
    if "needs" in m["grounds"]:
        told.append(
            f"Different needs are recorded by more than one agency ({needs}). No early help, plan or "
            f"assessment is recorded by {m['limit']} days after."
        )
    if "suggested" in m["grounds"]:
        return Wording(
            "Early help was advised, asked about or left to somebody to begin, and no early help or "
            f"assessment is recorded in the {m['limit']} days after.",
            "Who was meant to begin the assessment, and did each agency think it was another?",
            "Early help talked of and not begun",
        )
    if "declined" in m["grounds"]:
        told.append(
            "Early help was declined or closed for lack of engagement, and no new offer or look at "
            f"the risk is recorded within {m['again']} days."
        )
    if "told" in m["grounds"]:
        told.append(
            "The summary tells more than once of help that was asked for, offered or planned and came to "
            "advice, a wait, a closure or nothing."
        )
    if "stated" in m["grounds"]:
        told.append("The record says that early help was not assessed, offered or led.")
    return Wording(" ".join(told))


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which no return speaks of a known day."""
    return coverage_scope(
        case, reason="No return speaks of known days, so silence about early help means nothing."
    )


@rule("early-help-absent", attention="medium", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Needs that nobody brought together, help that was declined, and what records say."""
    refused = shared(affirmed(case, "early_help_declined", part="early help declined"))
    absent = shared(
        pl.concat(
            [
                affirmed(case, "early_help_absent", part=ABSENT),
                without(negated(case, "early_help", part=ABSENT), refused),
            ]
        )
    )
    suggested = shared(affirmed(case, "early_help_suggested", part="early help suggested"))
    helped = shared(without(without(affirmed(case, *HELP), refused), absent))
    needs = shared(_unmet(case, helped, p))
    declined = shared(_not_looked_at_again(case, refused, helped, p))
    told = told_as_one(
        [
            ground(needs.filter("covered"), "needs", "medium", by=CASE, reached="reached"),
            ground(declined.filter("_known"), "declined", "medium", by=CASE),
            ground(absent, "stated", "medium", by=CASE),
            ground(_in_summaries(case, helped, p), "told", "low", by=CASE),
        ],
        by=CASE,
    )
    talked_of = told_as_one([_not_begun(case, suggested, refused, helped, p)], by=CASE)
    flags = pl.concat([_flags(case, told, p), _flags(case, talked_of, p)])
    return pl.concat([flags, _gaps(case, needs.filter(~pl.col("covered")), p)])


def _in_summaries(case: Tables, helped: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Summaries that tell often enough of help that came to nothing."""
    nothing = one_account(affirmed(case, "help_came_to_nothing", part="help came to nothing"))
    told = told_once(nothing).filter(pl.col("n") >= p.told_at_least)
    return told.join(summed_up(case), on="case_id", how="semi").with_columns(sure=pl.lit(False))


def _unmet(case: Tables, helped: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Episodes of several needs by whose end, and so many days after, there was no help."""
    needs = affirmed(case, *NEEDS).filter(with_a_date())
    episodes = counted(
        needs,
        at_least=p.needs_at_least,
        within_days=p.needs_within_days,
        by=CASE,
        agencies=p.agencies_at_least,
        concepts=p.needs_at_least,
    )
    completed = episodes.with_columns(
        _lo="lo", _hi="hi", lo="soonest", hi="reached", happening=pl.lit(None, dtype=pl.String)
    )
    unhelped = not_done_by(completed, helped, within_days=p.helped_within_days, by=CASE)
    by_then = pl.col("hi") + pl.duration(days=p.helped_within_days)
    returns = covered(case, HOLDS_EARLY_HELP, summed_up=True)
    return is_covered(unhelped, returns, first=pl.col("lo"), last=by_then).with_columns(
        lo="_lo", hi="_hi"
    )


def _not_begun(
    case: Tables,
    suggested: pl.LazyFrame,
    refused: pl.LazyFrame,
    helped: pl.LazyFrame,
    p: Parameters,
) -> pl.LazyFrame:
    """Early help that was talked of, where a return that would hold it tells of nothing begun.

    Where it was declined, what became of that is told instead.
    """
    begun = without(helped, suggested)
    left = not_followed_by(suggested, begun, within_days=p.helped_within_days, by=CASE)
    by_then = pl.col("hi") + pl.duration(days=p.helped_within_days)
    returns = covered(case, HOLDS_EARLY_HELP)
    left = left.join(refused.select("case_id").unique(), on="case_id", how="anti")
    known = is_covered(left, returns, first=pl.col("lo"), last=by_then)
    told = known.filter(pl.col("covered") | (pl.col("lo") < pl.col("hi"))).with_columns(
        reached=by_then, sure=pl.col("sure") & pl.col("covered")
    )
    return ground(told, "suggested", "medium", by=CASE, reached="reached")


def _not_looked_at_again(
    case: Tables, refused: pl.LazyFrame, helped: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    """Early help that was declined and not looked at again, and whether that can be told."""
    offered = said(case, "early_help", statuses=("hypothetical",))
    again = pl.concat([helped, without(offered, refused), affirmed(case, *LOOKED_AT_AGAIN)])
    left = not_followed_by(refused, again, within_days=p.looked_at_again_within_days, by=CASE)
    last = pl.col("hi") + pl.duration(days=p.looked_at_again_within_days)
    uncertain = pl.col("lo") < pl.col("hi")
    own = ("case_id", "agency")
    return is_covered(
        left, covered(case, summed_up=True), first=pl.col("lo"), last=last, by=own
    ).with_columns(_known=pl.col("covered") | uncertain, sure=pl.col("sure") & pl.col("covered"))


def _parts() -> pl.Expr:
    return pl.col("evidence").list.eval(pl.element().struct.field("part")).list.unique().list.sort()


def _flags(case: Tables, told: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    return findings(
        about_the_child(told, case),
        attention=pl.col("attention"),
        raised_on=pl.col("reached"),
        measure={
            "grounds": pl.col("grounds"),
            "parts": _parts(),
            "limit": pl.lit(p.helped_within_days),
            "again": pl.lit(p.looked_at_again_within_days),
        },
    )


def _gaps(case: Tables, unknown: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    episodes = told_together(unknown, apart_days=p.needs_within_days)
    return findings(
        about_the_child(episodes, case),
        attention="low",
        kind="information_gap",
        measure={"parts": _parts()},
    )
