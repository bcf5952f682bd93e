"""A child whom nobody saw: visits that failed, access refused, weeks between sightings.

What it looks for
-----------------
Any of these, told as one flag a child:

- A failed visit, or a visit at which the child was asleep, out or kept from sight, while a child
  protection or child in need plan was in force, with no sighting of the child by anybody within
  five working days.
- Two or more such visits within 42 days, neither followed by a sighting within five working days,
  with or without a plan.
- A child protection plan in force, and more than 28 days between sightings by social workers, or
  more than 42 days between sightings by anybody; of a child last seen before the plan, from its
  first day.
- A carer would not let a worker see the child.
- A record or review that says so outright: the child was not seen for weeks, no professional saw
  the child, the visits that were due were not made.
- Where one table sums up several agencies: two contacts or more, anywhere in it, at which the child was not
  seen, was elsewhere or asleep, or was only glimpsed; as *possible* and with low attention.

A sighting is a record that the child was seen, spoken to, weighed, examined or brought, or a home
visit that does not say otherwise. Left out: what the service cancelled, a letter or call to a wrong
address, a child who was in hospital, a visit without access on a day on which the child was seen
after all, and calls of the police and of landlords.

Why it matters
--------------
What carers say about a child is not the child. Reviews tell of weeks in which every contact was
recorded and none of them was with the child, and of doors behind which nobody asked to look.

Known limits
------------
- Working days, weeks and the two failed visits are local figures or this project's defaults, as
  printed beside them. Change them to your partnership's.
- Babies sleep, families go out, and a card through the door is often answered by a telephone call
  that nobody writes down. Families in temporary housing, or with several services, have more visits
  to miss.
- A home visit counts as a sighting unless its record says otherwise; it may not have been one.
- Whether a manager was told within a day of a failed visit is seldom in a chronology. Ask.
- “Seen” does not say awake, undressed or alone.

Questions for the panel
-----------------------
- When was the child last seen awake, by whom, and what did that person see?
- What was each worker to do after a visit without access, and whom were they to tell?

Sources
-------
- Knowsley Children’s Social Care, No access visits: a manager told within a day, the child seen
  within five working days
- Southwark Children’s Services, Monitoring visits: action where a child is unseen by a social worker
  for four weeks or by any agency for six
- Tees Safeguarding Children Partnerships, No access to a child
- Local Child Safeguarding Practice Reviews “Ivy” (Cumbria) and “Dylan” (Stockport, 2023)

Examples
--------
A failed visit on a child protection plan, and nobody saw her that week
    child born 2018-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                          | evidence     |
    | 2021-07-01 | children's social care | ICPC held. Made subject to a child protection plan for neglect. |              |
    | 2021-07-12 | children's social care | SW called, no answer at the door. Card left.                    | failed visit |
    | 2021-07-20 | children's social care | Home visit. Child seen, playing in the garden.                  |              |

    says: Child not seen
    says: A visit failed or the child was not seen at it while a child protection plan was in force, and no sighting is on record within 5 working days.
    raised: 2021-07-12
    expect: flag, high, definite

Seen on the fifth working day
    child born 2018-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                          | evidence |
    | 2021-07-01 | children's social care | ICPC held. Made subject to a child protection plan for neglect. |          |
    | 2021-07-12 | children's social care | SW called, no answer at the door. Card left.                    |          |
    | 2021-07-19 | children's social care | Home visit. Child seen, playing in the garden.                  |          |

    expect: nothing found

A plan of which only the month is known
    child born 2018-06-03
    under review 2021-01-01 to 2021-08-31

    | date       | agency                 | record                                     | evidence |
    | June 2021  | children's social care | Made subject of a child protection plan.   |          |
    | 2021-06-07 | children's social care | Home visit. Child seen.                    | seen     |
    | 2021-07-20 | children's social care | Child seen at home, with Mum.              | seen     |

    says: 42 days
    expect: flag, high, possible

Last seen before the plan began
    child born 2018-06-03
    under review 2021-01-01 to 2021-08-31

    | date       | agency                 | record                                     | evidence |
    | 2021-05-20 | children's social care | Home visit. Child seen.                    |          |
    | 2021-06-07 | children's social care | Made subject of a child protection plan.   |          |
    | 2021-07-06 | children's social care | Child seen at home, with Mum.              | seen     |
    | 2021-07-20 | children's social care | Home visit. Child seen.                    |          |

    raised: 2021-07-06
    expect: flag, medium, definite

Last seen before it began, twenty-eight days on
    child born 2018-06-03
    under review 2021-01-01 to 2021-08-31

    | date       | agency                 | record                                     | evidence |
    | 2021-05-20 | children's social care | Home visit. Child seen.                    |          |
    | 2021-06-07 | children's social care | Made subject of a child protection plan.   |          |
    | 2021-07-05 | children's social care | Child seen at home, with Mum.              |          |
    | 2021-07-20 | children's social care | Home visit. Child seen.                    |          |

    expect: nothing found

Of one visit only the month is known
    child born 2018-06-03
    under review 2021-01-01 to 2021-08-31

    | date       | agency                 | record                                     | evidence |
    | 2021-06-01 | children's social care | Made subject of a child protection plan.   |          |
    | 2021-06-07 | children's social care | Home visit. Child seen.                    | seen     |
    | July 2021  | children's social care | Child seen at home, with Mum.              | seen     |
    | 2021-08-02 | children's social care | Home visit. Child seen.                    | seen     |

    expect: flag, high, possible

On a child in need plan
    child born 2018-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                | evidence     |
    | 2021-07-01 | children's social care | Child in need plan agreed.                            |              |
    | 2021-07-12 | children's social care | Unannounced visit, no reply.                          | failed visit |

    says: A visit failed or the child was not seen at it while a child in need plan was in force, and no sighting is on record within 5 working days.
    raised: 2021-07-12
    expect: flag, medium, definite

After the plan had ended
    child born 2018-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                          | evidence |
    | 2021-05-01 | children's social care | Made subject to a child protection plan for neglect.            |          |
    | 2021-05-10 | children's social care | Home visit, children seen.                                      |          |
    | 2021-05-24 | children's social care | Removed from child protection plan.                             |          |
    | 2021-07-12 | children's social care | Unannounced visit, no reply.                                    |          |

    expect: nothing found

Two failed visits without a plan, forty-two days apart
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                               | evidence     |
    | 2021-08-02 | health visitor | No access at planned visit.                          | failed visit |
    | 2021-09-13 | health visitor | Baby upstairs asleep, not woken. Mum says he's fine. | not seen     |

    says: The child was not seen at 2 visits within 42 days, and no sighting is on record within 5 working days after any of them.
    raised: 2021-09-13
    expect: flag, medium, definite

Two failed visits, forty-three days apart
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                               | evidence     |
    | 2021-08-02 | health visitor | No access at planned visit.                          |              |
    | 2021-09-14 | health visitor | Baby upstairs asleep, not woken. Mum says he's fine. |              |

    expect: nothing found

The GP saw the child in between
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                               | evidence     |
    | 2021-08-02 | health visitor | No access at planned visit.                          |              |
    | 2021-08-05 | GP             | Attended for first imms with mum, given.             |              |
    | 2021-08-16 | health visitor | No reply at the door again.                          |              |

    expect: nothing found

One failed visit, no plan
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                               | evidence     |
    | 2021-08-02 | health visitor | No access at planned visit.                          |              |

    expect: nothing found

A carer would not let the worker see the child
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                                          | evidence       |
    | 2021-08-02 | health visitor | Spoke on doorstep. Mum refused to let me see the baby, said he'd just gone off. | access refused |

    says: A carer would not let a worker see the child.
    raised: 2021-08-02
    expect: flag, medium, definite

Twenty-nine days between two visits on a plan
    child born 2018-06-03
    under review 2021-01-01 to 2021-08-20

    | date       | agency                 | record                                                          | evidence |
    | 2021-07-01 | children's social care | ICPC held. Made subject to a child protection plan for neglect. |          |
    | 2021-07-05 | children's social care | Home visit. Child seen.                                         | seen     |
    | 2021-08-03 | children's social care | Home visit, child seen and spoken to.                           | seen     |

    says: On a child protection plan, more than 28 days lie between two sightings by social workers.
    raised: 2021-08-03
    expect: flag, medium, definite

Twenty-eight days between two visits on a plan
    child born 2018-06-03
    under review 2021-01-01 to 2021-08-20

    | date       | agency                 | record                                                          | evidence |
    | 2021-07-01 | children's social care | ICPC held. Made subject to a child protection plan for neglect. |          |
    | 2021-07-05 | children's social care | Home visit. Child seen.                                         |          |
    | 2021-08-02 | children's social care | Home visit, child seen and spoken to.                           |          |

    expect: nothing found

Forty-three days in which nobody at all saw the child
    child born 2018-06-03
    under review 2021-01-01 to 2021-09-10

    | date       | agency                 | record                                                          | evidence |
    | 2021-07-01 | children's social care | ICPC held. Made subject to a child protection plan for neglect. |          |
    | 2021-07-05 | children's social care | Home visit. Child seen.                                         | seen     |
    | 2021-08-17 | children's social care | Home visit, child seen and spoken to.                           | seen     |
    | 2021-09-09 | children's social care | Home visit, child seen and spoken to.                           |          |

    says: On a child protection plan, more than 42 days lie between two sightings by anybody and on a child protection plan, more than 28 days lie between two sightings by social workers.
    raised: 2021-08-17
    expect: flag, high, definite

Forty-three days for the social worker, in which the school nurse saw the child
    child born 2018-06-03
    under review 2021-01-01 to 2021-09-10

    | date       | agency                 | record                                                          | evidence |
    | 2021-07-01 | children's social care | ICPC held. Made subject to a child protection plan for neglect. |          |
    | 2021-07-05 | children's social care | Home visit. Child seen.                                         | seen     |
    | 2021-07-26 | health visitor         | Weighed in clinic, 14.2 kg.                                     |          |
    | 2021-08-17 | children's social care | Home visit, child seen and spoken to.                           | seen     |
    | 2021-09-09 | children's social care | Home visit, child seen and spoken to.                           |          |

    expect: flag, medium, definite

Forty-two days in which nobody saw the child
    child born 2018-06-03
    under review 2021-01-01 to 2021-09-10

    | date       | agency                 | record                                                          | evidence |
    | 2021-07-01 | children's social care | ICPC held. Made subject to a child protection plan for neglect. |          |
    | 2021-07-05 | children's social care | Home visit. Child seen.                                         | seen     |
    | 2021-08-16 | children's social care | Home visit, child seen and spoken to.                           | seen     |
    | 2021-09-09 | children's social care | Home visit, child seen and spoken to.                           |          |

    expect: flag, medium, definite

A return that tells of one visit only is no record of visits
    child born 2018-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency                 | record                                                          | evidence |
    | 2021-07-01 | children's social care | ICPC held. Made subject to a child protection plan for neglect. |          |
    | 2021-07-05 | children's social care | Home visit. Child seen.                                         |          |
    | 2021-11-05 | children's social care | Review conference.                                              |          |

    expect: nothing found

One of the two failed visits has only a month
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date        | agency         | record                                               | evidence     |
    | August 2021 | health visitor | No access at planned visit.                          | failed visit |
    | 2021-09-20  | health visitor | No reply at the door again.                          | failed visit |

    expect: flag, medium, possible

Said outright by a review
    | date | agency | record                                                          | evidence      |
    | n/k  | review | Child T was not seen by any professional for seven weeks.       | said outright |

    says: A record says outright that the child was not seen for a time or at visits that were due.
    expect: flag, medium, definite

Nothing is dated
    | date | agency | record                                                                   | evidence     |
    | n/k  | review | The health visitor was unable to gain access to the property.            | failed visit |
    | n/k  | review | When she called again the baby was asleep upstairs and not woken.         | not seen     |

    expect: flag, medium, possible

Seen, and not heard
    child born 2014-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                       | evidence |
    | 2021-08-02 | children's social care | Older siblings were never spoken to.                         |          |
    | 2021-08-12 | children's social care | The child's voice was absent from the assessment.            |          |

    expect: nothing found

A father not seen, a flat that the landlord could not enter, a service that cancelled
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                       | evidence |
    | 2021-08-02 | health visitor | Dad not seen, at work. Baby weighed, thriving.               |          |
    | 2021-08-04 | housing        | No access for gas check.                                     |          |
    | 2021-08-05 | housing        | No access for gas check, second visit.                       |          |
    | 2021-08-12 | health visitor | Visit cancelled by service, HV sick. No access to diary.     |          |

    expect: nothing found

In hospital when the worker called
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                       | evidence |
    | 2021-08-02 | health visitor | No reply at the door. Later heard baby is on the ward.       |          |
    | 2021-08-02 | hospital       | Admitted to children's ward with bronchiolitis.              |          |
    | 2021-09-01 | health visitor | No access visit.                                             |          |

    expect: nothing found

On a plan, and children's social care sent no return
    child born 2018-06-03
    under review 2021-01-01 to 2021-12-31
    children's social care: no return

    | date       | agency | record                                                             | evidence |
    | 2021-07-01 | school | Attended ICPC. Made subject to a child protection plan.            | on a plan |

    says: The child was on a child protection plan, and children’s social care sent no return, so it is not known how often a social worker saw the child.
    says: Ask children’s social care: on which days was the child seen, by whom, awake and alone?
    expect: information gap

Only the police sent a return
    child born 2018-06-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency | record                                        | evidence |
    | 2021-07-01 | police | Noise complaint, words of advice.             |          |

    expect: not assessable

Only telephone calls to the parents
    | date         | agency | record                                                            | evidence      |
    | Spring 2020  | school | Calls every Friday, only with Dad, who said all was well.         |               |
    | Summer 2020  | review | Nobody had seen the boy since the Easter holidays.                | said outright |

    expect: flag, medium, definite

The last time that anybody did
    | date | agency | record                                                                    | evidence      |
    | 2016 | review | That clinic was the last time any professional set eyes on the twins.     | said outright |

    expect: flag, medium, definite

Slipped from view
    | date | agency | record                                                                    | evidence      |
    | n/k  | review | After the move the family disappeared from everyone's view.               | said outright |

    expect: flag, medium, definite

Seen, though a visit was not needed and a father was last seen long ago
    child born 2018-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency                 | record                                                  | evidence |
    | 2021-08-02 | children's social care | No home visit was needed as she was seen at school.     |          |
    | 2021-08-05 | health visitor         | Dad last seen at Easter. Call to mum only about a date. |          |

    expect: nothing found

A summary of years that tells twice that a child stayed out of sight
    | date        | agency                 | record                                               | evidence |
    | 2011        | health visitor         | Called; toddler asleep, not woken.                   | not seen |
    | 2013        | children's social care | Duty worker spoke to Gran on the doorstep.           | not seen |
    | Autumn 2014 | housing                | New kitchen.                                         |          |

    says: The summary tells of 2 contacts at which the child was not seen
    expect: flag, low, possible

A summary that tells it once
    | date        | agency                 | record                                               | evidence |
    | 2011        | health visitor         | Called; toddler asleep, not woken.                   |          |
    | 2013        | children's social care | Duty worker played with the toddler.                 |          |
    | Autumn 2014 | housing                | New kitchen.                                         |          |

    expect: nothing found
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, listed, rule, threshold
from chronology.tables import Tables
from chronology.temporal import (
    KEY,
    affirmed,
    children,
    counted,
    coverage_scope,
    covered,
    gap,
    ground,
    in_force,
    negated,
    not_followed_by,
    not_same_day,
    of_children,
    of_each_child,
    one_account,
    shared,
    summed_up,
    times_told,
    told_as_one,
    told_once,
    unreturned,
    with_a_date,
    without,
    working_days,
)

SEES_CHILDREN = (
    "health_visiting",
    "midwifery",
    "childrens_social_care",
    "early_help",
    "education",
    "paediatrics",
    "hospital",
    "gp",
    "voluntary",
    "other",
)
"""Agencies whose visits and contacts are to see a child. A review's own rows count as such."""

