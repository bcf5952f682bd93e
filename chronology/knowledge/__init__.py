"""Who knew what when: one agency alone, as known on a date, and the gain from joining up."""

from chronology.knowledge.factors import who_knew_what
from chronology.knowledge.joining import joined_up, with_each_agency_alone
from chronology.knowledge.views import View, kept_to

__all__ = ["View", "joined_up", "kept_to", "who_knew_what", "with_each_agency_alone"]
