"""Domestic abuse that reaches the MARAC threshold or grows, without a MARAC referral.

What it looks for
-----------------
The markers by which domestic abuse is taken to a MARAC, and no referral within two weeks: a DASH
score of 14 or more, or high risk on professional judgement; three incidents within twelve months
that each had no referral; a further incident within twelve months of a MARAC.

It is also raised, with less attention, where a record says outright that the abuse was growing more
frequent or more severe, went on for years or was taken one incident at a time, or names three or
more incidents; where a man's violence before, to other partners or to others, is on record and abuse
is told of now; and where an incident happened in pregnancy or the baby's first eighteen months and
nothing shows that the risk was assessed. With high attention, where a record says that a MARAC
referral was not made and should have been.

An incident is one that happened: police called, an assault, a threat, a row that somebody heard.
That abuse is mentioned, that a service is involved or that it was so in the past doesn't count, and
what others note within a week of a police or ambulance call-out is that incident again.
Denials, other families' disputes and “MARAC not required” are left out. Where the police or the
domestic abuse service were asked and sent no return, the missing referral is a question to them.

Why it matters
--------------
Each call-out is often closed by itself, graded standard, with nobody counting. A child who sees,
hears or lives with the effects of domestic abuse is a victim in their own right.

Known limits
------------
- Incidents come mostly from police logs. Families who are policed more, live in flats with thin
  walls or are known already have more of them; abuse behind closed doors has none.
- Many call-outs are arguments without fear or control. A count can't tell them from coercion, and
  coercive control may have no incident at all.
- “The same pair” is not checked: records seldom name both. Incidents with two partners are counted
  together.
- A victim who doesn't consent may still be referred at high risk; a reason for not referring may
  stand where this rule can't see it.
- Crimes are not told apart from incidents, so the local count of three crimes is not used.

Questions for the panel
-----------------------
- Who could see that the incidents were growing, and what did the child see, hear and need?
- Was the child's own experience assessed?

Sources
-------
- DASH risk checklist (2009): pregnant, or a baby in the last eighteen months; has he hurt others
- SafeLives, MARAC referral criteria: 14 ticks on the DASH checklist, professional judgement,
  commonly three events in twelve months, seen via docsbay.net
- Royal Borough of Kingston upon Thames, MARAC referral: five incidents in twelve months; repeat =
  any further incident within twelve months of the last MARAC
- West Yorkshire Safeguarding Children procedures, domestic violence and abuse
- Domestic Abuse Act 2021, section 3: children as victims
- East Sussex SCP, Child Z learning briefing (2021)

Examples
--------
Two call-outs, each told again by others within the week
    child born 2017-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                          | evidence |
    | 2022-01-08 | police         | Domestic, both in drink, no complaint.                          |          |
    | 2022-01-11 | health visitor | Notice: partner hit Mum on Saturday, police attended.           |          |
    | 2022-03-05 | police         | Further domestic. Pushed against wall, no complaint.            |          |
    | 2022-03-12 | GP             | Assaulted by partner last weekend, sore wrist.                  |          |

    expect: nothing found

Two call-outs, and an assault told eight days after the second
    child born 2017-06-03
    under review 2021-01-01 to 2022-12-31

    | date       | agency         | record                                                          | evidence |
    | 2022-01-08 | police         | Domestic, both in drink, no complaint.                          | incident |
    | 2022-03-05 | police         | Further domestic. Pushed against wall, no complaint.            | incident |
    | 2022-03-13 | GP             | Assaulted by partner on Friday, sore wrist.                     | incident |

    says: The records show 3 incidents, with no MARAC referral within 14 days of them.
    raised: 2022-03-13
    expect: flag, high, definite

A DASH score of fourteen and no referral
    under review 2021-01-01 to 2021-12-31

    | date       | agency | record                                                              | evidence        |
    | 2021-03-02 | police | DASH score 14. Female does not support prosecution.                 | high risk       |
    | 2021-09-30 | police | Found property handed in.                                           |                 |

    says: The records show abuse graded high risk (DASH 14 or more, or on judgement) and no MARAC referral within 14 days.
    raised: 2021-03-02
    expect: flag, high, definite

A DASH score of thirteen
    under review 2021-01-01 to 2021-12-31

    | date       | agency | record                                                              | evidence |
    | 2021-03-02 | police | DASH score 13. Female does not support prosecution.                 |          |
    | 2021-09-30 | police | Found property handed in.                                           |          |

    expect: nothing found

Referred on the fourteenth day
    under review 2021-01-01 to 2021-12-31

    | date       | agency | record                                                              | evidence |
    | 2021-03-02 | police | DASH graded high. IDVA to call.                                     |          |
    | 2021-03-16 | police | Case referred to MARAC.                                             |          |
    | 2021-09-30 | police | Found property handed in.                                           |          |

    expect: nothing found

Referred a day later
    under review 2021-01-01 to 2021-12-31

    | date       | agency | record                                                              | evidence  |
    | 2021-03-02 | police | DASH graded high. IDVA to call.                                     | high risk |
    | 2021-03-17 | police | Case referred to MARAC.                                             |           |
    | 2021-09-30 | police | Found property handed in.                                           |           |

    raised: 2021-03-02
    expect: flag, high, definite

Three incidents within a year
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                                  | evidence |
    | 2021-02-01 | police         | 999 call, male partner shouting and banging. All quiet on arrival.      | incident |
    | 2021-08-11 | midwife        | Came to clinic with a black eye, says partner punched her on Sunday.    | incident |
    | 2022-02-01 | health visitor | Told by police of verbal altercation between mum and dad, baby in cot.  | incident |
    | 2022-06-01 | police         | Nil to report.                                                          |          |

    expect: flag, high, definite

Three incidents in a year and a day
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                                  | evidence |
    | 2021-02-01 | police         | 999 call, male partner shouting and banging. All quiet on arrival.      |          |
    | 2021-08-11 | midwife        | Came to clinic with a black eye, says partner punched her on Sunday.    |          |
    | 2022-02-02 | health visitor | Told by police of verbal altercation between mum and dad, baby in cot.  |          |
    | 2022-06-01 | police         | Nil to report.                                                          |          |

    expect: nothing found

Two incidents
    under review 2021-01-01 to 2022-06-30

    | date       | agency | record                                                                  | evidence |
    | 2021-02-01 | police | 999 call, male partner shouting and banging. All quiet on arrival.      |          |
    | 2021-03-11 | police | Domestic incident at home address, words of advice.                     |          |
    | 2022-06-01 | police | Nil to report.                                                          |          |

    expect: nothing found

The last of three was referred
    under review 2021-01-01 to 2022-06-30

    | date       | agency | record                                                                  | evidence |
    | 2021-02-01 | police | Domestic incident, verbal only.                                         |          |
    | 2021-03-11 | police | Domestic incident at home address, words of advice.                     |          |
    | 2021-04-30 | police | Domestic assault, male arrested. Referral to MARAC completed.           |          |
    | 2022-06-01 | police | Nil to report.                                                          |          |

    expect: nothing found

A further incident within a year of the MARAC
    under review 2021-01-01 to 2022-12-31

    | date       | agency                 | record                                                          | evidence    |
    | 2021-02-01 | children's social care | Heard at MARAC. Actions for all agencies.                       | marac       |
    | 2022-02-01 | police                 | Domestic assault reported by neighbour. No crime recorded.      | incident    |
    | 2022-12-01 | police                 | Nil to report.                                                  |             |

    says: The records show a further incident after a MARAC, and no MARAC referral within 14 days of it.
    raised: 2022-02-01
    expect: flag, high, definite

A further incident a day after that year
    under review 2021-01-01 to 2022-12-31

    | date       | agency                 | record                                                          | evidence |
    | 2021-02-01 | children's social care | Heard at MARAC. Actions for all agencies.                       |          |
    | 2022-02-02 | police                 | Domestic assault reported by neighbour. No crime recorded.      |          |
    | 2022-12-01 | police                 | Nil to report.                                                  |          |

    expect: nothing found

Two agencies' mentions and services are no incidents
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                               | evidence |
    | 2021-02-01 | midwife        | Routine enquiry: previous relationship was abusive, ended 2017.      |          |
    | 2021-03-11 | health visitor | Attends the Freedom Programme, finds it helpful.                     |          |
    | 2021-05-30 | GP             | IDVA letter scanned to notes.                                        |          |
    | 2021-06-30 | GP             | Asked about domestic abuse, denies any.                              |          |

    expect: nothing found

It is said that the violence grew
    | date     | agency | record                                                                                 | evidence       |
    | undated  | review | Over the following months the violence between the parents escalated.                  | said to worsen |

    says: The records show a record saying that the abuse was growing more frequent or severe.
    expect: flag, medium, definite

It is said that it grew, and it was taken to MARAC
    under review 2021-01-01 to 2021-12-31

    | date       | agency | record                                                                   | evidence       |
    | 2021-03-01 | police | Domestic abuse is becoming more frequent. Referred to MARAC.             | said to worsen |

    expect: flag, low, definite

It is said that no referral was made
    | date | agency | record                                                                                                  | evidence                 |
    | 2019 | review | The assault should have been referred to MARAC and was not; no risk assessment of father was undertaken. | said outright: no MARAC |

    says: The records show a record saying that no MARAC referral was made.
    expect: flag, high, definite

A number of incidents in one sentence
    under review 2018-01-01 to 2019-12-31

    | date | agency | record                                                                              | evidence            |
    | 2018 | police | Review of the year: three domestic abuse incidents at the address, all standard.    | number of incidents |

    says: The records show a record of 3 or more incidents.
    expect: flag, medium, definite

Two in one sentence
    under review 2018-01-01 to 2019-12-31

    | date | agency | record                                                                              | evidence |
    | 2018 | police | Review of the year: two domestic abuse incidents at the address, all standard.      |          |

    expect: nothing found

It is said that it went on for years
    under review 2018-01-01 to 2019-12-31

    | date | agency | record                                                                                   | evidence        |
    | 2018 | review | The parents' marriage had seen many years of domestic violence before she left.          | said to be long |

    says: The records show a record saying that the abuse went on for long or happened many times.
    expect: flag, medium, definite

Repeated callouts in one sentence
    | date | agency | record                                                                                   | evidence        |
    |      | review | Officers went repeatedly to domestic incidents at the flat.                              | said to be long |

    expect: flag, medium, definite

It is said that each was taken by itself
    under review 2018-01-01 to 2019-12-31

    | date | agency | record                                                                                   | evidence      |
    | 2018 | review | Each domestic abuse report was handled as a one-off.                                     | said outright |

    says: The records show a record saying that the abuse was taken one incident at a time or its risk not assessed.
    expect: flag, medium, definite

There was none
    under review 2018-01-01 to 2019-12-31

    | date       | agency | record                                                                             | evidence |
    | 2018-03-01 | police | No history of domestic violence between the parents, nothing held on either.       |          |

    expect: nothing found

Violent to an earlier partner, and a row now
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                        | evidence       |
    | 2021-01-20 | police         | Partner has a conviction for harassing a former girlfriend and a caution for assaulting an ex-partner. | violence before |
    | 2021-09-01 | health visitor | Mum says that they had a violent argument on Saturday and he hit her. | incident       |

    says: The records show violence of one of the adults before, and abuse told of now.
    raised: 2021-09-01
    expect: flag, medium, definite

Violent to an earlier partner, and nothing now
    under review 2021-01-01 to 2022-06-30

    | date       | agency         | record                                                        | evidence |
    | 2021-01-20 | police         | Partner has a caution for assaulting an ex-partner.           |          |
    | 2021-09-01 | health visitor | Routine enquiry made: feels safe at home.                     |          |

    expect: nothing found

An incident while a baby is expected, and no assessment of the risk
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency  | record                                                               | evidence                 |
    | 2021-03-20 | police  | 999 call, verbal altercation with boyfriend. Words of advice.        | incident |
    | 2022-06-01 | police  | Nil to report.                                                       |                          |

    says: The records show an incident in pregnancy or the baby's first 18 months, and no assessment of the risk within 14 days.
    raised: 2021-03-20
    expect: flag, low, definite

An incident while a baby is expected, and a DASH
    child born 2021-06-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency  | record                                                               | evidence |
    | 2021-03-20 | police  | 999 call, verbal altercation with boyfriend. DASH graded standard.   |          |
    | 2022-06-01 | police  | Nil to report.                                                       |          |

    expect: nothing found

The child is nineteen months old
    child born 2019-08-03
    under review 2021-01-01 to 2022-06-30

    | date       | agency  | record                                                               | evidence |
    | 2021-03-20 | police  | 999 call, verbal altercation with boyfriend. Words of advice.        |          |
    | 2022-06-01 | police  | Nil to report.                                                       |          |

    expect: nothing found

Undated incidents
    | date | agency | record                                                            | evidence |
    |      | review | Police were called to a domestic, Mother said Father had hit her. | incident |
    |      | review | A further domestic incident was reported by a neighbour.          | incident |
    |      | review | Father assaulted Mother again; she declined to make a statement.  | incident |

    expect: flag, high, possible

The referral may have come in time
    under review 2021-01-01 to 2021-12-31

    | date       | agency | record                                                              | evidence  |
    | 2021-03-02 | police | DASH graded high. IDVA to call.                                     | high risk, incident |
    | March 2021 | police | Case referred to MARAC.                                             | marac     |
    | 2021-09-30 | police | Found property handed in.                                           |           |

    says: The records show abuse graded high risk (DASH 14 or more, or on judgement) and no MARAC referral within 14 days and a further incident after a MARAC, and no MARAC referral within 14 days of it.
    expect: flag, high, possible

The police were asked and sent nothing
    under review 2021-01-01 to 2021-12-31
    police: no return

    | date       | agency  | record                                                             | evidence  |
    | 2021-03-02 | midwife | DASH score 17 completed with mum in clinic.                        | high risk |
    | 2021-09-30 | midwife | Discharged to health visitor.                                      |           |

    says: Domestic abuse and MARAC: no record from Police
    says: Domestic abuse at the level of a MARAC referral is on record, and no record that was read shows a referral.
    says: Police was asked and no record was submitted.
    expect: information gap

Only a pharmacy sent a return
    under review 2021-01-01 to 2021-12-31

    | date       | agency   | record                                                            | evidence |
    | 2021-03-02 | pharmacy | Prescription collected.                                           |          |

    expect: not assessable

On the last day before the child is eighteen months old
    child born 2021-06-03
    under review 2021-01-01 to 2023-06-30

    | date       | agency | record                                                        | evidence |
    | 2022-12-02 | police | 999 call, verbal altercation with boyfriend. Words of advice. | incident |
    | 2023-06-01 | police | Nil to report.                                                |          |

    expect: flag, low, definite

On the day the child is eighteen months old
    child born 2021-06-03
    under review 2021-01-01 to 2023-06-30

    | date       | agency | record                                                        | evidence |
    | 2022-12-03 | police | 999 call, verbal altercation with boyfriend. Words of advice. |          |
    | 2023-06-01 | police | Nil to report.                                                |          |

    expect: nothing found

Incidents told of by their number
    under review 2018-01-01 to 2019-12-31

    | date       | agency | record                                                                            | evidence |
    | 2018-09-01 | police | Called to arguments between the parents x4.                                        | incident |

    expect: flag, high, possible
"""

