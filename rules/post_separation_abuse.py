"""Abuse that parting did not end: a case closed, contact not looked at, or only the victim asked to act.

What it looks for
-----------------
Three things, each told by itself, in a case with domestic abuse and a couple that parted:

- an agency closed or stepped down within six months of the day on which the records first show that
  they had parted, while the child went on seeing the other parent. Where the contact had been
  looked at before the closure, that is raised with low attention. Where records say in words that
  parting was taken for the end of the risk, that is enough by itself;
- abuse went on after they had parted, or the child went on having contact after abuse, and nobody
  assessed, agreed or made safe the arrangements for contact: within 28 days of the abuse, or of
  the contact or in the six months before it. A record saying that they were not looked at is
  enough by itself;
- a plan asked the abused parent to keep the other away or to keep the child safe from him, and
  nothing was asked of him or done about him on that day or in the 28 days after.

Who has parted and come together again has not parted. What the police closed, a conflict without
abuse, a child's own separation from a parent, and contact that a court or a contact centre frames
are left out. Where nobody writes whether contact went on, or where no return speaks of the weeks in
which contact would have been looked at, it is a question and no finding.

Why it matters
--------------
The time after parting is the most dangerous of all for many women and their children, and contact
is where abuse goes on. “Child Z” asked that the legacy of abuse be understood after separation, and
that safety not be laid on the victim alone. A plan in which only one parent has anything to do says
where the risk is thought to lie.

Known limits
------------
- Most separations are no danger, and most contact is good for children. Closing can be right: the
  abuse was long ago, support went on elsewhere, or the parent wanted no more of it.
- Contact may have been weighed in a document, a solicitor's letter or a court order that no return
  holds. What was asked of the other may stand in a police or probation record that was not sent.
- Bail, an arrest or an order before the plan does not count as asked of him by the plan. Conditions end.
- The day of parting is the day on which a record first says so; it was often earlier. A couple who
  part and return many times, which abuse makes likely, is not followed well.
- Mothers appear here as the ones of whom things are asked far more than fathers, as they do in
  plans; abused fathers, and parents of one sex, are read less well. Women who are policed, housed or
  supported by services have more records than those who pay for a flat and a solicitor. Women whose
  right to stay hangs on the other, and those whose families press them to return, may not say that
  they parted.
- The days are this project's numbers: none were published for the parts of this pattern.

Questions for the panel
-----------------------
- What was asked of the one who abused, and who asked it?
- Who looked at what contact meant for the child, and again after each incident?
- What was thought to have changed on the day that they parted?

Sources
-------
- East Sussex Safeguarding Children Partnership, learning briefing “Child Z” (2021), recommendation 2
- Plymouth Safeguarding Children Partnership, SafeLives DASH risk checklist: separation, control and
  violence together
- Domestic Abuse Act 2021: children as victims; controlling or coercive behaviour after separation
- Ministry of Justice, Family Procedure Rules, Practice Direction 12J (2017): contact where there is
  domestic abuse; named here and not read for it

Examples
--------
Said in a review's own order of words
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                                                         | evidence |
    | 2021-07-01 | review | Since leaving, mum reports that he follows her and sends threatening messages. | parted, abuse after parting |

    expect: flag, medium, possible

Parted without abuse
    under review 2020-09-01 to 2021-12-31

    | date       | agency | record                                            | evidence |
    | 2021-07-01 | review | Parents separated amicably; no abuse at any time. |  |

    expect: nothing found


Closed six months after they parted, and contact looked at only then
    child born 2020-02-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                             | evidence |
    | 2021-02-01 | police         | Domestic assault at home address, mother did not wish to proceed.  | abuse    |
    | 2021-03-05 | health visitor | Parents have separated, dad is at his brother's.                   | parted   |
    | 2021-09-01 | nursery        | Dad has him every weekend.                                         | contact  |
    | 2021-09-05 | social worker  | Case closed. Letter to mum.                                        | closed   |
    | 2021-09-20 | health visitor | Contact risk assessment completed with mum.                        |          |
    | 2022-05-30 | health visitor | Two year review. Happy boy.                                        |          |

    says: Closed soon after parting, with abuse on record
    says: A case was closed or stepped down within 6 months of the day on which records first show that the couple had parted, with abuse before it and contact after.
    says: What was thought to have changed on the day that they parted?
    raised: 2021-09-05
    expect: flag, high, definite

A day after six months
    child born 2020-02-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                             | evidence |
    | 2021-02-01 | police         | Domestic assault at home address, mother did not wish to proceed.  |          |
    | 2021-03-05 | health visitor | Parents have separated, dad is at his brother's.                   |          |
    | 2021-09-01 | nursery        | Dad has him every weekend.                                         |          |
    | 2021-09-06 | social worker  | Case closed. Letter to mum.                                        |          |
    | 2021-09-20 | health visitor | Contact risk assessment completed with mum.                        |          |
    | 2022-05-30 | health visitor | Two year review. Happy boy.                                        |          |

    expect: nothing found

Closed after contact was looked at
    child born 2020-02-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                             | evidence |
    | 2021-02-01 | police         | Domestic assault at home address, mother did not wish to proceed.  | abuse    |
    | 2021-03-05 | health visitor | Parents have separated, dad is at his brother's.                   | parted   |
    | 2021-04-01 | nursery        | Dad has him every weekend.                                         | contact  |
    | 2021-04-20 | health visitor | Contact risk assessment completed with mum.                        |          |
    | 2021-05-05 | social worker  | Case closed. Letter to mum.                                        | closed   |
    | 2022-05-30 | health visitor | Two year review. Happy boy.                                        |          |

    says: A case was closed within 6 months of the couple's parting; the arrangements for contact had been looked at before.
    raised: 2021-05-05
    expect: flag, low, definite

A later mention of the parting does not make the closure soon
    child born 2020-02-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                             | evidence |
    | 2021-02-01 | police         | Domestic assault at home address, mother did not wish to proceed.  |          |
    | 2021-03-05 | health visitor | Parents have separated, dad is at his brother's.                   |          |
    | 2021-08-01 | nursery        | Dad has him every weekend. Child arrangements order seen.          |          |
    | 2022-02-01 | health visitor | Clinic. Parents separated last year. Eating well.                  |          |
    | 2022-03-06 | social worker  | Case closed. Letter to mum.                                        |          |

    expect: nothing found

They had come together again
    child born 2020-02-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                             | evidence |
    | 2021-02-01 | police         | Domestic assault at home address, mother did not wish to proceed.  |          |
    | 2021-03-05 | health visitor | Parents have separated, dad is at his brother's.                   |          |
    | 2021-04-01 | nursery        | Dad has him every weekend. Child arrangements order seen.          |          |
    | 2021-04-20 | health visitor | Parents got back together, dad at home.                            |          |
    | 2021-05-05 | social worker  | Case closed. Letter to both.                                       |          |

    expect: nothing found

The month of the closure leaves it open
    child born 2020-02-03
    under review 2021-01-01 to 2022-06-30

    | date           | agency         | record                                                             | evidence |
    | 2021-02-01     | police         | Domestic assault at home address, mother did not wish to proceed.  | abuse    |
    | 2021-03-05     | health visitor | Parents have separated, dad is at his brother's.                   | parted   |
    | 2021-08-20     | nursery        | Dad has him every weekend.                                         | contact  |
    | September 2021 | social worker  | Case closed. Letter to mum.                                        | closed   |
    | 2021-08-25     | health visitor | Contact risk assessment completed with mum.                        |          |
    | 2022-05-30     | health visitor | Two year review. Happy boy.                                        |          |

    expect: flag, low, possible

Nobody writes whether contact went on
    child born 2020-02-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                             | evidence |
    | 2021-02-01 | police         | Domestic assault at home address, mother did not wish to proceed.  | abuse    |
    | 2021-03-05 | health visitor | Parents have separated, dad is at his brother's.                   | parted   |
    | 2021-05-05 | social worker  | Case closed. Letter to mum.                                        | closed   |

    says: After parting: not known whether contact went on
    says: A case was closed soon after a couple with abuse on record had parted, and no record says whether the child went on seeing the other parent.
    says: Ask the agency that closed: did the child go on seeing the other parent?
    expect: information gap

A review says why the case was closed
    | date | agency | record                                                                           | evidence         |
    |      | review | There had been violence between the parents.                                     |                  |
    |      | review | Following the couple's separation the case was closed.                           | taken for safety |

    says: A record says that parting was taken for the end of the risk.
    expect: flag, high, definite

The same, and nothing is written of abuse
    | date       | agency | record                                                                           | evidence         |
    | March 2021 | review | Once the parents had separated, children's social care ended its involvement.    | taken for safety |

    expect: flag, medium, possible

Risk thought to be gone
    under review 2021-01-01 to 2021-12-31

    | date       | agency        | record                                                                           | evidence         |
    | 2021-03-01 | police        | Domestic assault at home address, mother did not wish to proceed.                |                  |
    | 2021-05-10 | social worker | Now that the relationship has ended the risk is reduced.                         | taken for safety |

    expect: flag, high, definite

Abuse at a handover, and contact is looked at on the twenty-eighth day
    child born 2020-02-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                             | evidence |
    | 2021-03-05 | police         | Ex-partner threatened mother at handover of the child.             |          |
    | 2021-04-02 | social worker  | Contact arrangements were reviewed with both parents.              |          |
    | 2022-05-30 | social worker  | Letter from nursery filed.                                         |          |

    expect: nothing found

On the twenty-ninth day
    child born 2020-02-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                             | evidence                              |
    | 2021-03-05 | police         | Ex-partner threatened mother at handover of the child.             | abuse after parting, contact          |
    | 2021-04-03 | social worker  | Contact arrangements were reviewed with both parents.              |                                       |
    | 2022-05-30 | social worker  | Letter from nursery filed.                                         |                                       |

    says: Contact after abuse that nobody looked at
    says: Abuse went on after the couple had parted, and contact was not looked at within 28 days.
    says: Who looked at what contact meant for the child, and again after each incident?
    raised: 2021-03-05
    expect: flag, high, definite

Abuse after parting, and contact half a year before it
    child born 2020-02-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                             | evidence                     |
    | 2021-03-05 | nursery        | Dad has him every weekend. Child arrangements order seen.          | contact                      |
    | 2021-09-03 | police         | Mother reports harassment by her ex-partner, messages and calls.   | abuse after parting          |
    | 2022-05-30 | social worker  | Letter from nursery filed.                                         |                              |

    expect: flag, high, definite

A day longer, and nobody writes that they parted
    child born 2020-02-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                             | evidence |
    | 2021-03-05 | nursery        | Dad has him every weekend. Child arrangements order seen.          |          |
    | 2021-09-04 | police         | Mother reports harassment by her ex-partner, messages and calls.   |          |
    | 2022-05-30 | social worker  | Letter from nursery filed.                                         |          |

    expect: nothing found

Contact after abuse that nobody looks at
    child born 2020-02-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                             | evidence |
    | 2021-02-01 | police         | Domestic assault at home address, mother did not wish to proceed.  | abuse    |
    | 2021-03-05 | health visitor | Parents have separated, dad is at his brother's.                   | parted   |
    | 2021-08-01 | nursery        | Dad has him every weekend.                                         | contact  |
    | 2022-05-30 | health visitor | Two year review. Happy boy.                                        |          |

    says: The child had contact after abuse and parting, and nobody looked at the arrangements in the 182 days before or 28 days after.
    raised: 2021-08-01
    expect: flag, medium, definite

It was looked at 182 days before
    child born 2020-02-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                             | evidence |
    | 2021-01-20 | police         | Domestic assault at home address, mother did not wish to proceed.  |          |
    | 2021-01-31 | health visitor | Parents have separated. Contact risk assessment completed.         |          |
    | 2021-08-01 | nursery        | Dad has him every weekend.                                         |          |
    | 2022-05-30 | health visitor | Two year review. Happy boy.                                        |          |

    expect: nothing found

It was looked at 183 days before
    child born 2020-02-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                             | evidence |
    | 2021-01-20 | police         | Domestic assault at home address, mother did not wish to proceed.  | abuse    |
    | 2021-01-30 | health visitor | Parents have separated. Contact risk assessment completed.         | parted   |
    | 2021-08-01 | nursery        | Dad has him every weekend.                                         | contact  |
    | 2022-05-30 | health visitor | Two year review. Happy boy.                                        |          |

    expect: flag, medium, definite

The returns end before contact could have been looked at
    child born 2020-02-03
    under review 2021-01-01 to 2022-06-30
    police covers 2021-01-01 to 2021-04-01
    nursery covers 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                             | evidence                     |
    | 2021-03-05 | police         | Ex-partner threatened mother at handover of the child.             | abuse after parting, contact |
    | 2022-05-30 | nursery        | Sports day.                                                        |                              |

    says: After parting: not known whether contact was looked at
    says: Abuse or contact after a couple had parted is on record, and no return that was read speaks of the 28 days in which contact would have been looked at.
    says: Ask children's social care and the domestic abuse service: who looked at contact?
    expect: information gap

A review says that contact was not assessed
    | date | agency | record                                                                                | evidence                  |
    |      | review | The mother had been assaulted by her husband.                                         |                           |
    |      | review | There was no risk assessment of the contact arrangements.                             | contact not looked at     |

    says: A record says that the arrangements for contact were not looked at.
    expect: flag, high, definite

A review says that abuse went on
    | date | agency | record                                                                                | evidence                  |
    |      | review | The father continued to harass the mother after the separation.                       | abuse after parting, parted |

    says: Abuse went on after the couple had parted, and nothing is written of contact.
    expect: flag, medium, possible

Only the mother is asked, and twenty-nine days later he is
    child born 2020-02-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency        | record                                                                        | evidence                |
    | 2021-02-01 | police        | Domestic assault at home address, mother did not wish to proceed.             |                         |
    | 2021-02-03 | social worker | Parents have separated.                                                       |                         |
    | 2021-03-01 | social worker | Plan: mum told not to let him into the house, to ring 999 if he comes.        | victim made responsible |
    | 2021-03-30 | social worker | Dad agreed to attend the behaviour change programme.                          |                         |
    | 2021-12-01 | social worker | Letter filed.                                                                 |                         |

    says: A plan that asked only the abused parent to act
    says: A plan asked the abused parent to keep the other away or the child safe.
    says: Nothing is recorded as asked of the other, or done about him, on that day or in the 28 days after.
    raised: 2021-03-01
    expect: flag, high, definite

On the twenty-eighth day he is
    child born 2020-02-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency        | record                                                                        | evidence |
    | 2021-02-01 | police        | Domestic assault at home address, mother did not wish to proceed.             |          |
    | 2021-02-03 | social worker | Parents have separated.                                                       |          |
    | 2021-03-01 | social worker | Plan: mum told not to let him into the house, to ring 999 if he comes.        |          |
    | 2021-03-29 | social worker | Dad agreed to attend the behaviour change programme.                          |          |
    | 2021-12-01 | social worker | Letter filed.                                                                 |          |

    expect: nothing found

The couple is together still
    child born 2020-02-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency        | record                                                                        | evidence                |
    | 2021-02-01 | police        | Domestic assault at home address, mother did not wish to proceed.             |                         |
    | 2021-03-01 | social worker | The onus was placed on mum, she signed a working agreement.                   | victim made responsible |
    | 2021-12-01 | social worker | Letter filed.                                                                 |                         |

    expect: flag, medium, definite

A review says it, and nothing is written of abuse
    | date | agency | record                                                                                | evidence                |
    |      | review | The mother was made responsible for keeping the father away from the home.            | victim made responsible |

    expect: flag, medium, possible

A conflict without abuse, a child's own separation, a baby and a kettle
    child born 2020-02-03
    under review 2021-01-01 to 2021-12-31

    | date       | agency         | record                                                                       | evidence |
    | 2021-02-01 | GP             | Parents have separated amicably, dad sees the children at weekends.          |          |
    | 2021-03-01 | health visitor | Separation anxiety at nursery. Mum to keep him away from the hob.            |          |
    | 2021-03-20 | social worker  | Case closed, needs met.                                                      |          |
    | 2021-05-01 | police         | Crime closed, stolen bike. Shift handover.                                   |          |
    | 2021-06-01 | social worker  | Both parents signed a written agreement about school holidays.               |          |

    expect: nothing found

No day is known, and nothing is said of it
    | date | agency | record                                     | evidence |
    |      | GP     | Seen with cough. Chest clear.              |          |

    expect: not assessable
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, rule, threshold
from chronology.tables import Tables
from chronology.temporal import (
    about_the_child,
    affirmed,
    beside,
    by_then,
    coverage_scope,
    covered,
    first_told,
    followed_by,
    ground,
    is_covered,
    last_day,
    months,
    negated,
    not_around,
    not_followed_by,
    said,
    shared,
    told_as_one,
    told_together,
    with_a_date,
    without,
)

CASE = ("case_id",)

ABUSE = (
    "domestic_abuse",
    "domestic_incident",
    "domestic_abuse_high_risk",
    "abuse_after_separation",
)
TOLD = ("affirmed", "historical")
"""An “ex” reads as the past; abuse by a former partner may be of today."""
PLANNED = (*TOLD, "hypothetical")
"""What a plan asks for reads as not yet so."""

APART = ("abuse_after_separation", "abuse_went_on_apart")
LEFT_TO_HER = ("victim_made_responsible", "protection_left_to_victim")
TAKEN_AS_SAFE = ("separation_taken_as_safety", "parting_stood_for_safety")
CLOSES = (
    *("childrens_social_care", "early_help", "domestic_abuse_service", "health_visiting"),
    *("voluntary", "other"),
)
"""Agencies that close a family's case. The police close a crime, a ward a bed."""

