"""A plan that drifted: actions that stay open, meetings without a record, help ended and begun again.

What it looks for
-----------------
- an action that is still open at two reviews or more: the record of two meetings, or two entries on
  different days within a year, say of an action that it is not done or is carried forward
- a referral to social care within three months after a plan was ended or stepped down; raised low where it was
  a case that social care or early help had closed
- a meeting of which the record says that no plan, minutes or report came, or reached those who needed it
- what records say outright: drift, or little change under a plan
- where one table sums up several agencies: actions that were the same again or carried over, or three entries
  or more of work not begun, meetings put off, new workers or a plan that went on; as *possible*

A case has one flag of it, with everything that shows it.

Why it matters
--------------
A plan is a promise of change to the child. Reviews find plans that were reviewed on time and changed
nothing: the same actions every month, papers that never came, a case closed and opened and closed. Each
meeting looks orderly; only the line through them shows that nothing moved.

Known limits
------------
- The numbers are this project's; no published ones were found.
- Actions stay open for good reasons: a waiting list, a court date, a worker who left, a baby's illness. An
  action that only one agency's minutes carry forward may have been done by another.
- Coming back for help soon after a plan ended may be trust in the service, not a failed plan.
- Whether two entries mean the same action can't be told; that an action is open is all that is read.
- What came of a meeting is often kept on another system than the chronology was written from.
- Families with many agencies have many actions, and more that can stay open.

Questions for the panel
-----------------------
- What changed for the child between one review and the next, and who asked?
- What kept the actions open: capacity, unclear ownership, waiting lists, or a plan that did not fit?
- Did everybody at the meeting, the family included, receive the plan?

Sources
-------
- Cumbria Safeguarding Children Partnership, Local Child Safeguarding Practice Review “Ivy”: frequency of
  meetings, reports, recording of meetings, production of a plan
- HM Government, Working Together to Safeguard Children (2023), child protection plans, seen via derived
  pages: no number for drift is given

Examples
--------
The same action open at two core groups
    child born 2021-03-01
    under review 2021-01-01 to 2022-12-30

    | date       | agency                 | record                                                              | evidence          |
    | 2021-06-01 | children's social care | Core group. Parenting work not started, waiting list.               | action still open |
    | 2021-07-01 | health visitor         | Clinic. Weight fine.                                                |                   |
    | 2022-06-01 | children's social care | Core group at school. Hair strand tests still outstanding.          | action still open |

    says: Actions are recorded as still open twice.
    raised: 2022-06-01
    expect: flag, medium, definite

Open twice, a day more than a year apart
    child born 2021-03-01
    under review 2021-01-01 to 2022-12-30

    | date       | agency                 | record                                                              | evidence |
    | 2021-06-01 | children's social care | Core group. Parenting work not started, waiting list.               |          |
    | 2022-06-02 | children's social care | Core group at school. Hair strand tests still outstanding.          |          |

    expect: nothing found

Open once, then done
    child born 2021-03-01
    under review 2021-01-01 to 2022-12-30

    | date       | agency                 | record                                                              | evidence |
    | 2021-06-01 | children's social care | Core group. Parenting work not started, waiting list.               |          |
    | 2021-07-01 | children's social care | Core group. All actions completed.                                  |          |

    expect: nothing found

Two agencies' minutes of one meeting
    child born 2021-03-01
    under review 2021-01-01 to 2022-12-30

    | date       | agency                 | record                                                              | evidence |
    | 2021-06-01 | children's social care | Core group. Parenting work not started, waiting list.               |          |
    | 2021-06-01 | health visitor         | Attended core group. Parenting work still not done.                 |          |

    expect: nothing found

Referred again three months after the plan ended
    child born 2021-03-01
    under review 2021-01-01 to 2022-12-30

    | date       | agency                 | record                                                              | evidence       |
    | 2021-06-01 | children's social care | RCPC. Unanimous, child protection plan ended.                       | plan ended     |
    | 2021-09-01 | children's social care | Referral received from school, children hungry.                     | referred again |

    says: A referral followed soon after a plan or a case had ended or been stepped down.
    raised: 2021-09-01
    expect: flag, medium, definite

Referred again a day later than that
    child born 2021-03-01
    under review 2021-01-01 to 2022-12-30

    | date       | agency                 | record                                                              | evidence |
    | 2021-06-01 | children's social care | RCPC. Unanimous, child protection plan ended.                       |          |
    | 2021-09-02 | children's social care | Referral received from school, children hungry.                     |          |

    expect: nothing found

The referral came before the plan ended
    child born 2021-03-01
    under review 2021-01-01 to 2022-12-30

    | date       | agency                 | record                                                              | evidence |
    | 2021-05-30 | children's social care | Referral received from school, children hungry.                     |          |
    | 2021-06-01 | children's social care | Stepped down from CP to CIN.                                        |          |

    expect: nothing found

The month of the plan's end leaves it open
    child born 2021-03-01
    under review 2021-01-01 to 2022-12-30

    | date       | agency                 | record                                                              | evidence       |
    | May 2021   | children's social care | RCPC. Unanimous, child protection plan ended.                       | plan ended     |
    | 2021-08-15 | children's social care | Referral received from school, children hungry.                     | referred again |

    expect: flag, medium, possible

Minutes that never came
    child born 2021-03-01
    under review 2021-01-01 to 2022-12-30

    | date       | agency         | record                                                                      | evidence            |
    | 2021-06-01 | health visitor | Minutes of the core group were not circulated, chased SW.                   | no record of meeting |

    says: No plan, minutes or report came of a meeting (once).
    raised: 2021-06-01
    expect: flag, medium, definite

Carried over from one list of actions to the next
    child born 2021-03-01
    under review 2021-01-01 to 2022-12-30

    | date       | agency                 | record                                                              | evidence          |
    | 2021-06-01 | children's social care | Core group. Actions: HV to chase audiology (rolled forward).        | action still open |
    | 2021-07-06 | children's social care | Core group. Actions: HV to chase audiology (carried over).          | action still open |

    expect: flag, medium, definite

Drift, said by a review without dates or agencies
    | date | agency | record                                                                       | evidence      |
    |      | review | There was drift in the plan, and little changed for the children.            | said outright |
    |      | review | No written plan was produced after the conference.                           | no record of meeting |
    |      | review | The school knew the family well.                                             |               |

    says: No plan, minutes or report came of a meeting (once) and the records themselves speak of drift or of little change once.
    expect: flag, medium, definite

Said in the same months as the open actions
    child born 2021-03-01
    under review 2021-01-01 to 2022-12-30

    | date       | agency                 | record                                                              | evidence          |
    | 2021-06-01 | children's social care | Core group. Parenting work not started, waiting list.               | action still open |
    | 2021-07-01 | children's social care | Core group at school. Hair strand tests still outstanding.          | action still open |
    | 2021-09-29 | health visitor         | Supervision. Case has been allowed to drift.                        | said outright     |

    says: Actions are recorded as still open twice and the records themselves speak of drift or of little change once.
    expect: flag, medium, definite

An end and a referral without dates
    under review 2021-01-01 to 2022-06-30

    | date | agency                 | record                                            | evidence |
    |      | children's social care | RCPC. Unanimous, child protection plan ended.     |          |
    |      | children's social care | Referral received from school, children hungry.   |          |

    expect: nothing found

Actions open twice, one entry without a date
    child born 2021-03-01

    | date       | agency                 | record                                                              | evidence          |
    | 2021-06-01 | children's social care | Core group. Parenting work not started, waiting list.               | action still open |
    |            | children's social care | Core group at school. Hair strand tests still outstanding.          | action still open |

    expect: flag, medium, possible

Good progress
    child born 2021-03-01
    under review 2021-01-01 to 2022-12-30

    | date       | agency                 | record                                                              | evidence |
    | 2021-06-01 | children's social care | Core group. Good progress on the plan, no drift.                    |          |
    | 2021-07-01 | health visitor         | Baby drifted off in mum's arms.                                     |          |

    expect: nothing found

No agency that keeps plans was read
    child born 2021-03-01
    under review 2021-01-01 to 2022-12-30

    | date       | agency | record                       | evidence |
    | 2021-06-01 | GP     | Cough and cold. Chest clear. |          |

    expect: not assessable

Referred again two months after the case was closed
    child born 2021-03-01
    under review 2021-01-01 to 2022-12-30

    | date       | agency                 | record                                                              | evidence       |
    | 2021-06-01 | children's social care | Assessment completed. Case closed.                                  | case closed    |
    | 2021-08-01 | children's social care | Second referral, from grandparents, worried about shouting.         | referred again |

    expect: flag, low, definite

A contact that was closed as it came in, and a clinic that closed
    child born 2021-03-01
    under review 2021-01-01 to 2022-12-30

    | date       | agency                 | record                                                              | evidence |
    | 2021-06-01 | children's social care | Referral from police about an argument. Case closed.                |          |
    | 2021-07-01 | hospital               | Case closed by physio.                                              |          |
    | 2021-08-01 | children's social care | Referral received from school, children hungry.                     |          |

    expect: nothing found

The many ways in which drift is said
    | date | agency | record                                                                                       | evidence      |
    |      | review | Few of the agreed tasks were carried out.                                                    | said outright |
    |      | review | The child protection plan was never put into effect.                                         | said outright |
    |      | review | The case was held by duty. She was the fifth social worker.                                  | said outright |
    |      | review | The legal planning meeting was postponed.                                                    | said outright |
    |      | review | There was no management oversight.                                                           | said outright |

    says: The records themselves speak of drift or of little change 5 times.
    expect: flag, medium, definite

A feeding plan that goes on, actions done, a first worker
    child born 2021-03-01
    under review 2021-01-01 to 2022-12-30

    | date       | agency                 | record                                                              | evidence |
    | 2021-06-01 | health visitor         | Feeding plan continued unchanged. All agreed actions done.          |          |
    | 2021-06-02 | children's social care | New social worker met the family with the last one, full handover.  |          |
    | 2021-06-03 | children's social care | Written plan agreed and given to the parents.                       |          |

    expect: nothing found

What was asked for never came, and a worker who was not followed
    | date | agency | record                                                          | evidence      |
    |      | review | A hair test was to be asked for; none was ever requested.       | said outright |
    |      | review | The worker left; a replacement was still to be found.           | said outright |
    |      | review | The core group was cancelled and then cancelled again.          | said outright |
    |      | review | The social worker left the minutes with the family.             |               |

    expect: flag, medium, definite

A referral on the day that the plan ended
    child born 2021-03-01
    under review 2021-01-01 to 2022-12-30

    | date       | agency                 | record                                          | evidence |
    | 2021-06-01 | children's social care | RCPC. Unanimous, child protection plan ended.   |          |
    | 2021-06-01 | children's social care | Referral received from school, children hungry. |          |

    expect: nothing found

Said in other ways: the same each time, nothing gained in years, never carried out, too late
    | date     | agency | record                                                                      | evidence      |
    | May 2021 | review | Meeting after meeting the group went over the same problems.                | said outright |
    | May 2021 | review | Three years of intervention had made no measurable difference.              | said outright |
    | May 2021 | review | Tasks given at the conference were never followed through.                  | said outright |
    | May 2021 | review | Legal advice ought to have been sought far earlier.                         | said outright |

    expect: flag, medium, definite

A plan that was finished, a feeding plan, and a weight
    | date     | agency                 | record                                                        | evidence |
    | May 2021 | children's social care | All the tasks were completed and the plan ended.              |          |
    | May 2021 | health visitor         | Feeding plan was not changed for three weeks.                 |          |
    | May 2021 | health visitor         | No change in the baby's weight over the month.                |          |

    expect: nothing found

A summary of minutes with a task carried over
    | date       | agency                 | record                                            | evidence             |
    | Feb 2017   | children's social care | Core group: tasks c/f.                            | actions carried over |
    | April 2017 | housing                | Rent paid.                                        |                      |
    | May 2017   | gp                     | Cough.                                            |                      |

    says: actions that were carried over or the same again
    expect: flag, low, possible

A summary with three entries of a plan that stood still
    | date       | agency                 | record                                            | evidence          |
    | Feb 2017   | children's social care | Review put back.                                  | plan did not move |
    | April 2017 | school                 | Hair tests pending.                               | plan did not move |
    | May 2017   | health visitor         | Parenting course not started.                     | plan did not move |

    says: The summary tells 3 times of work not begun
    expect: flag, low, possible

A summary with two
    | date       | agency                 | record                                            | evidence |
    | Feb 2017   | children's social care | Review put back.                                  |          |
    | April 2017 | school                 | Hair tests pending.                               |          |
    | May 2017   | health visitor         | Parenting course went well.                       |          |

    expect: nothing found
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, listed, rule, threshold, times
from chronology.tables import LONG_AGO, Tables
from chronology.temporal import (
    Reach,
    about_the_child,
    affirmed,
    coverage_scope,
    followed_by,
    ground,
    months,
    one_account,
    said,
    shared,
    summed_up,
    told_as_one,
    told_once,
    with_a_date,
    without,
)

CASE = ("case_id",)

CLOSES = ("childrens_social_care", "early_help")
"""Agencies whose closing of a case ends the help that a child has."""

KEEPS_PLANS = ("childrens_social_care", "early_help", "health_visiting", "education", "midwifery")
"""Agencies whose records hold a plan's meetings."""


