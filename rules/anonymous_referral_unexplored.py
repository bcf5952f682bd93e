"""A referral from somebody anonymous or from the public that nobody looked into.

What it looks for
-----------------
A referral that came anonymously, from a neighbour or from somebody else of the public, or a worry that a
relative told to a service, after which no record shows within ten working days that anybody looked into it: a visit, a child seen, a check
of the history or of other agencies, an assessment or an enquiry. It is raised

- with high attention where the referral was closed, or ended below threshold, without any of it
  (of a relative's, only this);
- with high attention where two or more came within twelve months and were not looked into, however
  each of them ended;
- with medium attention where no response is recorded at all, in a return that speaks of those days;
- with medium attention where the record itself says that the concern of a relative, a neighbour or
  a caller was judged malicious, put down to a dispute, or not followed up; with high
  attention where the same entry closed it.

A visit or a check of another agency counts as a look, except where the entry that took the referral
also closed it: what comes later is then the other agency's own work. Of more than one, the flag is
raised on the day of the second.

Left out: a caller who gave a name and agreed to be known, and referrals that were looked into,
whatever came of it. Where the return ends too soon, or the referral has no date, what became of it
is a question.

Why it matters
--------------
Neighbours and relatives see evenings and weekends. In “Leo” anonymous referrals came before the
birth, and the review asks for more rigour in how such referrals are answered.

Known limits
------------
- Some anonymous referrals are malicious, and some families, among them separated parents, families
  who are new to a street and families from minority communities, are reported more than others. The
  question is whether it was looked into, not whether it was true.
- A check of the system that found nothing is often not written down.
- A rule can't see how rigorous a look was: any visit, check or enquiry within the time counts.
- Whether the decision was made within one working day, as guidance asks, is another rule's matter.
- Two calls from the same caller and two callers are counted alike, since callers are not known.

Questions for the panel
-----------------------
- Would a professional's identical report have had the same response?
- What was already known of the family when the referral came, and did anybody look?

Sources
-------
- Sussex Child Protection and Safeguarding Procedures, Action on receipt of referrals: contacts from
  the public are referrals, and are not to be screened out as contacts
- Cumbria Safeguarding Children Partnership, Local Child Safeguarding Practice Review “Leo” (2024),
  recommendation 3

Examples
--------
A call that a summary tells of, and that it was logged
    | date        | agency         | record                                                             | evidence                |
    | Spring 2019 | housing        | Landlord reported two small children left alone. Log closed.       | public referral, closed |
    | Summer 2019 | health visitor | Baby weighed in clinic.                                            |                         |
    | Autumn 2019 | school         | Sibling late most days.                                            |                         |

    expect: flag, high, possible

A call that a summary tells of, and a visit; noise, and parking
    | date        | agency                 | record                                                             | evidence |
    | Spring 2019 | children's social care | Landlord reported two small children left alone. Home visit made that day, children seen alone. | |
    | Summer 2019 | housing                | Residents rang about music. Logged.                                |          |
    | Autumn 2019 | school                 | Sibling late most days.                                            |          |

    expect: nothing found

A grandfather's worry put down to a dispute, and closed
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                                  | evidence                   |
    | 2021-09-06 | children's social care | Grandad rang, worried about who minds her. NFA, logged as dispute.      | concern dismissed, closed  |

    says: An anonymous or public referral was closed and no visit, check or enquiry is recorded.
    says: The record says that the concern of a relative, neighbour or caller was put down to a motive, went no further, or was not followed up as another's would be.
    raised: 2021-09-06
    expect: flag, high, definite

A woman whose name a probationer kept to himself
    child born 2021-03-01
    under review 2021-01-01 to 2022-06-30

    | date       | agency    | record                                                                               | evidence |
    | 2021-09-06 | probation | Says he is seeing somebody from work. Would not give her name. Next appointment 4/10.|          |

    expect: nothing found

Closed without a look
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                             | evidence                  |
    | 2021-02-08 | children's social care | Anon caller reports drug use at address. Logged, NFA.              | public referral, closed   |
    | 2021-03-15 | midwife                | 28/40, well.                                                       |                           |

    raised: 2021-02-08
    expect: flag, high, definite

The children were seen the same day
    child born 2019-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                                       | evidence |
    | 2021-02-08 | police                 | Neighbour rang, children out late. Officers attended, children seen safe and well. |    |

    expect: nothing found

A visit to which nobody came to the door is no look
    child born 2019-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                             | evidence        |
    | 2021-02-08 | children's social care | Anonymous letter alleging neglect.                                 | public referral |
    | 2021-02-10 | children's social care | Unannounced visit, no access.                                      |                 |

    says: No response to an anonymous or public referral is recorded within 10 working days.
    raised: 2021-02-08
    expect: flag, medium, definite

Looked into on the tenth working day
    child born 2019-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                             | evidence |
    | 2021-02-08 | children's social care | Anonymous letter alleging neglect.                                 |          |
    | 2021-02-22 | children's social care | Unannounced visit, children seen. Case closed.                     |          |

    expect: nothing found

Looked into on the eleventh working day
    child born 2019-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                             | evidence        |
    | 2021-02-08 | children's social care | Anonymous letter alleging neglect.                                 | public referral |
    | 2021-02-23 | children's social care | Unannounced visit, children seen.                                  |                 |

    expect: flag, medium, definite

Closed on the tenth working day
    child born 2019-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                             | evidence        |
    | 2021-02-08 | children's social care | Anonymous letter alleging neglect.                                 | public referral |
    | 2021-02-22 | children's social care | Referral closed, no further action.                                | closed          |

    expect: flag, high, definite

Closed on the eleventh working day
    child born 2019-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                             | evidence        |
    | 2021-02-08 | children's social care | Anonymous letter alleging neglect.                                 | public referral |
    | 2021-02-23 | children's social care | Referral closed, no further action.                                |                 |

    expect: flag, medium, definite

Closed as it came in, and a clinic the week after
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                             | evidence                |
    | 2021-08-09 | children's social care | Anon caller, baby left in the car. NFA.                            | public referral, closed |
    | 2021-08-13 | health visitor         | Clinic. Baby seen awake and alert, weighed.                        |                         |

    expect: flag, high, definite

Closed after a word with the health visitor the same day
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                             | evidence |
    | 2021-08-09 | children's social care | Anon caller, baby left in the car. NFA.                            |          |
    | 2021-08-09 | health visitor         | Asked by the hub to look in. Home visit, baby seen awake.          |          |

    expect: nothing found

Two within a year, neither of them answered
    child born 2019-06-03
    under review 2020-01-01 to 2022-12-31

    | date       | agency                 | record                                                             | evidence        |
    | 2021-02-08 | children's social care | NSPCC referral, shouting heard from flat.                          | public referral |
    | 2022-02-08 | children's social care | Anonymous call, baby left with strangers.                          | public referral |

    says: Referrals from anonymous callers or the public came twice within 365 days, and no record shows that they were looked into.
    raised: 2022-02-08
    expect: flag, high, definite

Two in a day more than a year
    child born 2019-06-03
    under review 2020-01-01 to 2022-12-31

    | date       | agency                 | record                                                             | evidence        |
    | 2021-02-08 | children's social care | NSPCC referral, shouting heard from flat.                          | public referral |
    | 2022-02-09 | children's social care | Anonymous call, baby left with strangers.                          | public referral |

    expect: flag, medium, definite

A grandmother's worry is put down to a dispute
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                                | evidence          |
    | 2021-08-09 | children's social care | Paternal grandmother rang, upset. Logged as dispute between parents.  | concern dismissed |

    expect: flag, medium, definite

A grandmother's worry closed as it came in
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                                              | evidence                    |
    | 2021-08-09 | children's social care | Gran rang in tears, says the partner shouts at the baby. NFA, no checks.            | relative’s referral, closed |

    expect: flag, high, definite

An aunt's worry put down to a dispute and closed by the front door
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                                                   | evidence                  |
    | 2021-08-09 | children's social care | Aunt says the boys are shouted at. Logged as dispute between parents. Referral closed, NFA. | concern dismissed, closed |

    expect: flag, high, definite

A grandmother's worry that was looked into, and one whose answer is not recorded
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                                          | evidence |
    | 2021-08-09 | children's social care | Gran rang in tears, says the partner shouts at the baby.                        |          |
    | 2021-08-10 | children's social care | Home visit. Child seen, no marks. Closed.                                       |          |
    | 2021-11-09 | police                 | Aunt called in, upset, alleging drinking at the flat.                           |          |
    | 2021-11-10 | health visitor         | Grandmother rang HV for advice about feeding. No further action.                |          |

    expect: nothing found

A client who keeps a name to himself
    child born 2021-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency    | record                                                             | evidence |
    | 2021-08-09 | probation | Has met somebody with a baby. Would not give her name.             |          |

    expect: nothing found

A review says it outright, without a date
    | date | agency | record                                                                        | evidence                           |
    |      | review | The anonymous referral was treated as malicious and no enquiries were made.  | concern dismissed                  |

    expect: flag, medium, definite

A review on how such referrals were answered
    | date | agency | record                                                                        | evidence        |
    |      | review | The response to the anonymous contacts lacked rigour.                        | not looked into |

    expect: flag, medium, definite

Closed without a look, in a review without dates
    | date | agency | record                                                                                            | evidence                |
    |      | review | An anonymous contact to the hub about drug taking was closed with no further action.              | public referral, closed |

    expect: flag, high, definite

The month of the visit leaves it open
    child born 2019-06-03
    under review 2020-09-01 to 2021-12-31

    | date          | agency                 | record                                                          | evidence        |
    | 2021-02-08    | children's social care | Anonymous letter alleging neglect.                              | public referral |
    | February 2021 | children's social care | Unannounced visit, children seen.                               |                 |

    expect: flag, medium, possible

The return ends before it can be known
    child born 2019-06-03
    under review 2020-09-01 to 2021-12-31
    children's social care covers 2020-09-01 to 2021-02-21

    | date       | agency                 | record                                                             | evidence        |
    | 2021-02-08 | children's social care | Anonymous letter alleging neglect.                                 | public referral |

    says: What became of an anonymous or public referral is not known
    says: An anonymous or public referral is recorded, and the records that were read do not tell what became of it.
    says: Ask children's social care: who looked into it, was the child seen, and how was it closed?
    expect: information gap

The return ends on the day on which it can be known
    child born 2019-06-03
    under review 2020-09-01 to 2021-12-31
    children's social care covers 2020-09-01 to 2021-02-22

    | date       | agency                 | record                                                             | evidence        |
    | 2021-02-08 | children's social care | Anonymous letter alleging neglect.                                 | public referral |

    expect: flag, medium, definite

Two referrals without a date, and nothing said of what became of them
    | date | agency | record                                                                                     | evidence        |
    |      | review | Two anonymous referrals about the family had been received by the hub before his birth.    | public referral |

    says: Ask review: who looked into it, was the child seen, and how was it closed?
    expect: information gap

The caller gave her name
    child born 2019-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                             | evidence |
    | 2021-02-08 | children's social care | Caller left her name and number and is content to be contacted. Referral NFA. |  |

    expect: nothing found

A school's referral, a meeting of Alcoholics Anonymous, a survey
    child born 2019-06-03
    under review 2020-09-01 to 2021-12-31

    | date       | agency                 | record                                                             | evidence |
    | 2021-02-08 | children's social care | Referral from school re hygiene. NFA.                              |          |
    | 2021-02-09 | GP                     | Goes to Alcoholics Anonymous on Thursdays.                         |          |
    | 2021-02-10 | health visitor         | Anonymous survey of parents handed out at clinic.                  |          |

    expect: nothing found

No return with a date
    | date | agency | record                                     | evidence |
    |      | GP     | Seen with cough. Chest clear.              |          |

    expect: not assessable
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
    followed_by,
    ground,
    is_covered,
    last_day,
    negated,
    not_followed_by,
    not_same_day,
    once,
    put_together,
    shared,
    told_as_one,
    told_together,
    with_a_date,
    without,
    working_days,
)

CASE = ("case_id",)
CASE_AND_AGENCY = ("case_id", "agency")
KEPT = ("case_id", "agency", "agency_kind", "happening", "lo", "hi", "evidence", "sure")

DECIDES = ("childrens_social_care", "police", "early_help")
"""Whose own record of a relative's concern, put aside and closed, is a referral closed."""

