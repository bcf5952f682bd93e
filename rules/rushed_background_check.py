"""An adult's background looked into in a hurry, and no quick way to legal advice.

What it looks for
-----------------
Where a child should live was decided within hours (police protection, an emergency order, a placement or
hearing on the same day), no record of that day, the day before or the day after speaks of legal advice or of a
talk with legal services, and within a hundred and eighty days the records tell something of an adult that
was not known when it was decided.

Where records say outright that somebody's background was looked into under pressure of time, nothing needs
counting. That no quick legal advice was to be had is told with it, wherever a rushed check or a decision
within hours is on record.

Left out: decisions with legal advice beside them, decisions that nothing later put in doubt, and background that
came to be known later without a decision in a hurry. Where no return of children's social care or of
legal services speaks of those days, it is a question to them.

It is raised with low attention: it asks about the route, which was not there, and not about those who had
to decide in an afternoon.

Why it matters
--------------
In “Child Z” background information had to be researched within a very tight timescale. Best practice would
have been a three-way conversation between the front door, legal services and the social worker, and there was
no established process for one.

Known limits
------------
- Legal services rarely send a return, and a telephone call to a duty lawyer is rarely written down.
- Hours are read as days, since few chronologies give times: the day before and the day after count as the
  twenty-four hours. One hundred and eighty days are this project's number.
- What is learnt later could often not have been learnt on the day by anyone.
- A decision in hours is often the right one, and what came to be known need not have changed it.
- Families who moved between areas, or from abroad, have records that take longer to reach, and are seen here more.

Questions for the panel
-----------------------
- Was there a route to quick legal advice, out of hours too, and did those who decided know of it?
- What could be known within a day, what was asked for afterwards, and who looked at the decision again?

Sources
-------
- East Sussex Safeguarding Children Partnership, learning briefing “Child Z” (2021), the importance of
  assessing background information
- Children Act 1989, sections 44 and 46

Examples
--------
Placed the same day, and the partner's convictions are learnt a month later
    child born 2019-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency        | record                                                                     | evidence          |
    | 2021-03-01 | social worker | EPO granted this afternoon, baby placed with paternal aunt same day.       | decided in hours  |
    | 2021-04-01 | social worker | It later emerged that aunt's partner had convictions for violence.         | learnt later      |

    says: Where a child should live was decided within hours.
    says: No legal advice is recorded within a day of it, and something of an adult was learnt later that was not known then.
    raised: 2021-04-01
    expect: flag, low, definite

Legal services were asked on the day
    child born 2019-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency        | record                                                                     | evidence |
    | 2021-03-01 | social worker | EPO granted this afternoon, baby placed with paternal aunt same day.       |          |
    | 2021-03-01 | social worker | Consulted legal services by phone, threshold discussed.                    |          |
    | 2021-04-01 | social worker | It later emerged that aunt's partner had convictions for violence.         |          |

    expect: nothing found

They were asked the day before
    child born 2019-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency        | record                                                                     | evidence |
    | 2021-02-28 | social worker | Legal planning meeting with solicitor.                                     |          |
    | 2021-03-01 | social worker | EPO granted this afternoon, baby placed with paternal aunt same day.       |          |
    | 2021-04-01 | social worker | It later emerged that aunt's partner had convictions for violence.         |          |

    expect: nothing found

They were asked two days before
    child born 2019-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency        | record                                                                     | evidence         |
    | 2021-02-27 | social worker | Legal planning meeting with solicitor.                                     |                  |
    | 2021-03-01 | social worker | EPO granted this afternoon, baby placed with paternal aunt same day.       | decided in hours |
    | 2021-04-01 | social worker | It later emerged that aunt's partner had convictions for violence.         | learnt later     |

    raised: 2021-04-01
    expect: flag, low, definite

They were asked the day after
    child born 2019-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency        | record                                                                     | evidence |
    | 2021-03-01 | social worker | EPO granted this afternoon, baby placed with paternal aunt same day.       |          |
    | 2021-03-02 | social worker | Consulted legal services by phone, threshold discussed.                    |          |
    | 2021-04-01 | social worker | It later emerged that aunt's partner had convictions for violence.         |          |

    expect: nothing found

They were asked two days after
    child born 2019-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency        | record                                                                     | evidence         |
    | 2021-03-01 | social worker | EPO granted this afternoon, baby placed with paternal aunt same day.       | decided in hours |
    | 2021-03-03 | social worker | Consulted legal services by phone, threshold discussed.                    |                  |
    | 2021-04-01 | social worker | It later emerged that aunt's partner had convictions for violence.         | learnt later     |

    raised: 2021-04-01
    expect: flag, low, definite

It is learnt on the hundred and eightieth day
    child born 2019-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency        | record                                                                     | evidence         |
    | 2021-03-01 | police        | Police protection used at 21:40, children placed with father that night.   | decided in hours |
    | 2021-08-28 | social worker | Subsequently transpired that previous allegations had been made against him. | learnt later   |

    expect: flag, low, definite

It is learnt a day later
    child born 2019-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency        | record                                                                       | evidence |
    | 2021-03-01 | police        | Police protection used at 21:40, children placed with father that night.     |          |
    | 2021-08-29 | social worker | Subsequently transpired that previous allegations had been made against him. |          |

    expect: nothing found

A decision within hours that nothing put in doubt, and an order that was only considered
    child born 2019-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency        | record                                                                       | evidence |
    | 2021-03-01 | police        | Police protection used at 21:40, children placed with father that night.     |          |
    | 2021-05-01 | social worker | EPO considered, no grounds.                                                  |          |

    expect: nothing found

Background learnt later, without a decision in a hurry; and hurry of another kind
    child born 2019-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency        | record                                                                             | evidence |
    | 2021-03-01 | social worker | Viability assessment of grandparents over six weeks, all checks back.              |          |
    | 2021-03-09 | hospital      | Rushed to hospital by ambulance, seen within two hours.                            |          |
    | 2021-04-01 | social worker | It later emerged that grandfather's brother had convictions for violence.          |          |

    expect: nothing found

The month of the legal advice leaves it open
    child born 2019-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency        | record                                                                     | evidence         |
    | 2021-03-01 | social worker | EPO granted this afternoon, baby placed with paternal aunt same day.       | decided in hours |
    | March 2021 | social worker | Consulted legal services by phone, threshold discussed.                    |                  |
    | 2021-04-01 | social worker | It later emerged that aunt's partner had convictions for violence.         | learnt later     |

    expect: flag, low, possible

A review says it
    | date | agency | record                                                                                                | evidence     |
    |      | review | The background of Adult A had to be researched within a very tight timescale.                         | rushed check |
    |      | review | There was no established process for a three-way conversation between the front door and legal services. | no quick legal advice |

    says: The records say that somebody's background was looked into under pressure of time and that no quick legal advice was to be had.
    expect: flag, low, definite

Only a telephone check was possible that afternoon
    child born 2019-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency        | record                                                            | evidence     |
    | 2021-03-01 | social worker | Checks on the aunt were rushed, court wanted an answer by 4pm.    | rushed check |

    says: The records say that somebody's background was looked into under pressure of time.
    raised: 2021-03-01
    expect: flag, low, definite

Advice that was not sought, in another matter
    child born 2019-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency        | record                                                            | evidence |
    | 2021-03-01 | social worker | Legal advice was not sought by the social worker about contact.   |          |

    expect: nothing found

The decision, what was learnt and what is said of it are one flag
    child born 2019-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency        | record                                                                 | evidence         |
    | 2021-03-01 | social worker | EPO granted this afternoon, baby placed with paternal aunt same day.   | decided in hours |
    | 2021-03-01 | social worker | Checks on the aunt were rushed.                                        | rushed check     |
    | 2021-04-01 | social worker | It later emerged that aunt's partner had convictions for violence.     | learnt later     |

    says: A record also says that the background was looked into under pressure of time.
    raised: 2021-04-01
    expect: flag, low, definite

Without dates
    | date | agency        | record                                                                 | evidence         |
    |      | social worker | Emergency placement with paternal aunt.                                | decided in hours |
    |      | social worker | It later emerged that aunt's partner had convictions for violence.     | learnt later     |

    expect: flag, low, possible

Only the police sent a return
    child born 2019-06-03
    under review 2020-10-01 to 2021-12-31

    | date       | agency | record                                                                                  | evidence         |
    | 2021-03-01 | police | Police protection used at 21:40, children placed with father that night.                | decided in hours |
    | 2021-04-01 | police | It later emerged that previous allegations had been made against him.                   | learnt later     |

    says: Not known whether there was legal advice on a decision within hours
    says: Where a child should live was decided within hours, and something of an adult was learnt later.
    says: No return that was read tells whether legal advice was taken in those days.
    expect: information gap

The return of social care begins the day after
    child born 2019-06-03
    under review 2020-10-01 to 2021-12-31
    social worker covers 2021-03-03 to 2021-12-31

    | date       | agency        | record                                                                                  | evidence         |
    | 2021-03-01 | police        | Police protection used at 21:40, children placed with father that night.                | decided in hours |
    | 2021-04-01 | social worker | It later emerged that previous allegations had been made against him.                   | learnt later     |

    expect: information gap

No return with a date
    | date | agency | record                                     | evidence |
    |      | GP     | Seen with cough. Chest clear.              |          |

    expect: not assessable

The many ways in which it is said
    child born 2021-03-01
    under review 2021-01-01 to 2022-12-30

    | date       | agency                 | record                                                                          | evidence     |
    | 2021-06-01 | review                 | The viability assessment was completed in two hours.                            | rushed check |
    | 2021-06-01 | review                 | There was little time to look into the carer's past.                            | rushed check |
    | 2021-06-01 | review                 | Nobody sought legal advice.                                                     | no quick legal advice |

    expect: flag, low, definite
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, rule, threshold
from chronology.tables import Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    coverage_scope,
    followed_by,
    not_around,
    said,
    shared,
    told_by_a_return,
    told_together,
    told_with,
    with_a_date,
)

CASE = ("case_id",)

ASKS_LAWYERS = ("childrens_social_care", "legal")
"""Whose record would tell of legal advice."""

RUSHED, NO_ADVICE = "rushed check", "no quick legal advice"
SAID_BEFORE = ("affirmed", "historical")


class Parameters(Params):
    """The rule's numbers."""

    advice_within_days: int = threshold(
        1,
        ge=0,
        le=14,
        description="legal advice counts up to so many days before or after the decision",
        basis="project default",
    )
    learnt_within_days: int = threshold(
        180,
        ge=1,
        le=1095,
        description="what was learnt of an adult up to so many days after the decision",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["kind"] == "information_gap":
        return Wording(
            "Where a child should live was decided within hours, and something of an adult was learnt later. No "
            "return that was read tells whether legal advice was taken in those days.",
            "Ask social care and legal services: who was asked for advice, and when?",
            "Not known whether there was legal advice on a decision within hours",
        )
    if not m["counted"]:
        told = "The records say that somebody's background was looked into under pressure of time"
        return Wording(
            told + (" and that no quick legal advice was to be had." if m["no_advice"] else ".")
        )
    told = (
        "Where a child should live was decided within hours. No legal advice is recorded within "
        f"{'a day' if m['advice'] == 1 else str(m['advice']) + ' days'} of it, and something of an adult "
        "was learnt later that was not known then."
    )
    if m["rushed"]:
        told += " A record also says that the background was looked into under pressure of time."
    return Wording(told)


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which no return speaks of a known day."""
    return coverage_scope(
        case, reason="No return speaks of known days, so silence about advice means nothing."
    )


@rule("rushed-background-check", attention="low", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Decisions within hours without advice that looked different later; what records say."""
    emergencies = shared(
        said(case, "emergency_decision", statuses=SAID_BEFORE, part="decided in hours")
    )
    unadvised = shared(_told(case, _unadvised(case, emergencies, p), p))
    rushed = shared(said(case, "check_rushed", statuses=SAID_BEFORE, part=RUSHED))
    statements = pl.concat([rushed, _no_advice(case, rushed, emergencies)])
    known = unadvised.filter("_known").with_columns(hi=pl.max_horizontal("hi", "then_hi"))
    decisions = told_together(known, apart_days=p.learnt_within_days, by=CASE)
    told = told_with(decisions, statements, apart_days=p.learnt_within_days, by=CASE)
    return pl.concat([_flags(case, told, p), _gaps(case, unadvised.filter(~pl.col("_known")), p)])


def _unadvised(case: Tables, emergencies: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Decisions after which more was learnt, and around which nothing speaks of legal advice."""
    learnt = affirmed(case, "background_emerged", part="learnt later")
    reach = p.learnt_within_days
    looked_different = followed_by(emergencies, learnt, within_days=reach, by=CASE).drop("then_lo")
    span = p.advice_within_days
    advice = affirmed(case, "legal_advice")
    return not_around(looked_different, advice, before_days=span, after_days=span, by=CASE)


def _told(case: Tables, unadvised: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Adds ``_known``: whether a return would tell of advice, or the day isn't known."""
    span = pl.duration(days=p.advice_within_days)
    first, last = pl.col("lo") - span, pl.col("hi") + span
    undated = ~with_a_date()
    return told_by_a_return(unadvised, case, ASKS_LAWYERS, first=first, last=last).with_columns(
        _known=pl.col("told") | undated
    )


def _no_advice(case: Tables, rushed: pl.LazyFrame, emergencies: pl.LazyFrame) -> pl.LazyFrame:
    """That no quick legal advice was to be had, in cases that had something to ask."""
    asked = pl.concat([rushed.select("case_id"), emergencies.select("case_id")]).unique()
    said_so = said(case, "quick_legal_advice_absent", statuses=SAID_BEFORE, part=NO_ADVICE)
    return said_so.join(asked, on="case_id", how="semi")


def _flags(case: Tables, told: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    parts = pl.col("evidence").list.eval(pl.element().struct.field("part"))
    return findings(
        about_the_child(told.with_columns(pl.col("evidence").list.unique()), case),
        attention="low",
        raised_on=pl.col("reached"),
        measure={
            "counted": pl.col("counted"),
            "rushed": parts.list.contains(RUSHED),
            "no_advice": parts.list.contains(NO_ADVICE),
            "advice": pl.lit(p.advice_within_days),
        },
    )


def _gaps(case: Tables, unknown: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    asked = told_together(unknown, apart_days=p.learnt_within_days, by=CASE)
    return findings(
        about_the_child(asked.with_columns(pl.col("evidence").list.unique()), case),
        attention="low",
        kind="information_gap",
    )
