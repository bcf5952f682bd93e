"""The event algebra that rules are written in. Each word knows uncertain dates.

An *occurrence* is a thing that records say happened: one row with the interval ``lo..hi`` of days
on which it can have happened, the ``happening`` it belongs to (two agencies' accounts of one
thing share it), the entries that evidence it, and ``sure``: whether it holds wherever in its
interval each date fell. Every function takes and gives lazy frames keyed by ``case_id``, and
never collects.

An event without a date can have happened on any day, so it can complete a pattern only as
*possible*.
"""

from chronology.temporal.adults import adults_spoken_of, by_adult, named_adults, seen_with_the_child
from chronology.temporal.beside import beside, by_then, first_told
from chronology.temporal.children import (
    about_the_child,
    age_in_days,
    age_scope,
    aged,
    children,
    of_children,
    of_each_child,
    under_age,
)
from chronology.temporal.coverage import (
    coverage_scope,
    covered,
    entries_between,
    gap,
    is_covered,
    summed_up,
    told_by_a_return,
    unreturned,
)
from chronology.temporal.deadlines import done_late, never_done
from chronology.temporal.grounds import ground, told_as_one
from chronology.temporal.occurrences import (
    DOUBT,
    KEY,
    OCCURRENCE,
    affirmed,
    computed_at_once,
    doubted,
    entries,
    gathered,
    negated,
    put_together,
    said,
    shared,
    those,
    with_a_date,
    with_index,
)
from chronology.temporal.reach import Reach, days, last_day, months, working_days
from chronology.temporal.rows import in_a_row
from chronology.temporal.sequence import (
    before_the_incident,
    followed_by,
    in_force,
    incident,
    not_around,
    not_done_by,
    not_followed_by,
    not_same_day,
    without,
)
from chronology.temporal.summaries import in_the_entry, one_account, unanswered, with_a_child_of
from chronology.temporal.telling import (
    not_looked_back_on,
    not_retold,
    times_told,
    told_once,
    told_together,
    told_with,
)
from chronology.temporal.together import together
from chronology.temporal.windows import counted, once, within

__all__ = [
    "DOUBT",
    "KEY",
    "OCCURRENCE",
    "Reach",
    "about_the_child",
    "adults_spoken_of",
    "affirmed",
    "age_in_days",
    "age_scope",
    "aged",
    "before_the_incident",
    "beside",
    "by_adult",
    "by_then",
    "children",
    "computed_at_once",
    "counted",
    "coverage_scope",
    "covered",
    "days",
    "done_late",
    "doubted",
    "entries",
    "entries_between",
    "first_told",
    "followed_by",
    "gap",
    "gathered",
    "ground",
    "in_a_row",
    "in_force",
    "in_the_entry",
    "incident",
    "is_covered",
    "last_day",
    "months",
    "named_adults",
    "negated",
    "never_done",
    "not_around",
    "not_done_by",
    "not_followed_by",
    "not_looked_back_on",
    "not_retold",
    "not_same_day",
    "of_children",
    "of_each_child",
    "once",
    "one_account",
    "put_together",
    "said",
    "seen_with_the_child",
    "shared",
    "summed_up",
    "those",
    "times_told",
    "together",
    "told_as_one",
    "told_by_a_return",
    "told_once",
    "told_together",
    "told_with",
    "unanswered",
    "under_age",
    "unreturned",
    "with_a_child_of",
    "with_a_date",
    "with_index",
    "within",
    "without",
    "working_days",
]