SIGHTINGS = (
    "child_seen_alone",
    "child_spoken_to",
    "weight_recorded",
    "paediatric_examination",
    "medical_attention",
    "appointment_attended",
    "inpatient",
    "home_visit",
)
"""What a record can't say, as a rule, without somebody having seen the child."""

SOCIAL_WORK = ("childrens_social_care",)


class Parameters(Params):
    """The rule's numbers."""

    seen_within_working_days: int = threshold(
        5,
        ge=0,
        le=30,
        description="after a failed visit the child is seen within so many working days",
        basis="local example",
        source="Knowsley Children’s Social Care, No access visits",
    )
    at_least: int = threshold(
        2, ge=2, le=10, description="so many failed visits without a plan", basis="project default"
    )
    within_days: int = threshold(
        42, ge=7, le=180, description="within so many days", basis="project default"
    )
    social_worker_days: int = threshold(
        28,
        ge=5,
        le=90,
        description="on a child protection plan, days between sightings by social workers; more than "
        "this is raised",
        basis="local example",
        source="Southwark Children’s Services, Monitoring visits: four weeks",
    )
    anybody_days: int = threshold(
        42,
        ge=7,
        le=120,
        description="on a child protection plan, days between sightings by anybody; more than this is "
        "raised with high attention",
        basis="local example",
        source="Southwark Children’s Services, Monitoring visits: six weeks",
    )