from __future__ import annotations

import polars as pl

from chronology.rule import Measure, Params, Wording, findings, listed, rule, threshold
from chronology.tables import Tables
from chronology.temporal import (
    OCCURRENCE,
    about_the_child,
    affirmed,
    counted,
    coverage_scope,
    covered,
    gathered,
    ground,
    is_covered,
    last_day,
    months,
    not_followed_by,
    not_retold,
    put_together,
    said,
    shared,
    times_told,
    told_as_one,
    under_age,
    unreturned,
    without,
)

CASE = ("case_id",)

RECORDS_ABUSE = (
    *("police", "domestic_abuse_service", "childrens_social_care", "health_visiting", "midwifery"),
    *("gp", "hospital", "ambulance", "urgent_care", "paediatrics", "adult_mental_health", "other"),
    *("substance_misuse", "early_help", "housing", "education", "probation", "voluntary"),
)
"""Agencies whose records would speak of domestic abuse."""

REFERS = ("police", "domestic_abuse_service")
"""Agencies that make most referrals to a MARAC."""

GOES_TO_INCIDENTS = ("police", "ambulance")
"""Agencies whose entry of domestic abuse is of an incident that they went to."""


PREGNANCY_DAYS = 280


class Parameters(Params):
    """The rule's numbers."""

    dash_score: int = threshold(
        14,
        ge=1,
        le=24,
        description="ticks on the DASH checklist that mean high risk",
        basis="national guidance",
        source="SafeLives, MARAC referral criteria",
    )
    incidents: int = threshold(
        3,
        ge=2,
        le=20,
        description="so many incidents within the year mean that the abuse is growing",
        basis="national guidance",
        source="SafeLives, MARAC referral criteria: commonly three events in twelve months; "
        "five in Kingston upon Thames",
    )
    within_days: int = threshold(
        365,
        ge=30,
        le=730,
        description="the window for the incidents, in days",
        basis="national guidance",
        source="SafeLives, MARAC referral criteria",
    )
    repeat_within_months: int = threshold(
        12,
        ge=1,
        le=24,
        description="a further incident so soon after a MARAC is a repeat, in months",
        basis="local example",
        source="Royal Borough of Kingston upon Thames, MARAC referral",
    )
    under_months: int = threshold(
        18,
        ge=0,
        le=60,
        description="a baby expected or younger than this makes an incident one of greater risk, in "
        "months",
        basis="national guidance",
        source="DASH risk checklist (2009): pregnant, or a baby in the last eighteen months",
    )
    referred_within_days: int = threshold(
        14,
        ge=0,
        le=90,
        description="days for the referral or the assessment",
        basis="project default",
    )
    told_again_within_days: int = threshold(
        7,
        ge=0,
        le=60,
        description="what another agency notes so many days after a call-out is the same incident",
        basis="project default",
    )


