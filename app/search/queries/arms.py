"""Where the search looks: for each kind the tables, and what a hit shows. Expressions in SQL."""

from dataclasses import dataclass, replace

from app.core.words import Word
from app.decisions.tables import Outcome
from app.groups.queries.names import berlin_day, name_on
from app.groups.tables import GroupStatus
from app.mandates.tables import MandateStatus, ProposalStatus
from app.minutes.tables import MinutesStatus
from app.search.rules.kinds import Kind
from app.tasks.tables import TaskStatus
from app.vorlagen.rules.marking import LONGEST_READ
from app.vorlagen.tables import VorlageStatus

MEETING_DAY = berlin_day("meeting.starts_at")
IN_MEETING = f"concat_ws(', ', {name_on('steering_group', MEETING_DAY)}, meeting.title)"
LABEL = "(SELECT n.label FROM agenda_numbers(meeting.id) n WHERE n.item = agenda_item.id)"
IN_GROUP = 'JOIN steering_group ON steering_group.id = {}."group"'
MEETING = "JOIN meeting ON meeting.id = agenda_item.meeting"
# Each by its id: whatever is asked, PostgreSQL expects so many hits that it would read all meetings.
MEETING_OF_EACH = (
    "CROSS JOIN LATERAL (SELECT * FROM meeting m WHERE m.id = agenda_item.meeting OFFSET 0) meeting"
)
HELD_MEETING = "JOIN held meeting ON meeting.id = agenda_item.meeting"  # see `suggestion`
OF_ITEM = f"{MEETING} {IN_GROUP.format('meeting')}"
PERSON = "concat_ws(' ', nullif(person.title, ''), person.given_name, person.family_name)"


@dataclass(frozen=True, kw_only=True)
class Arm:
    """`newest`: an order along an index; `is_long`: of rows without end. `day`: what hits are sorted
    and filtered by.
    """

    kind: Kind
    tables: str
    id: str
    same: str = ""  # of what it is a part: hits in several parts are one hit; `id` if empty
    words: str
    heading: str
    href: str
    text: str = "''"
    place: str = "''"
    day: str = "NULL::date"
    shown_day: str = ""  # as `day` if empty
    day_word: str = ""
    group: str = "steering_group.id"
    state: str = "''"
    states: type[Word] | None = None
    newest: str = ""
    is_long: bool = False
    heading_counts: bool = True  # its words stand in `words`, with a weight
    more: str = ""  # a table with further words of the same row, which it names like `table`
    label: str = "''"  # on the agenda: "3.1", "Ö 3"

    @property
    def table(self) -> str:
        """That holds the words."""
        return self.words.partition(".")[0]

    @property
    def tables_of_few(self) -> str:
        """Where the index of words has found the rows."""
        return self.tables.replace(MEETING, MEETING_OF_EACH)

    @property
    def tables_of_held(self) -> str:
        """What was said or decided, in the meetings held last."""
        is_said = self.table in ("minutes_item", "minutes_information", "decision")
        return self.tables.replace(MEETING, HELD_MEETING) if is_said else self.tables

    def tables_of_newest(self, most: int) -> str:
        """Whoever may read them."""
        newest = (
            f"FROM (SELECT * FROM {self.table} ORDER BY {self.newest} LIMIT {most}) {self.table}"
        )
        return self.tables.replace(f"FROM {self.table}", newest, 1)

    def hit(self, asked: str) -> str:
        if not self.more:
            return f"{self.words} @@ {asked}"
        more = f"SELECT m.{self.table} FROM {self.more} m WHERE m.words @@ {asked}"
        own = f"SELECT o.id FROM {self.table} o WHERE o.words @@ {asked}"
        return f"{self.table}.id IN ({own} UNION ALL {more})"

    def hit_on_the_way(self, asked: str) -> str:
        """The same, and no index helps."""
        hit = f"has_words({self.words}, {asked})"
        if self.more:
            hit += (
                f" OR EXISTS (SELECT FROM {self.more} m WHERE m.{self.table} = {self.table}.id"
                f" AND m.words @@ {asked})"
            )
        return f"({hit})"