GROUNDS = {
    "outright": "a record says outright that the child was not seen for a time or at visits that were "
    "due",
    "refused": "a carer would not let a worker see the child",
    "on_plan": "a visit failed or the child was not seen at it while a child protection plan was in "
    "force, and no sighting is on record within {seen} working days",
    "in_need": "a visit failed or the child was not seen at it while a child in need plan was in force, "
    "and no sighting is on record within {seen} working days",
    "repeated": "the child was not seen at {n} visits within {within} days, and no sighting is on record "
    "within {seen} working days after any of them",
    "told": "the summary tells of {n} contacts at which the child was not seen",
    "social_worker": "on a child protection plan, more than {social_worker} days lie between two "
    "sightings by social workers",
    "anybody": "on a child protection plan, more than {anybody} days lie between two sightings by "
    "anybody",
}


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["kind"] == "information_gap":
        return Wording(
            "The child was on a child protection plan, and children’s social care sent no return, so it "
            "is not known how often a social worker saw the child.",
            "Ask children’s social care: on which days was the child seen, by whom, awake and alone?",
        )
    told = [GROUNDS[name].format(**{**m["days"], "n": m["n"]}) for name in m["grounds"]]
    text = "; ".join(told) if len(told) > 2 else listed(told)
    return Wording(f"{text[0].upper()}{text[1:]}.", title="Child not seen")


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which no agency that sees children was read."""
    return coverage_scope(
        case, SEES_CHILDREN, reason="No return of an agency that sees children was read."
    )


@rule("child-not-seen", attention="medium", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Failed visits, refusals and long gaps between sightings."""
    kids = shared(children(case))
    begun = shared(of_children(affirmed(case, "child_protection_plan", part="on a plan"), kids))
    ended = shared(of_children(negated(case, "child_protection_plan"), kids))
    seen = shared(_sightings(case, kids))
    unseen = shared(_unseen(case, kids, seen, p))
    told = told_as_one(
        [
            *_stated(case, kids),
            *_on_a_plan(case, kids, unseen, begun, ended, p),
            *_repeated(unseen, p),
            *_in_summaries(case, kids, p),
            *_between_sightings(case, seen, begun, ended, p),
        ]
    )
    return pl.concat([_flags(told, p), _gaps(case, begun)])