def words(m: Measure) -> Wording:
    """What the flag says."""
    if m["kind"] == "information_gap":
        return Wording(
            "Domestic abuse at the level of a MARAC referral is on record, and no record that was "
            f"read shows a referral. {m['agency']} was asked and no record was submitted.",
            f"Ask {m['agency']}: was a MARAC referral made or considered, and what was known?",
            f"Domestic abuse and MARAC: no record from {m['agency']}",
        )
    within = f"no MARAC referral within {m['days']} days"
    told = {
        "high risk": f"abuse graded high risk (DASH {m['dash']} or more, or on judgement) and {within}",
        "incidents": f"{m['n']} incidents, with {within} of them",
        "repeat": f"a further incident after a MARAC, and {within} of it",
        "no MARAC": "a record saying that no MARAC referral was made",
        "said to worsen": "a record saying that the abuse was growing more frequent or severe",
        "long": "a record saying that the abuse went on for long or happened many times",
        "singly": "a record saying that the abuse was taken one incident at a time or its risk not "
        "assessed",
        "before": "violence of one of the adults before, and abuse told of now",
        "greater risk": f"an incident in pregnancy or the baby's first {m['months']} months, and no "
        f"assessment of the risk within {m['days']} days",
        "number": f"a record of {m['incidents']} or more incidents",
    }
    return Wording(f"The records show {listed([told[it] for it in m['grounds']])}.")


