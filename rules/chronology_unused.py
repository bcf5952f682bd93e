"""Earlier history not drawn on where a decision about the child was made.

What it looks for
-----------------
What records or a review say outright: that no chronology was made or read, that history was not considered,
that each event was looked at by itself.

And, as a description: a child protection conference, or the end of an assessment, after three or more
earlier referrals within two years, where social care's return covers the ninety days before and nothing in
them, and nothing on the day, speaks of a chronology, of history or of a brother's or sister's past.

In a summary of several agencies: three referrals, two closures by social care or a list of ten domestic incidents, and
nothing says that anybody looked at them together; or a chronology that was asked for, and none is told of. These are
possible.

Where a record says only that the history of brothers and sisters was not used, that is family-history-unused’s
to tell, and it is left out here.

All of it is raised with low attention: it asks what was used, not what was wrong.

Why it matters
--------------
The pattern of a case is often known only from its earlier years, and from brothers and sisters. Reviews ask
again and again whether one page of merged history would have changed a decision that looked right for each
event by itself.

Known limits
------------
- An assessment may have drawn on history in full and say so only in its own document, which a chronology
  doesn't hold.
- Three referrals, two years and ninety days are this project's numbers; none are published.
- A history that is listed and not used reads here as used. Old concerns may also be rightly left out: a
  past that is repeated in every report is not thereby evidence.
- Families that were referred often, rightly or not, have more history; long histories weigh most on those whom
  services have watched longest.

Questions for the panel
-----------------------
- Would a merged chronology have changed the decision, and who could have made one?
- Which history was available to whom on that day?

Sources
-------
- Stockport Safeguarding Children Partnership, review “Dylan” (2023): chronologies within and across
  agencies which incorporate the history of siblings and parents
- Scottish Government, Practice guidance on chronologies, seen via the 2021 child protection guidance

Examples
--------
A fourth look, and nothing of what came before
    child born 2019-03-01
    under review 2019-01-01 to 2021-12-30

    | date       | agency                 | record                                                       | evidence         |
    | 2019-06-02 | children's social care | Referral received from police, argument at home.             | earlier referral |
    | 2020-02-01 | children's social care | Referral received from nursery, child hungry.                | earlier referral |
    | 2020-09-01 | children's social care | Referral received from GP, missed imms.                      | earlier referral |
    | 2021-06-01 | children's social care | C&F assessment completed, no further role.                   | decision         |

    says: Several referrals came before a conference or the end of an assessment, and the record of the time before it does not speak of a chronology or of history.
    raised: 2021-06-01
    expect: flag, low, definite

The first of the three a day too long ago
    child born 2019-03-01
    under review 2019-01-01 to 2021-12-30

    | date       | agency                 | record                                                       | evidence |
    | 2019-06-01 | children's social care | Referral received from police, argument at home.             |          |
    | 2020-02-01 | children's social care | Referral received from nursery, child hungry.                |          |
    | 2020-09-01 | children's social care | Referral received from GP, missed imms.                      |          |
    | 2021-06-01 | children's social care | C&F assessment completed, no further role.                   |          |

    expect: nothing found

A chronology ninety days before
    child born 2019-03-01
    under review 2019-01-01 to 2021-12-30

    | date       | agency                 | record                                                       | evidence |
    | 2019-06-02 | children's social care | Referral received from police, argument at home.             |          |
    | 2020-02-01 | children's social care | Referral received from nursery, child hungry.                |          |
    | 2020-09-01 | children's social care | Referral received from GP, missed imms.                      |          |
    | 2021-03-03 | children's social care | Chronology updated.                                          |          |
    | 2021-06-01 | children's social care | C&F assessment completed, no further role.                   |          |

    expect: nothing found

A chronology ninety-one days before
    child born 2019-03-01
    under review 2019-01-01 to 2021-12-30

    | date       | agency                 | record                                                       | evidence         |
    | 2019-06-02 | children's social care | Referral received from police, argument at home.             | earlier referral |
    | 2020-02-01 | children's social care | Referral received from nursery, child hungry.                | earlier referral |
    | 2020-09-01 | children's social care | Referral received from GP, missed imms.                      | earlier referral |
    | 2021-03-02 | children's social care | Chronology updated.                                          |                  |
    | 2021-06-01 | children's social care | C&F assessment completed, no further role.                   | decision         |

    raised: 2021-06-01
    expect: flag, low, definite

The chronology came only afterwards
    child born 2019-03-01
    under review 2019-01-01 to 2021-12-30

    | date       | agency                 | record                                                       | evidence         |
    | 2019-06-02 | children's social care | Referral received from police, argument at home.             | earlier referral |
    | 2020-02-01 | children's social care | Referral received from nursery, child hungry.                | earlier referral |
    | 2020-09-01 | children's social care | Referral received from GP, missed imms.                      | earlier referral |
    | 2021-06-01 | children's social care | C&F assessment completed, no further role.                   | decision         |
    | 2021-06-02 | children's social care | Chronology updated.                                          |                  |

    raised: 2021-06-01
    expect: flag, low, definite

The month of the chronology leaves it open
    child born 2019-03-01
    under review 2019-01-01 to 2021-12-30

    | date       | agency                 | record                                                       | evidence         |
    | 2019-06-05 | children's social care | Referral received from police, argument at home.             | earlier referral |
    | 2020-02-01 | children's social care | Referral received from nursery, child hungry.                | earlier referral |
    | 2020-09-01 | children's social care | Referral received from GP, missed imms.                      | earlier referral |
    | June 2021  | children's social care | Chronology updated.                                          |                  |
    | 2021-06-04 | children's social care | ICPC held. CP plan made.                                     | decision         |

    expect: flag, low, possible

Only two referrals before
    child born 2019-03-01
    under review 2019-01-01 to 2021-12-30

    | date       | agency                 | record                                                       | evidence |
    | 2020-02-01 | children's social care | Referral received from nursery, child hungry.                |          |
    | 2020-09-01 | children's social care | Referral received from GP, missed imms.                      |          |
    | 2021-06-01 | children's social care | C&F assessment completed, no further role.                   |          |

    expect: nothing found

The sister's history stands in the assessment
    child born 2019-03-01
    under review 2019-01-01 to 2021-12-30

    | date       | agency                 | record                                                                  | evidence |
    | 2019-06-02 | children's social care | Referral received from police, argument at home.                        |          |
    | 2020-02-01 | children's social care | Referral received from nursery, child hungry.                           |          |
    | 2020-09-01 | children's social care | Referral received from GP, missed imms.                                 |          |
    | 2021-06-01 | children's social care | C&F assessment completed. Older sibling was on a CP plan, considered.   |          |

    expect: nothing found

Social care's return covers a part of the time before
    child born 2019-03-01
    under review 2019-01-01 to 2021-12-30
    children's social care covers 2021-04-01 to 2021-12-30

    | date       | agency                 | record                                                       | evidence         |
    | 2019-06-02 | police                 | Referral made to social care, argument at home.              | earlier referral |
    | 2020-02-01 | school                 | Referral made to social care, child hungry.                  | earlier referral |
    | 2020-09-01 | GP                     | Referral made to social care, missed imms.                   | earlier referral |
    | 2021-06-01 | children's social care | C&F assessment completed, no further role.                   | decision         |

    expect: flag, low, possible

Social care's return begins after that
    child born 2019-03-01
    under review 2019-01-01 to 2021-12-30
    children's social care covers 2021-06-02 to 2021-12-30

    | date       | agency                 | record                                                       | evidence         |
    | 2019-06-02 | police                 | Referral made to social care, argument at home.              | earlier referral |
    | 2020-02-01 | school                 | Referral made to social care, child hungry.                  | earlier referral |
    | 2020-09-01 | GP                     | Referral made to social care, missed imms.                   | earlier referral |
    | 2021-06-01 | health visitor         | ICPC attended. CP plan made.                                 | decision         |

    says: Several referrals came before a conference or assessment, and no return of social care covers the time in which history would have been gathered.
    says: Ask social care: which history did the conference or assessment draw on?
    expect: information gap

Said by a review, without dates or agencies
    | date | agency | record                                                                     | evidence      |
    |      | review | Each incident was viewed in isolation and the history was not considered.  | said outright |
    |      | review | No chronology was available to the conference.                             | said outright |
    |      | review | The nursery knew the children well.                                        |               |

    says: The records say twice that history was not drawn on, or that events were looked at one by one.
    expect: flag, low, definite

What became of brothers and sisters is another rule's
    child born 2019-03-01
    under review 2019-01-01 to 2021-12-30

    | date       | agency                 | record                                                                | evidence |
    | 2021-06-01 | children's social care | The siblings' history was not included in the assessment.             |          |

    expect: nothing found

Brothers and sisters left out, and no chronology
    | date | agency | record                                                                                   | evidence      |
    |      | review | The siblings' history was not included and no chronology was compiled.                   | said outright |

    says: The records say once that history was not drawn on, or that events were looked at one by one.
    expect: flag, low, definite

Only suspected
    child born 2019-03-01
    under review 2019-01-01 to 2021-12-30

    | date       | agency                 | record                                                       | evidence      |
    | 2021-06-01 | health visitor         | Read the assessment: ?history not considered, to ask SW.     | said outright |

    expect: flag, low, possible

No return of social care
    child born 2019-03-01
    under review 2019-01-01 to 2021-12-30

    | date       | agency | record                                             | evidence |
    | 2019-06-02 | GP     | No family history of asthma. Single bruise to shin. |         |

    expect: not assessable

The many ways in which it is said
    child born 2021-03-01
    under review 2021-01-01 to 2022-12-30

    | date       | agency                 | record                                                                          | evidence      |
    | 2021-06-01 | children's social care | Mother not known to us, it was said in error.                                   | said outright |
    | 2021-06-02 | review                 | Nobody read the earlier file.                                                   | said outright |
    | 2021-06-03 | review                 | Each visit was dealt with on its own.                                           | said outright |
    | 2021-06-04 | review                 | Records of past injuries had not been obtained.                                 | said outright |
    | 2021-06-05 | review                 | The assessment made no reference to previous children.                          | said outright |

    says: The records say 5 times that history was not drawn on, or that events were looked at one by one.
    expect: flag, low, definite

A family that is new, and history that was read
    child born 2021-03-01
    under review 2021-01-01 to 2022-12-30

    | date       | agency                 | record                                                                          | evidence |
    | 2021-06-01 | children's social care | Family not known to social care. Previous file from the other authority read.   |          |
    | 2021-06-02 | hospital               | No bruise seen in isolation of the graze. Old notes requested.                  |          |

    expect: nothing found

Three referrals, and an assessment of which only the month is told
    child born 2019-03-01
    under review 2019-01-01 to 2022-06-30

    | date       | agency                 | record                             | evidence         |
    | 2019-06-02 | children's social care | Referral received from police.     | earlier referral |
    | 2020-02-01 | children's social care | Referral received from nursery.    | earlier referral |
    | 2020-09-01 | children's social care | Referral received from GP.         | earlier referral |
    | June 2021  | children's social care | Assessment completed, case closed. | decision         |

    expect: flag, low, possible

Each by itself
    | date     | agency | record                                                                     | evidence |
    | May 2019 | review | Every attendance was judged on its own merits.                             | said outright |
    | May 2019 | review | The reports were never laid side by side by anybody, nor brought together. | said outright |

    expect: flag, low, definite

A summary in which social care closed twice
    | date        | agency                 | record                                                    | evidence       |
    | 2015        | children's social care | Visit. Kitchen bare. Case closed, nursery to keep an eye. | one of several |
    | Spring 2016 | health visitor         | Weight on 25th.                                           |                |
    | 2017        | children's social care | Neighbour heard screaming. Seen at home. No further action. | one of several |
    | Spring 2018 | school                 | Reads well.                                               |                |

    says: The summary tells of several referrals, closures or incidents
    expect: flag, low, possible

A summary in which social care closed once
    | date        | agency                 | record                                                    | evidence |
    | 2015        | children's social care | Visit. Kitchen bare. Case closed, nursery to keep an eye. |          |
    | Spring 2016 | health visitor         | Weight on 25th.                                           |          |
    | Spring 2018 | school                 | Reads well.                                               |          |

    expect: nothing found

A summary in which somebody read it all together
    | date        | agency                 | record                                                    | evidence |
    | 2015        | children's social care | Visit. Kitchen bare. Case closed, nursery to keep an eye. |          |
    | Spring 2016 | health visitor         | Weight on 25th. Chronology compiled for the named nurse.  |          |
    | 2017        | children's social care | Neighbour heard screaming. Seen at home. No further action. |        |
    | Spring 2018 | school                 | Reads well.                                               |          |

    expect: nothing found

A summary with ten domestic incidents
    | date        | agency                 | record                                        | evidence       |
    | 2010 - 2015 | police                 | Ten domestic incidents on the log.            | one of several |
    | Spring 2016 | health visitor         | Weight on 25th.                               |                |
    | Spring 2018 | school                 | Reads well.                                   |                |
    | Summer 2018 | children's social care | Visited at home.                              |                |

    expect: flag, low, possible

A summary with nine
    | date        | agency                 | record                                        | evidence |
    | 2010 - 2015 | police                 | Nine domestic incidents on the log.           |          |
    | Spring 2016 | health visitor         | Weight on 25th.                               |          |
    | Spring 2018 | school                 | Reads well.                                   |          |
    | Summer 2018 | children's social care | Visited at home.                              |          |

    expect: nothing found

A chronology that somebody asked for
    | date        | agency                 | record                                        | evidence          |
    | 2015        | GP                     | Chronology requested of all services.         | chronology wanted |
    | Spring 2016 | health visitor         | Weight on 25th.                               |                   |
    | Spring 2018 | school                 | Reads well.                                   |                   |
    | Summer 2018 | children's social care | Visited at home.                              |                   |

    says: A chronology was asked for
    expect: flag, low, possible

The papers of another time
    | date     | agency | record                                                              | evidence      |
    | May 2019 | review | The court bundle was sealed without sight of the earlier enquiries. | said outright |
    | May 2019 | review | Grandmother put the old newspapers in the shed.                     |               |

    expect: flag, low, definite

Each child by itself
    | date       | agency         | record                                                                     | evidence |
    | 2019-05-01 | social worker  | Every child was seen alone.                                                |          |
    | 2019-05-02 | social worker  | Visits were recorded.                                                      |          |

    expect: nothing found
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, rule, threshold, times
from chronology.tables import Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    coverage_scope,
    doubted,
    gathered,
    negated,
    once,
    put_together,
    said,
    shared,
    summed_up,
    times_told,
    told_by_a_return,
    told_once,
    told_together,
    told_with,
    with_a_date,
    without,
)

CASE = ("case_id",)

SOCIAL_CARE = ("childrens_social_care",)
"""Whose record holds these decisions and what they drew on."""

SAID, EARLIER, DECISION = "said outright", "earlier referral", "decision"
WANTED, ADDED = "chronology wanted", "one of several"

CLOSED = ("case_closed", "referral_no_further_action", "threshold_not_met")
REFERRED = ("safeguarding_referral", "referred_again", "anonymous_referral", "relative_referral")


class Parameters(Params):
    """The rule's numbers."""

    referrals_at_least: int = threshold(
        3, ge=1, le=20, description="earlier referrals", basis="project default"
    )
    closed_at_least: int = threshold(
        2,
        ge=1,
        le=10,
        description="in a summary: closures by social care, or referrals without action",
        basis="project default",
    )
    incidents_at_least: int = threshold(
        10,
        ge=2,
        le=100,
        description="in a summary: domestic incidents, such as those of a police list",
        basis="project default",
    )
    referrals_within_days: int = threshold(
        730, ge=90, le=3650, description="days before the decision", basis="project default"
    )
    history_within_days: int = threshold(
        90,
        ge=0,
        le=365,
        description="days before the decision in which history is looked for",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["kind"] == "information_gap":
        return Wording(
            "Several referrals came before a conference or assessment, and no return of social care "
            "covers the time in which history would have been gathered.",
            "Ask social care: which history did the conference or assessment draw on?",
        )
    told = []
    if m["decisions"]:
        told.append(
            "Several referrals came before a conference or the end of an assessment, and the record "
            "of the time before it does not speak of a chronology or of history."
        )
    if m["said"]:
        told.append(
            f"The records say {times(m['said'])} that history was not drawn on, or that events were "
            "looked at one by one."
        )
    if m["added"]:
        told.append(
            "The summary tells of several referrals, closures or incidents, and of no chronology in which "
            "somebody looked at them together."
        )
    if m["wanted"]:
        told.append("A chronology was asked for, and the summary does not say that it was made.")
    return Wording(" ".join(told))


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a return of social care."""
    reason = "No return of children's social care was read."
    return coverage_scope(case, SOCIAL_CARE, reason=reason)


@rule("chronology-unused", attention="low", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Decisions after several referrals without a word of history; and what records say."""
    span = pl.duration(days=p.history_within_days)
    silent = _without_history(case, _after_referrals(case, p), p)
    silent = shared(
        told_by_a_return(
            silent, case, SOCIAL_CARE, first=pl.col("lo") - span, last=pl.col("hi"), name="covered"
        )
    )
    # what became of brothers and sisters, and was not used, is another pattern
    siblings = said(case, "siblings_past_unused", statuses=("affirmed", "historical"))
    unused = [
        affirmed(case, "history_unused", part=SAID),
        doubted(case, "history_unused", part=SAID),
    ]
    stated = [
        without(pl.concat(unused), siblings),
        negated(case, "chronology_used", part=SAID),
    ]
    decisions = told_together(silent.filter("covered"), apart_days=p.history_within_days)
    told = shared(
        told_with(decisions, pl.concat(stated), apart_days=p.history_within_days, by=CASE)
    )
    added = _added_up(case, p).join(told.select("case_id").unique(), on="case_id", how="anti")
    told = pl.concat([told, told_once(added, by=CASE)], how="diagonal_relaxed")
    parts = pl.col("evidence").list.unique().list.eval(pl.element().struct.field("part"))
    flags = findings(
        about_the_child(told, case),
        attention="low",
        raised_on=pl.col("reached"),
        measure={
            "said": parts.list.count_matches(SAID),
            "decisions": parts.list.contains(DECISION),
            "wanted": parts.list.contains(WANTED),
            "added": parts.list.contains(ADDED),
        },
    )
    gaps = findings(
        about_the_child(silent.filter(~pl.col("covered")), case),
        attention="low",
        kind="information_gap",
    )
    return pl.concat([flags, gaps])


def _added_up(case: Tables, p: Parameters) -> pl.LazyFrame:
    """In a summary: referrals as often, or closures twice, of which nothing says that they were
    looked at together; and a chronology that somebody wanted and nobody is said to have made."""
    read = affirmed(case, "chronology_used").select("case_id").unique()
    summaries = shared(summed_up(case).join(read, on="case_id", how="anti"))
    closed = affirmed(case, *CLOSED, part=ADDED).filter(pl.col("agency_kind").is_in(SOCIAL_CARE))
    often = []
    for rows, least in (
        (closed, p.closed_at_least),
        (affirmed(case, "domestic_incident", part=ADDED), p.incidents_at_least),
        (affirmed(case, *REFERRED, part=ADDED), p.referrals_at_least),
    ):
        told = shared(times_told(rows, by=CASE))
        enough = told.group_by("case_id").agg(n=pl.col("happening").n_unique())
        enough = enough.filter(pl.col("n") >= least)
        often.append(told.join(enough, on="case_id", how="semi"))
    wanted = said(case, "chronology_used", statuses=("hypothetical",), part=WANTED)
    return (
        pl.concat([*often, wanted], how="diagonal_relaxed")
        .join(summaries, on="case_id", how="semi")
        .with_columns(sure=pl.lit(False))
    )


def _after_referrals(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Conferences and ended assessments with so many referrals on days before."""
    known = with_a_date()
    decisions = affirmed(case, "assessment_ended", "initial_conference", part=DECISION)
    referrals = affirmed(case, "safeguarding_referral", part=EARLIER)
    earlier = once(referrals.filter(known), CASE).select(
        "case_id",
        r_lo="lo",
        r_hi="hi",
        r_evidence="evidence",
    )
    span = pl.duration(days=p.referrals_within_days)
    surely = (pl.col("r_lo") >= pl.col("hi") - span) & (pl.col("r_hi") < pl.col("lo"))
    return (
        _one_a_day(decisions.filter(known))
        .join(earlier, on="case_id")
        .filter(pl.col("r_hi") >= pl.col("lo") - span, pl.col("r_lo") < pl.col("hi"))
        .group_by("case_id", "happening", "lo", "hi", "evidence", "sure")
        .agg(
            n=pl.len(),
            n_surely=surely.sum(),
            earlier=gathered("r_evidence"),
        )
        .filter(pl.col("n") >= p.referrals_at_least)
        .with_columns(
            sure=pl.col("sure") & (pl.col("n_surely") >= p.referrals_at_least),
            evidence=put_together("evidence", "earlier"),
        )
        .select("case_id", "happening", "lo", "hi", "evidence", "sure")
    )


def _one_a_day(occurrences: pl.LazyFrame) -> pl.LazyFrame:
    evidence = gathered("evidence")
    return occurrences.group_by("case_id", "lo", "hi").agg(
        pl.col("happening").min(), evidence.unique(), pl.col("sure").any()
    )


def _without_history(case: Tables, decisions: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Decisions for which nothing on the day or in the days before speaks of history."""
    decisions = shared(decisions)
    spoken = said(case, "chronology_used", "sibling_history", statuses=("affirmed", "historical"))
    span = pl.duration(days=p.history_within_days)
    keys = ["case_id", "lo", "hi"]
    in_time = (pl.col("s_lo") >= pl.col("hi") - span) & (pl.col("s_hi") <= pl.col("lo"))
    met = (
        decisions.select(keys)
        .join(spoken.select("case_id", s_lo="lo", s_hi="hi").unique(), on="case_id")
        .filter(pl.col("s_hi") >= pl.col("lo") - span, pl.col("s_lo") <= pl.col("hi"))
        .group_by(keys)
        .agg(used=in_time.any())
    )
    return (
        decisions.join(met, on=keys, how="left")
        .filter(~pl.col("used").fill_null(False))
        .with_columns(sure=pl.col("sure") & pl.col("used").is_null())
        .drop("used")
    )
