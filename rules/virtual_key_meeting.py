"""A key meeting by telephone or video, without preparing the parents for it.

What it looks for
-----------------
A child protection conference, initial or review, a review of a looked after child, or a court hearing about
the child, that was held, or that a parent joined, by telephone or video, where nothing in the fourteen days
before says that the parents were prepared: a meeting beforehand, the reports shown in advance, help to attend. Raised low; medium where the record says
that preparation was not given, or that it was hard to hear, to follow or to take part.

Where no return of social care covers those days, it stays *possible*: the preparation may be in a record that
was not sent. Strategy discussions are looked at only where the parameter asks for it: parents are not part
of them, and a telephone has always been usual.

Why it matters
--------------
A conference decides about a child with the parents in the room. About half of professionals thought remote
conferences better, and all parents who were interviewed would rather have been there in person. What makes the
difference is preparation: who explained, who had the reports, who was with the parent when it ended.

Known limits
------------
- Between March 2020 and 2022 most conferences were remote by instruction. Being remote is no fault.
- Some parents prefer it: those who can't travel, who would otherwise face a violent partner, who are in prison
  or in hospital. Parents with little credit, no device, no private room or another language lose most by it.
- Preparation is done in telephone calls that few records hold. Silence is weak evidence here.
- Core groups, visits and other contacts by telephone are not looked at. How a hearing is held is the court's
  decision; what helped the parents to take part in it is the question here.

Questions for the panel
-----------------------
- Could the parents take part: had they seen the reports, were they helped to join, and was anybody with them?
- Who could see how the parents, and the child, were?

Sources
-------
- Nuffield Family Justice Observatory, Remote child protection conferences (2020)
- Cumbria Safeguarding Children Partnership, review “Ivy”: using virtual technology for key meetings, with
  pre-meets, reports seen in advance and support to attend

Examples
--------
By telephone, and nothing says that parents were prepared
    child born 2020-03-01
    under review 2020-01-01 to 2021-06-30

    | date       | agency                 | record                                                            | evidence       |
    | 2020-06-01 | children's social care | Home visit, baby seen.                                            |                |
    | 2020-06-10 | children's social care | ICPC held by telephone conference. CP plan, neglect.              | remote meeting |

    says: A key meeting was held, or joined, by telephone or video.
    says: Nothing recorded in the 14 days before says that parents were prepared.
    raised: 2020-06-10
    expect: flag, low, definite

Prepared fourteen days before
    child born 2020-03-01
    under review 2020-01-01 to 2021-06-30

    | date       | agency                 | record                                                            | evidence |
    | 2020-05-27 | children's social care | Pre-meet with mum, went through the reports.                      |          |
    | 2020-06-10 | children's social care | ICPC held by telephone conference. CP plan, neglect.              |          |

    expect: nothing found

Prepared fifteen days before
    child born 2020-03-01
    under review 2020-01-01 to 2021-06-30

    | date       | agency                 | record                                                            | evidence       |
    | 2020-05-26 | children's social care | Pre-meet with mum, went through the reports.                      |                |
    | 2020-06-10 | children's social care | ICPC held by telephone conference. CP plan, neglect.              | remote meeting |

    raised: 2020-06-10
    expect: flag, low, definite

Met only after it
    child born 2020-03-01
    under review 2020-01-01 to 2021-06-30

    | date       | agency                 | record                                                            | evidence       |
    | 2020-06-10 | children's social care | RCPC took place via Teams.                                        | remote meeting |
    | 2020-06-11 | children's social care | Pre-meet with mum for the next one.                               |                |

    raised: 2020-06-10
    expect: flag, low, definite

The preparation has only a month
    child born 2020-03-01
    under review 2020-01-01 to 2021-06-30

    | date       | agency                 | record                                                            | evidence       |
    | June 2020  | children's social care | Pre-meet with mum, went through the reports.                      |                |
    | 2020-06-10 | children's social care | ICPC held by telephone conference. CP plan, neglect.              | remote meeting |

    expect: flag, low, possible

The record says that it was hard to take part
    child born 2020-03-01
    under review 2020-01-01 to 2021-06-30

    | date       | agency                 | record                                                                        | evidence                           |
    | 2020-06-09 | children's social care | Pre-meet with mum.                                                            |                                    |
    | 2020-06-10 | children's social care | ICPC held via Teams. Mum could not hear and the connection dropped twice.     | remote meeting, hard to take part  |

    says: The record says that it was hard to take part.
    raised: 2020-06-10
    expect: flag, medium, definite

The record says that there was no preparation
    child born 2020-03-01
    under review 2020-01-01 to 2021-06-30

    | date       | agency                 | record                                                                        | evidence                     |
    | 2020-06-10 | children's social care | RCPC held on Zoom. Parents had not received the reports.                      | remote meeting, not prepared |

    says: The record says that parents were not prepared for it.
    raised: 2020-06-10
    expect: flag, medium, definite

In person
    child born 2020-03-01
    under review 2020-01-01 to 2021-06-30

    | date       | agency                 | record                                                            | evidence |
    | 2020-06-10 | children's social care | ICPC held in person at the civic centre.                          |          |
    | 2020-06-12 | health visitor         | Telephone contact with mum, baby well.                            |          |

    expect: nothing found

Strategy discussion by telephone
    child born 2020-03-01
    under review 2020-01-01 to 2021-06-30

    | date       | agency                 | record                                                            | evidence |
    | 2020-06-10 | children's social care | Strategy discussion held by telephone with police and health.     |          |

    expect: nothing found

Strategy discussion by telephone, where it is asked for
    child born 2020-03-01
    under review 2020-01-01 to 2021-06-30
    with strategy_discussions = 1

    | date       | agency                 | record                                                            | evidence       |
    | 2020-06-10 | children's social care | Strategy discussion held by telephone with police and health.     | remote meeting |

    expect: flag, low, definite

Told in a review, without dates or agencies
    | date | agency | record                                                                                        | evidence                     |
    |      | review | The initial child protection conference was held virtually and the reports had not been shared with the parents. | remote meeting, not prepared |

    expect: flag, medium, definite

No return of social care
    child born 2020-03-01
    under review 2020-01-01 to 2021-06-30
    children's social care: no return

    | date       | agency         | record                                   | evidence |
    | 2020-06-10 | health visitor | Clinic. Weight on 25th centile.          |          |

    expect: not assessable

Only the health visitor's return tells of it
    child born 2020-03-01
    under review 2020-01-01 to 2021-06-30
    children's social care: no return

    | date       | agency         | record                                             | evidence       |
    | 2020-06-10 | health visitor | Joined ICPC by telephone.                          | remote meeting |

    expect: flag, low, possible

A review and a hearing by telephone
    child born 2020-03-01
    under review 2020-01-01 to 2021-12-31

    | date       | agency                 | record                                                                    | evidence       |
    | 2020-09-14 | children's social care | Looked after review took place by telephone. Contact to stay as it is.    | remote meeting |
    | 2020-12-01 | children's social care | Weekly visit. Happy baby, good weight gain.                               |                |

    expect: flag, low, definite

A court hearing by video
    child born 2020-03-01
    under review 2020-01-01 to 2021-12-31

    | date       | agency                 | record                                                                    | evidence       |
    | 2020-09-14 | children's social care | Family court hearing held by video. Mother joined from her kitchen.       | remote meeting |

    expect: flag, low, definite

A hearing test, and a hearing with everybody in the room
    child born 2020-03-01
    under review 2020-01-01 to 2021-12-31

    | date       | agency                 | record                                                                    | evidence |
    | 2020-09-14 | hospital               | Hearing test results given by telephone.                                  |          |
    | 2020-10-14 | children's social care | Looked after review held at the family centre, parents there.             |          |
    | 2020-11-14 | children's social care | Final hearing. Parents attended court with their solicitors.              |          |

    expect: nothing found
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, rule, threshold
from chronology.tables import Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    coverage_scope,
    gathered,
    negated,
    shared,
    told_by_a_return,
)

SOCIAL_CARE = ("childrens_social_care",)
"""Whose record would hold the preparation."""

KEY_MEETINGS = (
    "initial_conference",
    "review_conference",
    "child_protection_conference",
    "looked_after_review",
    "court_hearing",
)
"""Meetings that decide about a child and in which parents take part."""

REMOTE, NOT_PREPARED, HARD = "remote meeting", "not prepared", "hard to take part"


class Parameters(Params):
    """The rule's numbers."""

    prepared_within_days: int = threshold(
        14,
        ge=0,
        le=60,
        description="days before the meeting in which preparation is looked for",
        basis="project default",
    )
    strategy_discussions: int = threshold(
        0,
        ge=0,
        le=1,
        description="1: strategy discussions are looked at as well; 0: they are not",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    told = "A key meeting was held, or joined, by telephone or video."
    if m["hard"]:
        told += " The record says that it was hard to take part."
    if m["not_prepared"]:
        told += " The record says that parents were not prepared for it."
    elif not m["hard"]:
        told += f" Nothing recorded in the {m['days']} days before says that parents were prepared."
    return Wording(told)


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a return of social care, which holds these conferences."""
    reason = "No return of children's social care was read."
    return coverage_scope(case, SOCIAL_CARE, reason=reason)


@rule("virtual-key-meeting", attention="low", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Remote conferences without preparation, or at which taking part was hard."""
    meetings = shared(_remote_meetings(case, p))
    prepared = affirmed(case, "meeting_preparation").select("case_id", p_lo="lo", p_hi="hi")
    first = pl.duration(days=p.prepared_within_days)
    in_time = (pl.col("p_lo") >= pl.col("hi") - first) & (pl.col("p_hi") <= pl.col("lo"))
    keys = ["case_id", "lo", "hi"]
    met = (
        meetings.select(keys)
        .join(prepared, on="case_id")
        .filter(pl.col("p_hi") >= pl.col("lo") - first, pl.col("p_lo") <= pl.col("hi"))
        .group_by(keys)
        .agg(prepared=in_time.any())
    )
    rows = (
        meetings.join(met, on=keys, how="left")
        .filter(pl.col("hard") | pl.col("not_prepared") | ~pl.col("prepared").fill_null(False))
        .with_columns(stated=pl.col("hard") | pl.col("not_prepared"))
        .with_columns(own=pl.col("sure"), sure=pl.col("sure") & pl.col("prepared").is_null())
    )
    covering = told_by_a_return(
        rows, case, SOCIAL_CARE, first=pl.col("lo") - first, last=pl.col("hi"), name="read"
    )
    # what the record says of a meeting is so, whoever else's return was read
    certain = pl.when("stated").then("own").otherwise("sure")
    return findings(
        about_the_child(covering.with_columns(sure=certain), case),
        attention=pl.when("stated").then(pl.lit("medium")).otherwise(pl.lit("low")),
        measure={
            "hard": pl.col("hard"),
            "not_prepared": pl.col("not_prepared"),
            "days": pl.lit(p.prepared_within_days),
        },
    )


def _remote_meetings(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Key meetings that the same entry says were remote, with what else it says of them."""
    kinds = (*KEY_MEETINGS, "strategy_discussion") if p.strategy_discussions else KEY_MEETINGS
    held = affirmed(case, *kinds).select("case_id", "happening").unique()
    remote = affirmed(case, "virtual_meeting", part=REMOTE)
    hard = affirmed(case, "remote_meeting_difficulty", part=HARD)
    unprepared = negated(case, "meeting_preparation", part=NOT_PREPARED)
    here = ["case_id", "happening"]
    about = pl.concat([remote, hard, unprepared]).join(held, on=here, how="semi")
    parts = pl.col("evidence").list.eval(pl.element().struct.field("part"))
    return (
        about.join(remote.select(here).unique(), on=here, how="semi")
        .group_by("case_id", "lo", "hi")
        .agg(
            gathered("evidence").unique(),
            pl.col("sure").any(),
        )
        .with_columns(
            hard=parts.list.contains(HARD), not_prepared=parts.list.contains(NOT_PREPARED)
        )
    )
