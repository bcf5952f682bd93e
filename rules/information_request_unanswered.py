"""Information that was asked for and never came, came late, or left somebody out.

What it looks for
-----------------
A request for information from one agency to another that no record shows as answered within ten
working days, while the asking agency's return speaks of those days. Where the record itself says
that no answer came, or had to be chased for, nothing needs counting. So too where the answer left
part of it out: most often it spoke of the mother and not of the father.

Requests by one agency that come within ninety days of each other are told together. They are
raised with more attention where there was more than one: the agency asked, and asked again.

Left out: requests that are answered within the time, and those still to be made. Where the return
ends before an answer was due, it is a question to the agency that asked.

Why it matters
--------------
Silence is easily read as “nothing known”. In “Leo”, midwifery and health visiting asked about
expectant parents, and the answer that would have told them about the father's history did not come.

Known limits
------------
- There is no national figure. Ten working days is this project's default; local protocols differ,
  and police in some front doors answer in hours (4, 24 and 72 for red, amber and green). Hours are
  not looked at here, because few chronologies give the time of both.
- An answer by telephone may not have been written down, or only by the other agency.
- Records rarely say which request an answer belongs to. Any answer that the case records within
  the time is taken for one, unless the agency that asked says later that none came. So a second
  request that went unanswered beside it may be passed over.
- Some requests could not be answered: no consent, no lawful basis, the person was not known there.
- Agencies that note every request look worse than those that ring and note nothing.

Questions for the panel
-----------------------
- Was silence read as “nothing known”?
- Did the request ask about both parents, and did the answer?
- What would have made the answer easy to give, and who could have been asked to help get it?

Sources
-------
- Cumbria Safeguarding Children Partnership, Local Child Safeguarding Practice Review “Leo” (2024),
  recommendation 1
- HM Coroner for Surrey, prevention of future deaths report on information requests to a MASH
  (triage times), seen via accountabilityindex.uk
- Department for Education, Information sharing: advice for practitioners (2024), seen via a summary

Examples
--------
Midwifery asks about both parents and nobody answers
    child born 2021-06-03
    under review 2020-10-01 to 2021-10-31

    | date       | agency   | record                                                                                | evidence |
    | 2021-01-11 | midwife  | Booking. Info request form emailed to the surgery re both parents; requested GP summary. | request |
    | 2021-02-15 | midwife  | 22/40. Well. Fetal heart heard.                                                       |          |

    says: Request for information without an answer: midwife
    says: Information was asked for once (midwife) and no answer within 10 working days is recorded.
    raised: 2021-01-25
    expect: flag, medium, definite

Report forms go out and nothing comes
    child born 2021-06-03
    under review 2020-10-01 to 2021-10-31

    | date       | agency                 | record                                                            | evidence |
    | 2021-02-01 | children's social care | Letters for reports posted to all agencies, panel on 3 March.     | request  |
    | 2021-03-02 | children's social care | Weekly panel. Discussed.                                          |          |

    says: Request for information without an answer: children's social care
    says: Information was asked for once (children's social care) and no answer within 10 working days is recorded.
    raised: 2021-02-15
    expect: flag, medium, definite

The surgery is asked for what it holds, and tells
    child born 2021-06-03
    under review 2020-10-01 to 2021-10-31

    | date       | agency   | record                                                       | evidence |
    | 2021-01-11 | midwife  | Surgery asked for any history on both parents.               |          |
    | 2021-01-15 | midwife  | GP replied to our request for information, summary on file.  |          |

    expect: nothing found

Answered on the tenth working day
    child born 2021-06-03
    under review 2020-10-01 to 2021-10-31

    | date       | agency   | record                                                       | evidence |
    | 2021-01-11 | midwife  | Requested GP summary for mother and father.                  |          |
    | 2021-01-25 | midwife  | GP replied to our request for information, summary on file.  |          |

    expect: nothing found

Answered on the eleventh working day
    child born 2021-06-03
    under review 2020-10-01 to 2021-10-31

    | date       | agency   | record                                                       | evidence |
    | 2021-01-11 | midwife  | Requested GP summary for mother and father.                  | request  |
    | 2021-01-26 | midwife  | GP replied to our request for information, summary on file.  |          |

    raised: 2021-01-25
    expect: flag, medium, definite

The agency that was asked has the answer in its own record
    child born 2021-06-03
    under review 2020-10-01 to 2021-10-31

    | date       | agency                 | record                                                           | evidence |
    | 2021-03-02 | children's social care | Information requested from probation re father's offending.      |          |
    | 2021-03-05 | probation              | Replied to the social worker's request with details of offending. |         |

    expect: nothing found

The housing officer answered somebody, and the agency that asked says that nothing came
    child born 2021-06-03
    under review 2020-10-01 to 2021-10-31

    | date       | agency                 | record                                                            | evidence  |
    | 2021-02-01 | children's social care | Check forms sent out to the surgery and probation.                | request   |
    | 2021-02-04 | housing                | Replied to the midwife's request for rent history.                |           |
    | 2021-02-24 | children's social care | Checks for panel. Not back from the surgery.                      | no answer |

    says: Information was asked for twice (children's social care) and no answer within 10 working days is recorded.
    raised: 2021-02-15
    expect: flag, high, definite

Asked twice and chased
    child born 2021-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency         | record                                                          | evidence  |
    | 2021-07-01 | health visitor | Requested the family's records from Kent, no response.          | request, no answer |
    | 2021-08-02 | health visitor | Chased Kent for the records x2, nothing back.                   | request, no answer |

    says: Request for information without an answer: health visitor
    says: Information was asked for twice (health visitor) and no answer within 10 working days is recorded.
    raised: 2021-07-01
    expect: flag, high, definite

The second request comes ninety-one days after the first, so each is told by itself
    child born 2021-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency         | record                                                          | evidence  |
    | 2021-07-01 | health visitor | Requested records from the surgery, nothing received.           | request, no answer |
    | 2021-09-30 | health visitor | Requested records from the surgery, nothing received.           | request, no answer |

    says: Information was asked for once (health visitor) and no answer within 10 working days is recorded.
    raised: 2021-07-01, 2021-09-30
    expect: 2 flags, medium, definite

The second request comes ninety days after the first
    child born 2021-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency         | record                                                          | evidence  |
    | 2021-07-01 | health visitor | Requested records from the surgery, nothing received.           | request, no answer |
    | 2021-09-29 | health visitor | Requested records from the surgery, nothing received.           | request, no answer |

    expect: flag, high, definite

The answer spoke of the mother only
    child born 2021-06-03
    under review 2020-10-01 to 2021-10-31

    | date       | agency   | record                                                                                 | evidence          |
    | 2021-01-18 | midwife  | Surgery has responded. The response covers mother only, father's details not included. | incomplete answer |

    says: What did come is recorded as incomplete.
    raised: 2021-01-18
    expect: flag, medium, definite

Said outright in a review's own words, without a date
    | date     | agency    | record                                                                                                     | evidence  |
    |          | review    | The midwife requested information from children's social care about the parents. The request was never answered. | request, no answer |

    says: Request for information without an answer: review
    says: Information was asked for once (review) and no answer within 10 working days is recorded.
    expect: flag, medium, definite

Asked for on an unknown day
    | date     | agency  | record                                             | evidence |
    |          | midwife | Requested GP records for the family.               | request  |

    expect: flag, medium, possible

The month of the answer leaves it open whether it came in time
    child born 2021-06-03
    under review 2020-10-01 to 2021-10-31

    | date         | agency   | record                                                       | evidence |
    | 2021-01-11   | midwife  | Requested GP summary for mother and father.                  | request  |
    | January 2021 | midwife  | GP replied to our request for information, summary on file.  |          |

    expect: flag, medium, possible

The return ends before an answer was due
    child born 2021-06-03
    under review 2020-10-01 to 2021-10-31
    midwife covers 2020-10-01 to 2021-01-24

    | date       | agency  | record                                        | evidence |
    | 2021-01-11 | midwife | Requested GP summary for mother and father.   | request  |

    says: Answer to a request not known: midwife
    says: Information was asked for (midwife), and the return that was read ends before an answer was due.
    says: Ask midwife: did the answer come, and what did it say?
    expect: information gap

The return ends on the last day on which an answer was due
    child born 2021-06-03
    under review 2020-10-01 to 2021-10-31
    midwife covers 2020-10-01 to 2021-01-25

    | date       | agency  | record                                        | evidence |
    | 2021-01-11 | midwife | Requested GP summary for mother and father.   | request  |

    expect: flag, medium, definite

Asked for and answered in one entry, still to be asked, and asked of a parent
    child born 2021-06-03
    under review 2020-10-01 to 2021-10-31

    | date       | agency                 | record                                                         | evidence |
    | 2021-03-02 | children's social care | Agency checks requested and all back from police and health.   |          |
    | 2021-03-09 | children's social care | To ask previous local authority for sibling's file.            |          |
    | 2021-03-15 | health visitor         | Text to mum re clinic date, no reply.                          |          |

    expect: nothing found

A longer time by local agreement
    child born 2021-06-03
    under review 2020-10-01 to 2021-10-31
    with answered_within_working_days = 20

    | date       | agency   | record                                                       | evidence |
    | 2021-01-11 | midwife  | Requested GP summary for mother and father.                  |          |
    | 2021-01-26 | midwife  | GP replied to our request for information, summary on file.  |          |

    expect: nothing found

No return with a date
    | date | agency | record                                     | evidence |
    |      | GP     | Seen with cough. Chest clear.              |          |

    expect: not assessable

The many ways in which it is said
    | date | agency | record                                                                                       | evidence          |
    |      | review | The referral was lost between the two teams.                                                 | no answer         |
    |      | review | The other authority refused to share its file.                                               | no answer         |
    |      | review | The request to the practice was not chased.                                                  | no answer         |
    |      | review | The reply was unclear.                                                                       | incomplete answer |

    says: Information was asked for 4 times (review) and no answer within 10 working days is recorded.
    expect: flag, high, definite
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, rule, threshold, times
from chronology.tables import Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    coverage_scope,
    covered,
    followed_by,
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

ASKER = ("case_id", "agency")
"""Requests are told together by the agency in whose record they are."""

PARTIAL = "incomplete answer"


class Parameters(Params):
    """The rule's numbers."""

    answered_within_working_days: int = threshold(
        10, ge=1, le=60, description="working days for an answer", basis="project default"
    )
    told_together_days: int = threshold(
        90,
        ge=1,
        le=365,
        description="requests no further apart than so many days are one flag",
        basis="project default",
    )
    asked_again_at_least: int = threshold(
        2,
        ge=2,
        le=20,
        description="so many unanswered requests are raised with high attention",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["kind"] == "information_gap":
        return Wording(
            f"Information was asked for ({m['agency']}), and the return that was read ends before an "
            "answer was due.",
            f"Ask {m['agency']}: did the answer come, and what did it say?",
            f"Answer to a request not known: {m['agency']}",
        )
    if m["partial"] and m["partial"] == m["n"]:
        told = f"An answer to a request for information is recorded as incomplete ({m['agency']})."
        return Wording(told, "What did the answer leave out, and was the rest asked for?")
    limit = f"within {m['limit']} working days"
    told = f"Information was asked for {times(m['n'])} ({m['agency']}) and no answer {limit} is recorded."
    if m["partial"]:
        told += " What did come is recorded as incomplete."
    return Wording(told, title=f"Request for information without an answer: {m['agency']}")


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which no return speaks of a known day."""
    return coverage_scope(
        case,
        reason="No return speaks of known days, so silence after a request means nothing.",
    )


@rule("information-request-unanswered", attention="medium", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Requests that stayed open, and what records say outright of requests."""
    unanswered = shared(affirmed(case, "request_unanswered", part="no answer"))
    asked = shared(affirmed(case, "information_request", part="request"))
    plain = shared(_still_open(case, asked, unanswered, p))
    same = unanswered.select("case_id", "happening", _said=pl.lit(True)).unique()
    requests = shared(_known(plain.join(same, on=["case_id", "happening"], how="left"), case, p))
    partial = affirmed(case, "reply_partial", part=PARTIAL)
    outright = pl.concat([_unanswered_for_good(case, unanswered, p), partial])
    told = pl.concat([requests.filter("_known"), outright], how="diagonal_relaxed")
    return pl.concat([_flags(case, told, p), _gaps(case, requests.filter(~pl.col("_known")), p)])


def _still_open(
    case: Tables, asked: pl.LazyFrame, unanswered: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    """Requests that nobody is recorded as having answered in time; and those of which the agency
    that asked says later that no answer came, whatever other agencies answered to somebody."""
    answers = shared(negated(case, "information_request"))
    limit = working_days(p.answered_within_working_days)
    nobody = shared(not_followed_by(asked, answers, within_days=limit, by=["case_id"]))
    said_later = followed_by(asked, unanswered, within_days=p.told_together_days, by=ASKER)
    denied = without(asked, nobody).join(
        said_later.filter(pl.col("then_hi") > pl.col("hi")).select("case_id", "happening").unique(),
        on=["case_id", "happening"],
        how="semi",
    )
    own = not_followed_by(denied, answers, within_days=p.told_together_days, by=ASKER)
    return pl.concat([nobody, own])


def _unanswered_for_good(case: Tables, said_so: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Statements that no answer came, unless it came after all in time."""
    answers = without(negated(case, "information_request"), said_so)
    limit = working_days(p.answered_within_working_days)
    return not_followed_by(said_so, answers, within_days=limit, by=["case_id"])


def _known(requests: pl.LazyFrame, case: Tables, p: Parameters) -> pl.LazyFrame:
    """Adds whether it can be told that no answer came in time."""
    limit = last_day(working_days(p.answered_within_working_days), pl.col("hi"))
    undated = ~with_a_date()
    said_so = pl.col("_said").fill_null(False)
    return is_covered(
        requests, covered(case, summed_up=True), first=pl.col("lo"), last=limit, by=ASKER
    ).with_columns(
        _known=pl.col("covered") | said_so | undated,
        sure=pl.col("sure") & (pl.col("covered") | said_so),
    )


def _flags(case: Tables, told: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    # silence can be told when the time for an answer has run out, what is said outright at once
    limit = last_day(working_days(p.answered_within_working_days), pl.col("hi"))
    silent = pl.col("_known").fill_null(False) & pl.col("_said").is_null()
    dated = told.with_columns(shown=pl.when(silent).then(limit).otherwise("hi"))
    episodes = told_together(
        dated, pl.col("shown").min(), apart_days=p.told_together_days, by=ASKER
    )
    parts = pl.col("evidence").list.eval(pl.element().struct.field("part") == PARTIAL)
    again = pl.col("n") >= p.asked_again_at_least
    return findings(
        _named(about_the_child(episodes, case), case),
        attention=pl.when(again).then(pl.lit("high")).otherwise(pl.lit("medium")),
        raised_on=pl.col("shown"),
        measure={
            "agency": pl.coalesce("name", "agency"),
            "n": pl.col("n"),
            "partial": parts.list.sum(),
            "limit": pl.lit(p.answered_within_working_days),
        },
    )


def _gaps(case: Tables, requests: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    questions = told_together(requests, apart_days=p.told_together_days, by=ASKER)
    return findings(
        _named(about_the_child(questions, case), case),
        attention="low",
        kind="information_gap",
        measure={"agency": pl.coalesce("name", "agency")},
    )


def _named(rows: pl.LazyFrame, case: Tables) -> pl.LazyFrame:
    names = case.coverage.select("case_id", "agency", "name").unique()
    return rows.join(names, on=["case_id", "agency"], how="left")