class Parameters(Params):
    """The rule's numbers."""

    open_within_days: int = threshold(
        365,
        ge=30,
        le=1095,
        description="days within which an action is open a second time",
        basis="project default",
    )
    told_at_least: int = threshold(
        3,
        ge=2,
        le=10,
        description="entries of a summary of a plan that did not move",
        basis="project default",
    )
    referred_within_months: int = threshold(
        3,
        ge=1,
        le=24,
        description="months from the end of a plan to the next referral",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    told = []
    if m["open"]:
        told.append(f"actions are recorded as still open {times(m['open'])}")
    if m["referred"]:
        told.append(
            "a referral followed soon after a plan or a case had ended or been stepped down"
        )
    if m["unrecorded"]:
        told.append(f"no plan, minutes or report came of a meeting ({times(m['unrecorded'])})")
    if m["said"]:
        told.append(f"the records themselves speak of drift or of little change {times(m['said'])}")
    if m["same"]:
        told.append("the summary tells of actions that were carried over or the same again")
    if m["still"]:
        told.append(
            f"the summary tells {times(m['still'])} of work not begun, meetings put off, new workers or a "
            "plan that went on as it was"
        )
    sentence = listed(told)
    return Wording(f"{sentence[0].upper()}{sentence[1:]}.")


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a return of an agency that takes part in plans."""
    reason = "No return of an agency that keeps plans and their meetings was read."
    return coverage_scope(case, KEEPS_PLANS, reason=reason)


@rule("plan-drift", attention="medium", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Open actions, help begun again, meetings without a record, and drift that is stated."""
    drift = affirmed(case, "plan_drift", part=SAID)
    papers = affirmed(case, "meeting_record_missing", part=NO_RECORD)
    grounds = [
        ground(_open_actions(case, p), OPEN, "medium", by=CASE),
        ground(_referred_again(case, _ended(case), p), AGAIN, "medium", by=CASE),
        ground(_referred_again(case, _closed(case), p), AGAIN, "low", by=CASE),
        ground(drift, SAID, "medium", by=CASE),
        ground(papers, NO_RECORD, "medium", by=CASE),
        *_in_summaries(case, p),
    ]
    told = told_as_one(grounds, by=CASE)
    parts = pl.col("evidence").list.unique().list.eval(pl.element().struct.field("part"))
    return findings(
        about_the_child(told, case),
        attention=pl.col("attention"),
        raised_on=pl.col("reached"),
        measure={
            "open": parts.list.count_matches(OPEN),
            "referred": parts.list.contains(AGAIN),
            "unrecorded": parts.list.count_matches(NO_RECORD),
            "said": parts.list.count_matches(SAID),
            "same": parts.list.contains(SAME),
            "still": parts.list.count_matches(STILL),
        },
    )


OPEN, AGAIN, SAID = "action still open", "referred again", "said outright"
NO_RECORD = "no record of meeting"
SAME, STILL = "actions carried over", "plan did not move"
SHOWN = ("case_id", "lo", "hi", "evidence", "sure")


def _in_summaries(case: Tables, p: Parameters) -> list[pl.LazyFrame]:
    """Summaries that tell of actions carried over; or often enough that a plan did not move."""
    over = one_account(affirmed(case, "action_carried_over", "action_outstanding", part=SAME))
    slow = one_account(
        said(case, "plan_not_moving", statuses=("affirmed", "hypothetical"), part=STILL)
    )
    often = told_once(pl.concat([slow, without(over, slow)])).filter(pl.col("n") >= p.told_at_least)
    rows = [over.select(*SHOWN), often.select(*SHOWN)]
    told = [
        one.join(summed_up(case), on="case_id", how="semi").with_columns(sure=pl.lit(False))
        for one in rows
    ]
    return [ground(told[0], SAME, "low", by=CASE), ground(told[1], STILL, "low", by=CASE)]


def _open_actions(case: Tables, p: Parameters) -> pl.LazyFrame:
    """The same, or other, actions open at one meeting and at a later one."""
    still_open = shared(affirmed(case, "action_outstanding", part=OPEN))
    return _on_a_later_day(still_open, still_open, p.open_within_days)


def _ended(case: Tables) -> pl.LazyFrame:
    return affirmed(case, "plan_ended", part="plan ended")


def _closed(case: Tables) -> pl.LazyFrame:
    """Closings of what had begun with an assessment; a contact that was not taken up began nothing."""
    ours = pl.col("agency_kind").is_in(CLOSES)
    closed = affirmed(case, "case_closed", part="case closed").filter(ours)
    work = affirmed(case, "assessment_begun", "assessment_ended", "assessment").filter(ours)
    dated = work.filter(pl.col("lo") > LONG_AGO)
    first = dated.group_by("case_id").agg(begun=pl.col("lo").min())
    begun = closed.join(first, on="case_id").filter(pl.col("begun") <= pl.col("hi")).drop("begun")
    refused = affirmed(case, "threshold_not_met", "anonymous_referral", "safeguarding_referral")
    return without(begun, without(refused, affirmed(case, "assessment_ended")))


def _referred_again(case: Tables, ended: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """The end of a plan or of a case, and a referral soon after."""
    referred = affirmed(
        case, "safeguarding_referral", "referred_again", "anonymous_referral", part=AGAIN
    )
    dated = with_a_date()
    # nearly every case has an end and a referral: without dates they say nothing of each other
    return _on_a_later_day(
        ended.filter(dated), referred.filter(dated), months(p.referred_within_months)
    )


def _on_a_later_day(first: pl.LazyFrame, then: pl.LazyFrame, reach: Reach) -> pl.LazyFrame:
    """Pairs on different days: two agencies' records of one day are of one meeting."""
    pairs = followed_by(first, then, within_days=reach, by=CASE)
    return pairs.filter(pl.col("then_hi") > pl.col("lo")).select(
        "case_id",
        "happening",
        "lo",
        pl.max_horizontal("hi", "then_hi").alias("hi"),
        "evidence",
        pl.col("sure") & (pl.col("then_lo") > pl.col("hi")),
    )