LOOKS_AT_CONTACT = (
    *("childrens_social_care", "early_help", "domestic_abuse_service", "health_visiting", "legal"),
    *("police", "probation", "voluntary", "other"),
)
"""Agencies whose records would show that somebody looked at the arrangements for contact."""


class Parameters(Params):
    """The rule's numbers."""

    closed_within_months: int = threshold(
        6,
        ge=1,
        le=24,
        description="a closure so soon after they parted, in months",
        basis="project default",
    )
    contact_within_days: int = threshold(
        182,
        ge=7,
        le=730,
        description="contact recorded so many days after parting, or around abuse, was going on",
        basis="project default",
    )
    reviewed_within_days: int = threshold(
        28,
        ge=1,
        le=182,
        description="days for contact to be looked at after it, or after abuse, is recorded",
        basis="project default",
    )
    review_holds_days: int = threshold(
        182,
        ge=0,
        le=730,
        description="a look at contact holds for so many days, where no abuse followed",
        basis="project default",
    )
    other_asked_within_days: int = threshold(
        28,
        ge=0,
        le=182,
        description="days in which something is asked of the one who abused",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    title, question = _ASKED[m["about"]]
    said_ = {
        "closed": f"A case was closed or stepped down within {m['months']} months of the day on which records "
        "first show that the couple had parted, with abuse before it and contact after.",
        "closed, contact seen": f"A case was closed within {m['months']} months of the couple's parting; the "
        "arrangements for contact had been looked at before.",
        "taken for safety": "A record says that parting was taken for the end of the risk.",
        "abuse": f"Abuse went on after the couple had parted, and contact was not looked at within {m['days']} days.",
        "abuse, contact unknown": "Abuse went on after the couple had parted, and nothing is written of contact.",
        "contact": "The child had contact after abuse and parting, and nobody looked at the arrangements in the "
        f"{m['holds']} days before or {m['days']} days after.",
        "not looked at": "A record says that the arrangements for contact were not looked at.",
        "asked": "A plan asked the abused parent to keep the other away or the child safe. Nothing is recorded "
        f"as asked of the other, or done about him, on that day or in the {m['asked_days']} days after.",
        "unknown contact": "A case was closed soon after a couple with abuse on record had parted, and no record "
        "says whether the child went on seeing the other parent.",
        "unknown review": "Abuse or contact after a couple had parted is on record, and no return that was read "
        f"speaks of the {m['days']} days in which contact would have been looked at.",
    }
    found = m["grounds"] or [m["about"]]
    return Wording(" ".join(it for name, it in said_.items() if name in found), question, title)


_ASKED = {
    "closed": (
        "Closed soon after parting, with abuse on record",
        "What was thought to have changed on the day that they parted?",
    ),
    "contact": (
        "Contact after abuse that nobody looked at",
        "Who looked at what contact meant for the child, and again after each incident?",
    ),
    "asked": (
        "A plan that asked only the abused parent to act",
        "What was asked of the one who abused, and who asked it?",
    ),
    "unknown contact": (
        "After parting: not known whether contact went on",
        "Ask the agency that closed: did the child go on seeing the other parent?",
    ),
    "unknown review": (
        "After parting: not known whether contact was looked at",
        "Ask children's social care and the domestic abuse service: who looked at contact?",
    ),
}
"""The title of each kind of flag, and what to ask."""


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases in which no return speaks of a known day."""
    reason = "No return speaks of known days, so nothing can be said of the time after parting."
    return coverage_scope(case, reason=reason)


@rule("post-separation-abuse", attention="high", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """What was closed, what nobody looked at, and of whom things were asked."""
    abuse = shared(said(case, *ABUSE, statuses=TOLD, part="abuse"))
    parted = shared(_parted(case))
    contact = shared(said(case, "contact_after_separation", statuses=TOLD, part="contact"))
    part = "contact not looked at"
    unseen = negated(case, "contact_arrangements_reviewed", part=part)
    unseen = shared(pl.concat([unseen, affirmed(case, "contact_apart_unweighed", part=part)]))
    reviewed = shared(without(affirmed(case, "contact_arrangements_reviewed"), unseen))
    closed = shared(_closures(case, parted, abuse, contact, p))
    looked = shared(_not_looked_at(case, parted, abuse, contact, reviewed, p))
    known = looked.filter("_known")
    return pl.concat(
        [
            _flags(case, _closed_grounds(case, closed, abuse, reviewed), "closed", p),
            _flags(case, [*_contact_grounds(known), *_said_unseen(unseen, abuse)], "contact", p),
            _flags(case, _asked_grounds(case, parted, abuse, p), "asked", p),
            _gaps(case, _contact_unknown(case, closed, reviewed), "unknown contact", p),
            _gaps(case, looked.filter(~pl.col("_known")), "unknown review", p),
        ]
    )


def _parted(case: Tables) -> pl.LazyFrame:
    """The first record of each parting, unless they came together again in between."""
    told = said(case, "separation", "abuse_went_on_apart", statuses=TOLD, part="parted")
    return first_told(told, negated(case, "separation"))


def _closures(
    case: Tables,
    parted: pl.LazyFrame,
    abuse: pl.LazyFrame,
    contact: pl.LazyFrame,
    p: Parameters,
) -> pl.LazyFrame:
    """Closures soon after a parting with abuse before; ``contact`` says whether it went on."""
    closures = affirmed(case, "case_closed", "plan_ended", part="closed").filter(
        pl.col("agency_kind").is_in(CLOSES)
    )
    soon = followed_by(parted, closures, within_days=months(p.closed_within_months), by=CASE)
    again = negated(case, "separation")
    between = soon.select(
        "case_id",
        "happening",
        "evidence",
        "sure",
        p_lo="lo",
        p_hi="hi",
        lo="then_lo",
        hi="then_hi",
    )
    come_back = beside(
        between,
        again,
        "again",
        can=(pl.col("o_hi") >= pl.col("p_lo")) & (pl.col("o_lo") <= pl.col("hi")),
        must=pl.lit(False),
    ).filter(~pl.col("again"))
    reach = pl.duration(days=p.contact_within_days)
    seen = beside(
        by_then(come_back, abuse, "abused").filter("abused"),
        pl.concat([contact, said(case, "abuse_after_separation", statuses=TOLD, part="contact")]),
        "contact",
        can=(pl.col("o_hi") >= pl.col("p_lo")) & (pl.col("o_lo") <= pl.col("p_hi") + reach),
        must=(pl.col("o_lo") >= pl.col("p_hi")) & (pl.col("o_hi") <= pl.col("p_lo") + reach),
    )
    return seen.drop("again", "abused")


def _closed_grounds(
    case: Tables, closed: pl.LazyFrame, abuse: pl.LazyFrame, reviewed: pl.LazyFrame
) -> list[pl.LazyFrame]:
    """Closures with contact, with less attention where it was looked at; and what is said outright."""
    with_contact = closed.filter("contact")
    rows = shared(with_contact.with_row_index("_row"))
    looked = (
        rows.select("_row", "case_id", "lo", "p_hi")
        .join(reviewed.select("case_id", r_lo="lo", r_hi="hi"), on="case_id")
        .filter(pl.col("r_lo") >= pl.col("p_hi"), pl.col("r_hi") <= pl.col("lo"))
        .select("_row")
        .unique()
    )
    high = rows.join(looked, on="_row", how="anti")
    low = rows.join(looked, on="_row", how="semi")
    stated = shared(said(case, *TAKEN_AS_SAFE, statuses=TOLD, part="taken for safety"))
    with_abuse = stated.join(abuse.select(CASE).unique(), on=CASE, how="semi")
    without_abuse = stated.join(abuse.select(CASE).unique(), on=CASE, how="anti")
    return [
        ground(high, "closed", "high", by=CASE),
        ground(low, "closed, contact seen", "low", by=CASE),
        ground(with_abuse, "taken for safety", "high", by=CASE),
        ground(without_abuse.with_columns(sure=False), "taken for safety", "medium", by=CASE),
    ]


def _contact_unknown(case: Tables, closed: pl.LazyFrame, reviewed: pl.LazyFrame) -> pl.LazyFrame:
    """Closures of known days where nobody writes of contact, that there was or was none."""
    spoken = pl.concat(
        [negated(case, "contact_after_separation").select(CASE), reviewed.select(CASE)]
    ).unique()
    dated = with_a_date()
    silent = closed.filter(~pl.col("contact"), "sure", dated)
    return silent.join(spoken, on=CASE, how="anti")


def _not_looked_at(
    case: Tables,
    parted: pl.LazyFrame,
    abuse: pl.LazyFrame,
    contact: pl.LazyFrame,
    reviewed: pl.LazyFrame,
    p: Parameters,
) -> pl.LazyFrame:
    """Abuse, and contact after abuse and parting, that nobody looked at; ``_known`` if that can be told."""
    within = p.reviewed_within_days
    near = pl.duration(days=p.contact_within_days)
    after = said(case, *APART, statuses=TOLD, part="abuse after parting")
    abused = beside(
        not_followed_by(after, reviewed, within_days=within, by=CASE),
        contact,
        "contact",
        can=(pl.col("o_hi") >= pl.col("lo") - near) & (pl.col("o_lo") <= pl.col("hi") + near),
        must=(pl.col("o_lo") >= pl.col("hi") - near) & (pl.col("o_hi") <= pl.col("lo") + near),
    ).with_columns(
        ground=pl.when("contact").then(pl.lit("abuse")).otherwise(pl.lit("abuse, contact unknown")),
        sure=pl.col("sure") & pl.col("contact"),
    )
    seen = by_then(by_then(contact, parted, "parted").filter("parted"), abuse, "abused")
    unseen = not_around(
        seen.filter("abused"),
        reviewed,
        before_days=p.review_holds_days,
        after_days=within,
        by=CASE,
    ).with_columns(ground=pl.lit("contact"))
    # abuse by an “ex” of long ago says nothing of this couple
    told = pl.concat(
        [
            abused.filter("contact"),
            by_then(abused.filter(~pl.col("contact")), parted, "parted")
            .filter("parted")
            .drop("parted"),
        ]
    )
    columns = ("case_id", "happening", "lo", "hi", "evidence", "sure", "ground")
    rows = pl.concat([told.select(columns), unseen.select(columns)])
    last = last_day(within, pl.col("hi"))
    undated = ~with_a_date()
    return is_covered(
        rows, covered(case, LOOKS_AT_CONTACT, summed_up=True), first=pl.col("lo"), last=last
    ).with_columns(_known=pl.col("covered") | undated, sure=pl.col("sure") & pl.col("covered"))


def _contact_grounds(known: pl.LazyFrame) -> list[pl.LazyFrame]:
    def of(name: str) -> pl.LazyFrame:
        return known.filter(pl.col("ground") == name)

    return [
        ground(of("abuse"), "abuse", "high", by=CASE),
        ground(of("abuse, contact unknown"), "abuse, contact unknown", "medium", by=CASE),
        ground(of("contact"), "contact", "medium", by=CASE),
    ]


def _said_unseen(unseen: pl.LazyFrame, abuse: pl.LazyFrame) -> list[pl.LazyFrame]:
    abused = abuse.select(CASE).unique()
    without_abuse = unseen.join(abused, on=CASE, how="anti").with_columns(sure=False)
    return [
        ground(unseen.join(abused, on=CASE, how="semi"), "not looked at", "high", by=CASE),
        ground(without_abuse, "not looked at", "medium", by=CASE),
    ]


def _asked_grounds(
    case: Tables, parted: pl.LazyFrame, abuse: pl.LazyFrame, p: Parameters
) -> list[pl.LazyFrame]:
    """Plans that asked the abused parent alone; with most attention after they had parted."""
    plans = said(case, *LEFT_TO_HER, statuses=PLANNED, part="victim made responsible")
    addressed = said(case, "perpetrator_addressed", statuses=PLANNED)
    within = p.other_asked_within_days
    left = not_followed_by(plans, addressed, within_days=within, by=CASE)
    last = last_day(within, pl.col("hi"))
    known = is_covered(
        left, covered(case, summed_up=True), first=pl.col("lo"), last=last, by=("case_id", "agency")
    )
    abused = abuse.select(CASE).unique().with_columns(_abused=pl.lit(True))
    apart = pl.concat([parted, abuse.filter(pl.col("concept") == "abuse_after_separation")])
    first = apart.group_by(CASE).agg(_first=pl.col("lo").min())
    rows = shared(
        known.join(abused, on=CASE, how="left")
        .join(first, on=CASE, how="left")
        .with_columns(
            sure=pl.col("sure") & pl.col("covered") & pl.col("_abused").fill_null(False),
            _apart=(pl.col("_first") <= pl.col("hi")).fill_null(False),
        )
    )
    return [
        ground(rows.filter("_apart"), "asked", "high", by=CASE),
        ground(rows.filter(~pl.col("_apart")), "asked", "medium", by=CASE),
    ]


def _figures(about: str, p: Parameters) -> dict[str, pl.Expr]:
    return {
        "about": pl.lit(about),
        "months": pl.lit(p.closed_within_months),
        "days": pl.lit(p.reviewed_within_days),
        "holds": pl.lit(p.review_holds_days),
        "asked_days": pl.lit(p.other_asked_within_days),
    }


def _flags(case: Tables, grounds: list[pl.LazyFrame], about: str, p: Parameters) -> pl.LazyFrame:
    """One flag of a kind; raised when what asks for most attention was there."""
    rows = shared(pl.concat(grounds))
    most = (
        rows.with_columns(_best=pl.col("level").filter("sure").min().over("case_id"))
        .filter("sure", pl.col("level") == pl.col("_best"))
        .group_by(CASE)
        .agg(_raised=pl.col("reached").min())
    )
    told = told_as_one([rows], by=CASE).join(most, on=CASE, how="left")
    return findings(
        about_the_child(told, case),
        attention=pl.col("attention"),
        raised_on=pl.coalesce("_raised", "reached"),
        measure={"grounds": pl.col("grounds"), **_figures(about, p)},
    )


def _gaps(case: Tables, unknown: pl.LazyFrame, about: str, p: Parameters) -> pl.LazyFrame:
    asked = told_together(unknown, apart_days=365, by=CASE).with_columns(
        pl.col("evidence").list.unique()
    )
    return findings(
        about_the_child(asked, case),
        attention="low",
        kind="information_gap",
        measure={"grounds": pl.lit(None), **_figures(about, p)},
    )
