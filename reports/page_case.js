// The case as the page holds it: the JSON block, and the rows of the table that hold the texts.

const data = JSON.parse(byId("data").textContent);
const events = data.events;
const size = events.id.length;
const rows = Array.from(document.querySelectorAll("#entries-table tbody tr"));
const rowOf = new Map(events.id.map((id, row) => [id, row]));
const keyRows = new Set(events.key);
const goodRows = new Set(events.good);

function grouped(list) {
  const groups = Array.from({ length: size }, () => []);
  list.forEach((row, index) => groups[row].push(index));
  return groups;
}

const signals = data.signals;
const signalsOf = grouped(signals.row);
const flagsOf = Array.from({ length: size }, () => []);
data.flags.forEach((flag, index) => {
  flag.rows.forEach((row, nth) => {
    if (row !== null) flagsOf[row].push({ index, part: flag.parts[nth] });
  });
});

// Records of one happening by several agencies point to one of them; all of these belong together.
const accountsOf = (() => {
  const groups = new Map();
  events.account.forEach((other, row) => {
    if (other === null) return;
    const group = groups.get(other) || groups.get(row) || new Set();
    for (const member of [row, other]) {
      (groups.get(member) || []).forEach((one) => group.add(one));
      group.add(member);
    }
    group.forEach((member) => groups.set(member, group));
  });
  return (row) => Array.from(groups.get(row) || []).filter((one) => one !== row).sort((a, b) => a - b);
})();

const listed = (name, index) => {
  const number = signals[name][index];
  return number === null ? null : signals.lists[name][number];
};

function signal(index) {
  const concept = signals.concept[index];
  const person = signals.person[index];
  return {
    concept: listed("concept", index),
    label: concept === null ? "" : signals.lists.label[concept],
    status: listed("status", index),
    who: listed("who", index),
    field: listed("field", index),
    cue: listed("cue", index),
    entry: listed("entry", index),
    basis: listed("basis", index),
    value: signals.value[index],
    start: signals.start[index],
    end: signals.end[index],
    person: person === null ? null : data.persons[person].label,
  };
}

// The long texts are in the table already; what only an opened record shows is in the data.
function fieldText(row, field) {
  const cell = rows[row].querySelector(`[data-field="${field}"]`);
  if (cell) return cell.textContent;
  const column = events[field];
  return Array.isArray(column) ? column[row] || "" : "";
}

const cellText = (row, part) => {
  const found = rows[row].querySelector(part);
  return found ? found.textContent.trim() : "";
};

const whenWords = (row) => cellText(row, ".when a");
const agencyName = (row) => data.agencies[events.agency[row]].name;
const statusMeaning = new Map(data.statuses);

let haystacks = null;

// Made on the first search: soft hyphens and the stand-in must not keep a word from being found.
function haystack(row) {
  haystacks = haystacks || new Array(size);
  if (haystacks[row] === undefined) {
    const told = ["date_text", "event_type", "author", "who_text", "reference", "shared_with"];
    const text = [rows[row].textContent, ...told.map((name) => events[name][row] || "")].join(" ");
    haystacks[row] = searchable(text);
  }
  return haystacks[row];
}

function searchable(text) {
  return text.replace(/[\u00ad▯]/g, "").replace(/\s+/g, " ").toLowerCase();
}