def scope(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Cases without a return that would speak of domestic abuse."""
    reason = "No return of an agency that would record domestic abuse was read."
    return coverage_scope(case, RECORDS_ABUSE, reason=reason)


@rule("domestic-abuse-escalating", attention="high", words=words, scope=scope, since="0.1.0")
def find(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Markers without a referral, and what records say outright."""
    referred = shared(_referred(case))
    incidents = shared(_unanswered(case, _incidents(case, p), referred, p))
    grave = shared(_unanswered(case, _high_risk(case, p), referred, p))
    outright = affirmed(case, "domestic_abuse_longstanding", "domestic_abuse_worsening")
    told_of = times_told(incidents, by=CASE, unless=outright)
    many = counted(told_of, at_least=p.incidents, within_days=p.within_days, by=CASE)
    repeated = _after_marac(incidents, referred, p)
    escalating = shared(
        pl.concat(
            [
                ground(grave, "high risk", "high", by=CASE),
                ground(many, "incidents", "high", by=CASE, reached="reached", n="n"),
                ground(repeated, "repeat", "high", by=CASE),
            ]
        )
    )
    violent = _with_violence_before(case, incidents, referred, p)
    # a flag of its own: it may be there years before anything grows
    around = shared(
        pl.concat(
            [
                ground(violent, "before", "medium", by=CASE),
                ground(_at_greater_risk(case, incidents, p), "greater risk", "low", by=CASE),
            ]
        )
    )
    silent = shared(unreturned(case, REFERS))
    answerable = escalating.join(silent, on="case_id", how="anti")
    flags = [
        told_as_one([answerable, *_outright(case, referred, p)], by=CASE),
        told_as_one([around.join(silent, on="case_id", how="anti")], by=CASE),
    ]
    asked = told_as_one([escalating, around], by=CASE).join(silent, on="case_id")
    told = [_findings(rows, case, p, "flag") for rows in flags]
    return pl.concat([*told, _findings(asked, case, p, "information_gap")])


def _referred(case: Tables) -> pl.LazyFrame:
    missing = affirmed(case, "marac_referral_missing")
    return without(affirmed(case, "marac_referral", part="marac"), missing)


def _incidents(case: Tables, p: Parameters) -> pl.LazyFrame:
    """Incidents, each once: what others note within days of a call-out tells of it again."""
    attended = affirmed(case, "domestic_abuse", part="incident").filter(
        pl.col("agency_kind").is_in(GOES_TO_INCIDENTS)
    )
    statistics = affirmed(case, "incident_count")
    happened = pl.concat([affirmed(case, "domestic_incident", part="incident"), attended])
    incidents = without(happened, pl.concat([statistics, affirmed(case, "marac_referral")]))
    second_hand = ~pl.col("agency_kind").is_in(GOES_TO_INCIDENTS)
    return not_retold(incidents, second_hand, within_days=p.told_again_within_days, by=CASE)


def _high_risk(case: Tables, p: Parameters) -> pl.LazyFrame:
    scored = affirmed(case, "dash_score", part="high risk").filter(pl.col("value") >= p.dash_score)
    judged = affirmed(case, "domestic_abuse_high_risk", part="high risk")
    return pl.concat([scored, judged])


def _unanswered(
    case: Tables, rows: pl.LazyFrame, referred: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    """Rows after which no referral came in time; not sure where no return would have shown it."""
    last = last_day(p.referred_within_days, pl.col("hi"))
    left = not_followed_by(rows, referred, within_days=p.referred_within_days, by=CASE)
    known = is_covered(
        left, covered(case, RECORDS_ABUSE, summed_up=True), first=pl.col("lo"), last=last
    )
    return known.with_columns(sure=pl.col("sure") & pl.col("covered")).drop("covered")


def _after_marac(incidents: pl.LazyFrame, referred: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Incidents up to a year after a MARAC, and not on its day."""
    marac = referred.select(
        "case_id", m_lo="lo", m_hi="hi", m_evidence="evidence", m_happening="happening"
    )
    within = months(p.repeat_within_months)
    can = (pl.col("hi") > pl.col("m_lo")) & (pl.col("lo") <= last_day(within, pl.col("m_hi")))
    must = (pl.col("lo") > pl.col("m_hi")) & (pl.col("hi") <= last_day(within, pl.col("m_lo")))
    return (
        incidents.join(marac, on="case_id")
        .filter(can, pl.col("happening") != pl.col("m_happening"))
        .with_columns(sure=pl.col("sure") & must, evidence=put_together("evidence", "m_evidence"))
    )


def _outright(case: Tables, referred: pl.LazyFrame, p: Parameters) -> list[pl.LazyFrame]:
    abuse = affirmed(case, "domestic_abuse", "domestic_incident")
    of_abuse = abuse.select("case_id", "happening").unique()
    worse = affirmed(case, "domestic_abuse_worsening", part="said to worsen")
    many = (
        affirmed(case, "incident_count", part="number of incidents")
        .filter(pl.col("value") >= p.incidents)
        .join(of_abuse, on=["case_id", "happening"], how="semi")
    )
    missing = affirmed(case, "marac_referral_missing", part="said outright: no MARAC")
    past = ("affirmed", "historical")
    long = said(case, "domestic_abuse_longstanding", statuses=past, part="said to be long")
    singly = affirmed(case, "domestic_abuse_unassessed", part="said outright")
    return [
        *_stated(long, "long", referred, p),
        ground(singly, "singly", "medium", by=CASE),
        ground(missing, "no MARAC", "high", by=CASE),
        *_stated(worse, "said to worsen", referred, p),
        *_stated(many, "number", referred, p),
    ]


def _stated(
    rows: pl.LazyFrame, name: str, referred: pl.LazyFrame, p: Parameters
) -> list[pl.LazyFrame]:
    """What is said outright stands by itself; a referral in time asks for less attention."""
    stated = shared(rows)
    left = not_followed_by(stated, referred, within_days=p.referred_within_days, by=CASE)
    return [
        ground(stated, name, "low", by=CASE),
        ground(left.with_columns(sure=pl.lit(True)), name, "medium", by=CASE),
    ]


def _with_violence_before(
    case: Tables, incidents: pl.LazyFrame, referred: pl.LazyFrame, p: Parameters
) -> pl.LazyFrame:
    """Abuse that is told of now, where violence of one of the adults before is on record."""
    past, part = ("affirmed", "historical"), "violence before"
    earlier = said(case, "domestic_abuse", "domestic_incident", statuses=("historical",), part=part)
    dangerous = said(case, "risky_adult", statuses=past, part=part)
    abuse = affirmed(case, "domestic_abuse", "domestic_incident")
    his = pl.concat([earlier, without(dangerous, abuse)]).filter(
        pl.col("who").is_in(["father", "male_partner"])
    )
    partners = said(case, "abusive_to_partners_before", statuses=past, part=part)
    before = shared(pl.concat([partners, his]))
    told = _unanswered(case, affirmed(case, "domestic_abuse", part="incident"), referred, p)
    now = without(pl.concat([rows.select(OCCURRENCE) for rows in (incidents, told)]), before)
    entries = gathered("evidence").unique()
    return now.join(before.group_by("case_id").agg(before=entries), on="case_id").with_columns(
        evidence=put_together("evidence", "before")
    )


def _at_greater_risk(case: Tables, incidents: pl.LazyFrame, p: Parameters) -> pl.LazyFrame:
    """Incidents while a baby is expected or small, and no assessment of the risk."""
    young = under_age(case, f"{p.under_months}mo", before_birth_days=PREGNANCY_DAYS)
    inside = (pl.col("lo") >= pl.col("first")) & (pl.col("hi") <= pl.col("last"))
    assessed = affirmed(case, "abuse_risk_assessed", "dash_score", "domestic_abuse_high_risk")
    then = (
        incidents.join(young.select("case_id", "first", "last"), on="case_id")
        .filter(pl.col("hi") >= pl.col("first"), pl.col("lo") <= pl.col("last"))
        .with_columns(sure=pl.col("sure") & inside)
        .drop("first", "last")
    )
    return not_followed_by(then, assessed, within_days=p.referred_within_days, by=CASE)


def _findings(told: pl.LazyFrame, case: Tables, p: Parameters, kind: str) -> pl.LazyFrame:
    gap = kind == "information_gap"
    return findings(
        about_the_child(told, case),
        attention="medium" if gap else pl.col("attention"),
        kind=kind,
        raised_on=pl.col("reached"),
        measure={
            "grounds": pl.col("grounds"),
            "n": pl.col("n"),
            "days": pl.lit(p.referred_within_days),
            "dash": pl.lit(p.dash_score),
            "months": pl.lit(p.under_months),
            "incidents": pl.lit(p.incidents),
            "agency": pl.col("agency") if gap else pl.lit(None),
        },
    )