OF_CLIENTS = ("probation", "substance_misuse", "adult_mental_health", "pharmacy")
"""Where somebody who won't give a name is a client's friend and no caller."""

LOOKED_INTO = (
    "looked_into",
    "home_visit",
    "child_spoken_to",
    "child_seen_alone",
    "assessment",
    "section_47",
    "strategy_discussion",
    "paediatric_examination",
    "risk_check",
    "chronology_used",
)
"""What shows that somebody looked into it."""

CLOSED = ("referral_no_further_action", "threshold_not_met", "case_closed")
"""How an entry that takes a referral says that it is closed."""


class Parameters(Params):
    """The rule's numbers."""

    looked_into_within_working_days: int = threshold(
        10,
        ge=1,
        le=60,
        description="working days in which a referral is looked into or closed",
        basis="project default",
    )
    pattern_at_least: int = threshold(
        2, ge=2, le=20, description="so many referrals are a pattern", basis="project default"
    )
    pattern_days: int = threshold(
        365, ge=30, le=1095, description="within so many days", basis="project default"
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["kind"] == "information_gap":
        return Wording(
            "An anonymous or public referral is recorded, and the records that were read do not tell "
            "what became of it.",
            f"Ask {m['agency']}: who looked into it, was the child seen, and how was it closed?",
            "What became of an anonymous or public referral is not known",
        )
    told = []
    if "pattern" in m["grounds"]:
        told.append(
            f"Referrals from anonymous callers or the public came {times(m['n'])} within {m['days']} "
            "days, and no record shows that they were looked into."
        )
    if "closed" in m["grounds"]:
        told.append(
            "An anonymous or public referral was closed and no visit, check or enquiry is recorded."
        )
    elif "pattern" not in m["grounds"] and "silent" in m["grounds"]:
        told.append(
            "No response to an anonymous or public referral is recorded within "
            f"{m['limit']} working days."
        )
    if "dismissed" in m["grounds"]:
        told.append(
            "The record says that the concern of a relative, neighbour or caller was put down to "
            "a motive, went no further, or was not followed up as another's would be."
        )
    return Wording(" ".join(told))


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which no return speaks of a known day."""
    return coverage_scope(
        case,
        reason="No return speaks of known days, so it can't be told what became of a referral.",
    )


@rule("anonymous-referral-unexplored", attention="high", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Public referrals that were closed or left without a look, and concerns put aside."""
    put_aside = affirmed(case, "family_concern_dismissed", part="concern dismissed")
    said_so = affirmed(case, "public_referral_unexplored", part="not looked into")
    plain = shared(pl.concat([put_aside, said_so]))
    dismissed = shared(pl.concat([plain, without(_left(case), plain)]))
    relatives = shared(_of_relatives(case, put_aside))
    unexplored = shared(_unexplored(case, relatives, dismissed, p))
    closed = shared(_closed(case, unexplored, p))
    # what relatives tell is often answered by a word with them, and not written down
    left = shared(without(without(unexplored, closed), relatives))
    silent = left.filter("covered")
    known = pl.concat([silent.select(KEPT), closed.select(KEPT)])
    pattern = counted(known, at_least=p.pattern_at_least, within_days=p.pattern_days, by=CASE)
    several = shared(ground(pattern, "pattern", "high", by=CASE, reached="reached", n="n"))
    others = [
        ground(closed, "closed", "high", by=CASE),
        ground(silent, "silent", "medium", by=CASE),
        ground(_put_aside_and_closed(case, plain), "dismissed", "high", by=CASE),
        ground(dismissed, "dismissed", "medium", by=CASE),
    ]
    told = told_as_one([several, _with_the_pattern(pl.concat(others), several)], by=CASE)
    unknown = without(left.filter(~pl.col("covered")), dismissed)
    return pl.concat([_flags(case, told, p), _gaps(case, unknown, p)])


def _left(case: Tables) -> pl.LazyFrame:
    """Calls of which one entry of a summary tells, and that they went no further: *possible*."""
    summed_up = case.coverage.filter("returned", pl.col("from_date").is_null()).select("case_id")
    ended = affirmed(case, "call_left", *CLOSED, part="closed")
    beside = ended.select("case_id", "happening", _ended="evidence")
    calls = affirmed(case, "public_caller", part="public referral")
    return (
        without(calls, affirmed(case, *LOOKED_INTO))
        .join(summed_up.unique(), on="case_id", how="semi")
        .join(beside, on=["case_id", "happening"])
        .with_columns(evidence=put_together("evidence", "_ended"), sure=pl.lit(False))
        .drop("_ended")
    )


def _with_the_pattern(others: pl.LazyFrame, several: pl.LazyFrame) -> pl.LazyFrame:
    """What stands beside a pattern has no day of its own: the flag is raised with the pattern."""
    known = several.filter("sure").select(CASE).unique().with_columns(several=pl.lit(True))
    alone = pl.when(pl.col("several").is_null()).then("reached")
    return others.join(known, on=list(CASE), how="left").with_columns(reached=alone).drop("several")


def _of_relatives(case: Tables, put_aside: pl.LazyFrame) -> pl.LazyFrame:
    """What a relative told a service, and no other caller: it counts only where it was closed."""
    told = affirmed(case, "relative_referral", part="relative’s referral")
    own_record = put_aside.filter(pl.col("agency_kind").is_in(DECIDES))
    public = affirmed(case, "anonymous_referral", part="public referral")
    return without(pl.concat([told, own_record]), public)


def _unexplored(
    case: Tables, relatives: pl.LazyFrame, dismissed: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    """Public referrals that nobody is recorded as having looked into, and whether it can be told."""
    limit = working_days(p.looked_into_within_working_days)
    named = negated(case, "anonymous_referral")
    public = without(affirmed(case, "anonymous_referral", part="public referral"), named)
    told = public.filter(~pl.col("agency_kind").is_in(OF_CLIENTS))
    referrals = pl.concat([told, relatives])
    tried = pl.concat([affirmed(case, *LOOKED_INTO), negated(case, "child_not_seen")])
    looks = without(tried, affirmed(case, "no_access"))
    answers = shared(without(looks, dismissed))
    made = shared(once(referrals, CASE_AND_AGENCY))
    at_once = affirmed(case, *CLOSED).select("case_id", "happening").unique()
    closed = made.join(at_once, on=["case_id", "happening"], how="semi")
    waiting = made.join(at_once, on=["case_id", "happening"], how="anti")
    # once it is closed, what others do with the family is their own work and no answer to it
    that_day = not_same_day(without(closed, answers), answers, by=CASE)
    open_ones = pl.concat(
        [
            not_followed_by(waiting, answers, within_days=limit, by=CASE),
            not_followed_by(that_day, answers, within_days=limit, by=CASE_AND_AGENCY),
        ]
    )
    last = last_day(limit, pl.col("hi"))
    return is_covered(
        open_ones, covered(case, summed_up=True), first=pl.col("lo"), last=last, by=CASE_AND_AGENCY
    )


def _put_aside_and_closed(case: Tables, dismissed: pl.LazyFrame) -> pl.LazyFrame:
    """A relative's or caller's concern that was put aside and closed in one entry."""
    ended = affirmed(case, *CLOSED, part="closed")
    beside = ended.select("case_id", "happening", _closing="evidence")
    return dismissed.join(beside, on=["case_id", "happening"]).with_columns(
        evidence=put_together("evidence", "_closing")
    )


def _closed(case: Tables, unexplored: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Those that were closed in the same entry, or soon after."""
    limit = working_days(p.looked_into_within_working_days)
    at_once = affirmed(case, *CLOSED, part="closed")
    later = affirmed(case, "referral_no_further_action", "threshold_not_met", part="closed")
    same = at_once.select("case_id", "happening", _closing="evidence")
    in_one = unexplored.join(same, on=["case_id", "happening"]).with_columns(
        evidence=put_together("evidence", "_closing")
    )
    dated = unexplored.filter(with_a_date())
    others = later.filter(with_a_date())
    after = followed_by(dated, without(others, in_one), within_days=limit, by=CASE)
    return once(pl.concat([in_one.select(KEPT), after.select(KEPT)]), CASE_AND_AGENCY)


def _flags(case: Tables, told: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    return findings(
        about_the_child(told, case),
        attention=pl.col("attention"),
        raised_on=pl.col("reached"),
        measure={
            "grounds": pl.col("grounds"),
            "n": pl.col("n"),
            "days": pl.lit(p.pattern_days),
            "limit": pl.lit(p.looked_into_within_working_days),
        },
    )


def _gaps(case: Tables, unknown: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    names = case.coverage.select("case_id", "agency", "name").unique()
    questions = told_together(unknown, apart_days=p.pattern_days, by=CASE_AND_AGENCY)
    return findings(
        about_the_child(questions.join(names, on=list(CASE_AND_AGENCY), how="left"), case),
        attention="low",
        kind="information_gap",
        measure={"agency": pl.coalesce("name", "agency")},
    )
