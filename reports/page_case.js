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

// The people of each entry: in which part, by which words and why, as numbers into lists.
const takenFor = data.takenFor;
const peopleOf = grouped(takenFor.row);

function participant(index) {
  const word = (name) => {
    const number = takenFor[name][index];
    return number === null ? null : takenFor.lists[name][number];
  };
  const person = data.persons[takenFor.person[index]];
  return { person, ...Object.fromEntries(Object.keys(takenFor.lists).map((name) => [name, word(name)])) };
}

// Records of one happening stand side by side in a section of their own.
const happeningOf = new Map();
data.happenings.forEach((happening) => happening.rows.forEach((row) => happeningOf.set(row, happening)));

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
  return (events[field] && events[field][row]) || "";
}

const cellText = (row, part) => {
  const found = rows[row].querySelector(part);
  return found ? found.textContent.trim() : "";
};

const whenWords = (row) => cellText(row, ".when a");
const agencyName = (row) => data.agencies[events.agency[row]].name;
const statusMeaning = new Map(data.statuses);

const TOLD_TOO =
  ["date_text", "event_type", "author", "source", "who_text", "reference", "shared_with", "codes"];
let haystacks = null;

// Made on the first search: soft hyphens and the stand-in must not keep a word from being found.
function haystack(row) {
  haystacks = haystacks || new Array(size);
  if (haystacks[row] === undefined) {
    const told = TOLD_TOO.map((name) => events[name][row] || "");
    const text = [rows[row].textContent, ...told].join(" ");
    haystacks[row] = searchable(text);
  }
  return haystacks[row];
}

function searchable(text) {
  return text.replace(/[\u00ad▯]/g, "").replace(/\s+/g, " ").toLowerCase();
}