def _sightings(case: Tables, kids: pl.LazyFrame) -> pl.LazyFrame:
    """Records of somebody seeing the child; a home visit unless it says otherwise."""
    not_seen = affirmed(case, "child_not_seen", "no_access", "child_unseen", "missed_appointment")
    shown = without(affirmed(case, *SIGHTINGS, part="seen"), not_seen)
    marked = pl.concat([shown, negated(case, "child_not_seen", part="seen")])
    # whoever it was that a visit or consultation is said of, the child was there unless said
    anyone = pl.col("concept").is_in(["home_visit", "medical_attention"])
    about = pl.col("who").is_in(["child", "unknown", "sibling"]) | anyone
    rows = marked.filter(about).with_columns(
        person_id=pl.when(pl.col("who") == "child").then("person_id"),
        who=pl.when(pl.col("who") == "child").then("who").otherwise(pl.lit("unknown")),
    )
    return of_children(rows, kids)


def _unseen(case: Tables, kids: pl.LazyFrame, seen: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Visits at which the child was not seen, after which nobody saw the child in time."""
    failed = affirmed(case, "no_access", part="failed visit")
    not_seen = affirmed(case, "child_not_seen", part="not seen").filter(pl.col("who") != "sibling")
    visits = pl.concat([failed, not_seen]).filter(pl.col("agency_kind").is_in(SEES_CHILDREN))
    # that a child was not heard, or that the adults came first, is another pattern
    elsewhere = affirmed(case, "voice_unheard", "adult_focus")
    benign = pl.concat(
        [affirmed(case, "service_cancelled", "wrong_address", "inpatient"), elsewhere]
    )
    rows = without(visits, benign).with_columns(
        person_id=pl.when(pl.col("who") == "child").then("person_id"), who=pl.lit("unknown")
    )
    tried = not_same_day(of_children(rows, kids), seen)
    away = of_each_child(affirmed(case, "inpatient"), kids)
    return not_followed_by(
        not_same_day(tried, away), seen, within_days=working_days(p.seen_within_working_days)
    )


def _stated(case: Tables, kids: pl.LazyFrame) -> list[pl.LazyFrame]:
    outright = of_each_child(affirmed(case, "child_unseen", part="said outright"), kids)
    refused = of_each_child(affirmed(case, "access_to_child_refused", part="access refused"), kids)
    return [ground(outright, "outright", "medium"), ground(refused, "refused", "medium")]


def _in_summaries(case: Tables, kids: pl.LazyFrame, p: Parameters) -> list[pl.LazyFrame]:
    """Summaries that tell twice or more that the child was not seen. They pick out what mattered, so
    neither days nor what lay between them are asked for."""
    not_seen = affirmed(case, "child_not_seen", "glimpsed_only", part="not seen")
    ours = not_seen.filter(pl.col("agency_kind").is_in((*SEES_CHILDREN, "police")))
    other = ("service_cancelled", "wrong_address", "inpatient", "voice_unheard", "adult_focus")
    rows = one_account(without(ours, affirmed(case, *other)))
    often = told_once(rows).filter(pl.col("n") >= p.at_least)
    told = often.join(summed_up(case), on="case_id", how="semi").join(
        kids.select(*KEY), on="case_id"
    )
    return [ground(told.with_columns(sure=pl.lit(False)), "told", "low", reached="reached", n="n")]


def _on_a_plan(
    case: Tables,
    kids: pl.LazyFrame,
    unseen: pl.LazyFrame,
    begun: pl.LazyFrame,
    ended: pl.LazyFrame,
    p: Parameters,
) -> list[pl.LazyFrame]:
    """A visit at which the child was not seen, on a day on which a plan was in force."""
    need = of_children(affirmed(case, "child_in_need_plan"), kids)
    no_need = of_children(negated(case, "child_in_need_plan"), kids)
    on_plan = in_force(unseen, begun, ended, name="plan", by=KEY).filter("plan")
    in_need = in_force(unseen, need, no_need, name="plan", by=KEY).filter("plan")
    return [ground(on_plan, "on_plan", "high"), ground(in_need, "in_need", "medium")]


def _repeated(unseen: pl.LazyFrame, p: Parameters) -> list[pl.LazyFrame]:
    episodes = counted(times_told(unseen), at_least=p.at_least, within_days=p.within_days)
    return [ground(episodes, "repeated", "medium", reached="reached", n="n")]


def _between_sightings(
    case: Tables, seen: pl.LazyFrame, begun: pl.LazyFrame, ended: pl.LazyFrame, p: Parameters
) -> list[pl.LazyFrame]:
    """Long gaps between two sightings while a child protection plan was in force throughout."""
    spans = shared(_plans(case, begun, ended))
    by = (*KEY, "view")
    own = seen.filter(pl.col("agency_kind").is_in(SOCIAL_WORK))
    views = [(own, "social_worker"), (seen, "anybody")]
    sightings = shared(pl.concat([rows.with_columns(view=pl.lit(view)) for rows, view in views]))
    both = spans.join(pl.LazyFrame({"view": [view for _, view in views]}), how="cross")
    limit = min(p.social_worker_days, p.anybody_days)
    both = shared(both)
    stretches = _in_a_plan(gap(sightings, both, longer_than_days=limit, by=by), spans)
    ends = pl.concat([sightings.select(*by, day="lo"), sightings.select(*by, day="hi")]).unique()
    # who was last seen before the plan began was not seen from its first day on
    from_the_plan = both.select(*by, day="first").join(
        sightings.group_by(by).agg(pl.col("lo").min()), on=by
    )
    begins = pl.concat(
        [ends, from_the_plan.filter(pl.col("lo") < pl.col("day")).select(*by, "day")]
    ).unique()
    between = stretches.join(begins.rename({"day": "lo"}), on=[*by, "lo"], how="semi").join(
        ends.rename({"day": "hi"}), on=[*by, "hi"], how="semi"
    )
    rows = shared(between)
    worker = rows.filter(pl.col("view") == "social_worker", pl.col("days") > p.social_worker_days)
    anybody = rows.filter(pl.col("view") == "anybody", pl.col("days") > p.anybody_days)
    return [ground(worker, "social_worker", "medium"), ground(anybody, "anybody", "high")]


def _in_a_plan(stretches: pl.LazyFrame, spans: pl.LazyFrame) -> pl.LazyFrame:
    """Sure only where the plan was surely in force all the while."""
    stretches = shared(stretches)
    days = [*KEY, "lo", "hi"]
    surely = (
        stretches.select(days)
        .unique()
        .join(spans.filter("certain"), on=list(KEY))
        .filter(pl.col("first") <= pl.col("lo"), pl.col("last") >= pl.col("hi"))
        .select(*days, _certain=pl.lit(True))
        .unique()
    )
    return (
        stretches.join(surely, on=days, how="left")
        .with_columns(sure=pl.col("sure") & pl.col("_certain").fill_null(False))
        .drop("_certain")
    )


def _plans(case: Tables, begun: pl.LazyFrame, ended: pl.LazyFrame) -> pl.LazyFrame:
    """The days, spoken of by a return of children's social care, on which a plan was in force.

    ``certain``: from the last day on which it can have begun. Of a plan whose day is not known
    there are the days from the first one too.
    """
    dated = shared(begun.filter("sure", with_a_date()))
    surely = dated.select(*KEY, begins="hi", certain=pl.lit(True))
    perhaps = dated.filter(pl.col("lo") < pl.col("hi")).select(
        *KEY, begins="lo", certain=pl.lit(False)
    )
    starts = shared(pl.concat([surely, perhaps]).unique())
    start = [*KEY, "begins", "certain"]
    over = (
        starts.join(ended.select(*KEY, e_lo="lo"), on=list(KEY))
        .filter(pl.col("e_lo") >= pl.col("begins"))
        .group_by(start)
        .agg(pl.col("e_lo").min())
    )
    return (
        starts.join(over, on=start, how="left")
        .join(covered(case, SOCIAL_WORK), on="case_id")
        .with_columns(
            first=pl.max_horizontal("begins", "first"), last=pl.min_horizontal("e_lo", "last")
        )
        .filter(pl.col("first") < pl.col("last"))
        .group_by(*KEY, "last", "certain")
        .agg(pl.col("first").min())
        .select(*KEY, "first", "last", "certain")
    )


def _flags(told: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    days = pl.struct(
        seen=pl.lit(p.seen_within_working_days),
        within=pl.lit(p.within_days),
        social_worker=pl.lit(p.social_worker_days),
        anybody=pl.lit(p.anybody_days),
    )
    return findings(
        told,
        attention=pl.col("attention"),
        raised_on=pl.col("reached"),
        measure={"grounds": pl.col("grounds"), "n": pl.col("n"), "days": days},
    )


def _gaps(case: Tables, begun: pl.LazyFrame) -> pl.LazyFrame:
    """A child protection plan, and no return of children's social care to tell of the visits."""
    silent = unreturned(case, SOCIAL_WORK).select("case_id").unique()
    first = begun.join(silent, on="case_id").sort(*KEY, "lo", "hi", "happening")
    return findings(
        first.group_by(KEY, maintain_order=True).first(), attention="medium", kind="information_gap"
    )