VORLAGE = Arm(
    kind=Kind.VORLAGE, tables="FROM vorlage", id="vorlage.id", words="vorlage.words",
    heading="concat_ws(' ', vorlage.reference, vorlage.title)", text="paper_text(vorlage.paper)",
    href="'/vorlagen/' || vorlage.id", day="vorlage.dated_on", group="vorlage.committee",
    newest="coalesce(vorlage.dated_on, '-infinity'::date) DESC, vorlage.id DESC",
    state="vorlage.status", states=VorlageStatus, place="vorlage.paper_type",
)  # fmt: skip
POINT = Arm(
    kind=Kind.VORLAGE,
    tables="FROM decision_point JOIN vorlage ON vorlage.id = decision_point.vorlage",
    id="decision_point.id", same="vorlage.id", words="decision_point.words",
    heading="concat_ws(' ', vorlage.reference, vorlage.title)", text="decision_point.text",
    href="'/vorlagen/' || vorlage.id || '#punkt-' || decision_point.id", day="vorlage.dated_on",
    group="vorlage.committee", newest="vorlage.dated_on DESC NULLS LAST, vorlage.id DESC",
    state="vorlage.status", states=VorlageStatus, place="'Beschlusspunkt'", heading_counts=False,
)  # fmt: skip
AGENDA = Arm(
    kind=Kind.AGENDA, tables=f"FROM agenda_item {OF_ITEM}", id="agenda_item.id",
    words="agenda_item.words", heading="agenda_item.title", text="agenda_item.note",
    href="'/sitzungen/' || meeting.id || '#punkt-' || agenda_item.id", place=IN_MEETING,
    day=MEETING_DAY, newest="meeting.starts_at DESC", label=LABEL,
)  # fmt: skip
BY_LABEL = replace(AGENDA, heading_counts=False)  # found by what it is called on the agenda
IN_MINUTES = "'/sitzungen/' || meeting.id || '/protokoll#top-' || agenda_item.id"
# No join: PostgreSQL would read the whole table beside a few hundred hits.
STATUS_OF_ITEM = "(SELECT m.status FROM minutes m WHERE m.id = minutes_item.minutes)"
STATUS_OF_MEETING = "(SELECT m.status FROM minutes m WHERE m.meeting = agenda_item.meeting)"
MINUTES = Arm(
    kind=Kind.MINUTES,
    tables="FROM minutes_item "
    f"JOIN agenda_item ON agenda_item.id = minutes_item.agenda_item {OF_ITEM}",
    id="minutes_item.id", words="minutes_item.words", heading="agenda_item.title",
    text="minutes_item.text", href=IN_MINUTES, place=IN_MEETING, day=MEETING_DAY,
    state=STATUS_OF_ITEM, states=MinutesStatus, newest="meeting.starts_at DESC", heading_counts=False,
    label=LABEL,
)  # fmt: skip
INFORMATION = Arm(
    kind=Kind.MINUTES,
    tables="FROM minutes_information "
    f"JOIN agenda_item ON agenda_item.id = minutes_information.agenda_item {OF_ITEM}",
    id="minutes_information.id", words="minutes_information.words", heading="agenda_item.title",
    text="minutes_information.text", href=IN_MINUTES, place=IN_MEETING, day=MEETING_DAY,
    state=STATUS_OF_MEETING, states=MinutesStatus, newest="meeting.starts_at DESC",
    heading_counts=False, label=LABEL,
)  # fmt: skip
DECISION = Arm(
    kind=Kind.DECISION,
    tables=f"FROM decision JOIN agenda_item ON agenda_item.id = decision.agenda_item {OF_ITEM}",
    id="decision.id", words="decision.words", heading="agenda_item.title", text="decision.text",
    href=IN_MINUTES, place=IN_MEETING, day=MEETING_DAY, state="decision.outcome", states=Outcome,
    newest="meeting.starts_at DESC", heading_counts=False, label=LABEL,
)  # fmt: skip
TASK = Arm(
    kind=Kind.TASK, tables=f"FROM task {IN_GROUP.format('task')}", id="task.id",
    words="task.words", heading="task.title", text="task.done_note", href="'/aufgaben/' || task.id",
    place="steering_group.name", day=berlin_day("task.created_at"), shown_day="task.due_on",
    day_word="bis", state="task.status", states=TaskStatus, newest="task.created_at DESC",
    is_long=True,
)  # fmt: skip
TASK_STEP = Arm(
    kind=Kind.TASK,
    tables=f"FROM task_step JOIN task ON task.id = task_step.task {IN_GROUP.format('task')}",
    id="task_step.id", same="task.id", words="task_step.words", heading="task.title",
    text="task_step.text", href="'/aufgaben/' || task.id", place="steering_group.name",
    day=berlin_day("task.created_at"), shown_day="task.due_on", day_word="bis", state="task.status",
    states=TaskStatus, newest="task_step.at DESC", is_long=True, heading_counts=False,
)  # fmt: skip
SUBSTEP = Arm(
    kind=Kind.TASK,
    tables=f"FROM task_substep JOIN task ON task.id = task_substep.task {IN_GROUP.format('task')}",
    id="task_substep.id", same="task.id", words="task_substep.words", heading="task.title",
    text="task_substep.text", href="'/aufgaben/' || task.id || '#teilschritte'",
    place="steering_group.name", day=berlin_day("task.created_at"), shown_day="task.due_on",
    day_word="bis", state="task.status", states=TaskStatus, newest="task_substep.created_at DESC",
    is_long=True, heading_counts=False,
)  # fmt: skip
MANDATE = Arm(
    kind=Kind.MANDATE, tables=f"FROM mandate {IN_GROUP.format('mandate')}", id="mandate.id",
    words="mandate.words", heading="mandate.title", href="'/auftraege/' || mandate.id",
    place="steering_group.name", day=berlin_day("mandate.created_at"), shown_day="mandate.due_on",
    day_word="bis", state="mandate.status", states=MandateStatus, newest="mandate.created_at DESC",
)  # fmt: skip
MANDATE_STEP = Arm(
    kind=Kind.MANDATE,
    tables=f"FROM mandate_step JOIN mandate ON mandate.id = mandate_step.mandate {IN_GROUP.format('mandate')}",
    id="mandate_step.id", same="mandate.id", words="mandate_step.words", heading="mandate.title",
    text="mandate_step.sentence", href="'/auftraege/' || mandate.id", place="steering_group.name",
    day=berlin_day("mandate.created_at"), shown_day="mandate.due_on", day_word="bis",
    state="mandate.status", states=MandateStatus, newest="mandate_step.at DESC",
    is_long=True, heading_counts=False,
)  # fmt: skip
MANDATE_PROPOSAL = Arm(
    kind=Kind.MANDATE, tables=f"FROM mandate_proposal {IN_GROUP.format('mandate_proposal')}",
    id="mandate_proposal.id", words="mandate_proposal.words", heading="mandate_proposal.title",
    text="mandate_proposal.reason",
    href="'/gruppen/' || steering_group.id || '/auftraege/vorschlaege'",
    place="concat_ws(', ', steering_group.name, 'Vorschlag')",
    day=berlin_day("mandate_proposal.created_at"), state="mandate_proposal.status",
    states=ProposalStatus, newest="mandate_proposal.created_at DESC",
)  # fmt: skip
GROUP = Arm(
    kind=Kind.GROUP, tables="FROM steering_group", id="steering_group.id",
    words="steering_group.words", heading="steering_group.name", text="steering_group.purpose",
    href="'/gruppen/' || steering_group.id", day="steering_group.starts_on", day_word="seit",
    state="steering_group.status", states=GroupStatus, newest="steering_group.created_at DESC",
)  # fmt: skip
FORMER_NAME = Arm(
    kind=Kind.GROUP, tables=f"FROM former_name {IN_GROUP.format('former_name')}",
    id="former_name.id", same="steering_group.id", words="former_name.words", heading="steering_group.name",
    text="concat_ws(' ', 'Früherer Name: ' || former_name.name, "
    "'(bis ' || to_char(former_name.until, 'DD.MM.YYYY') || ')')",
    href="'/gruppen/' || steering_group.id", day="steering_group.starts_on", day_word="seit",
    state="steering_group.status", states=GroupStatus, newest="steering_group.created_at DESC",
)  # fmt: skip
HOUSE = Arm(
    kind=Kind.TRAEGER, tables="FROM traeger", id="traeger.id", words="traeger.words",
    heading="traeger.name", href="'/traeger/' || traeger.id", group="NULL::uuid",
    place="coalesce((SELECT p.name FROM traeger p WHERE p.id = traeger.parent), '')",
    newest="traeger.id DESC",
)  # fmt: skip
HOUSE_IN_GROUP = Arm(
    kind=Kind.TRAEGER,
    tables="FROM membership JOIN traeger ON traeger.id = membership.traeger "
    f"{IN_GROUP.format('membership')}",
    id="membership.id", same="traeger.id", words="traeger.words", heading="traeger.name",
    href="'/gruppen/' || steering_group.id", place="steering_group.name",
    newest="membership.since DESC",
)  # fmt: skip
DIRECTORY = Arm(
    kind=Kind.PERSON, tables="FROM person", id="person.id", words="person.words", heading=PERSON,
    href="'/personen/' || person.id", group="NULL::uuid", newest="person.created_at DESC",
    place="coalesce((SELECT string_agg(concat_ws(', ', t.name, nullif(a.function, '')), ' · ') "
    "FROM affiliation a JOIN traeger t ON t.id = a.traeger WHERE a.person = person.id), '')",
)  # fmt: skip
FELLOW = Arm(
    kind=Kind.PERSON,
    tables="FROM membership JOIN person ON person.id = membership.person "
    f"{IN_GROUP.format('membership')}",
    id="membership.id", same="person.id", words="person.words", heading=PERSON,
    href="'/gruppen/' || steering_group.id", place="steering_group.name",
    newest="membership.since DESC",
)  # fmt: skip
FILE_TEXT = "file_text"
SAID = f"(SELECT left(t.text, {LONGEST_READ}) FROM {FILE_TEXT} t WHERE t.file = file.id)"
ATTACHMENT = Arm(
    kind=Kind.FILE,
    tables="FROM vorlage_file JOIN file ON file.id = vorlage_file.file "
    "JOIN vorlage ON vorlage.id = vorlage_file.vorlage",
    id="vorlage_file.id", words="file.words", more=FILE_TEXT, heading="file.name", text=SAID,
    href="'/vorlagen/' || vorlage.id || '/anlagen'",
    place="concat_ws(' ', 'Vorlage', vorlage.reference, vorlage.title)",
    day=berlin_day("vorlage_file.created_at"), group="vorlage.committee",
    newest="vorlage_file.created_at DESC",
)  # fmt: skip
MEETING_FILE = Arm(
    kind=Kind.FILE,
    tables="FROM attachment JOIN file ON file.id = attachment.file "
    "JOIN meeting ON meeting.id = attachment.meeting "
    f"{IN_GROUP.format('meeting')} LEFT JOIN agenda_item ON agenda_item.id = attachment.agenda_item",
    id="attachment.id", words="file.words", more=FILE_TEXT, heading="file.name",
    text=f"concat_ws(' · ', nullif(attachment.title, ''), {SAID})",
    href="'/sitzungen/' || meeting.id || '/anlagen'", place=IN_MEETING, day=MEETING_DAY,
    newest="attachment.created_at DESC",
)  # fmt: skip
TASK_FILE = Arm(
    kind=Kind.FILE,
    tables="FROM task_file JOIN file ON file.id = task_file.file "
    f"JOIN task ON task.id = task_file.task {IN_GROUP.format('task')}",
    id="task_file.id", words="file.words", more=FILE_TEXT, heading="file.name", text=SAID,
    href="'/aufgaben/' || task.id || '/anlagen'",
    place="concat_ws(', ', steering_group.name, task.title)",
    day=berlin_day("task_file.created_at"), newest="task_file.created_at DESC",
)  # fmt: skip
STATUS_OF_FILE = "(SELECT m.status FROM minutes m WHERE m.meeting = attachment.meeting)"
EVENT_FILE = Arm(
    kind=Kind.FILE,
    tables="FROM event_file JOIN file ON file.id = event_file.file "
    f"JOIN group_event ON group_event.id = event_file.event {IN_GROUP.format('group_event')}",
    id="event_file.id", words="file.words", more=FILE_TEXT, heading="file.name", text=SAID,
    href="'/gruppen/' || steering_group.id || '/veranstaltung'", place="steering_group.name",
    day=berlin_day("event_file.created_at"), newest="event_file.created_at DESC",
)  # fmt: skip
