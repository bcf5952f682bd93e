// What is shown: the filters, the entry that is open, the order. The page's address holds all of it,
// so that a view can be found again or passed on with the file.

const PICKS = ["agency", "person", "concept", "flag"];
const PICK_NAMES = { concept: "subject" };
const TEXTS = ["said", "q"];
const FIELDS = [...TEXTS, ...DAYS];
const TOGGLES = ["key", "good"];

const state = {
  agency: new Set(),
  person: new Set(),
  concept: new Set(),
  flag: new Set(),
  said: "",
  q: "",
  from: "",
  to: "",
  key: false,
  good: false,
  sort: "date",
  down: false,
  entry: null,
  show: null,
};

const form = byId("filters");
const dateFields = () => DAYS.map((name) => form.elements[name]);
const boxes = (name) => Array.from(form.querySelectorAll(`input[name="${name}"]`));

const flagIndexOf = new Map(data.flags.map((flag, index) => [flag.id, index]));

function test(row) {
  if (state.agency.size && !state.agency.has(agencyIds[events.agency[row]])) return false;
  if (state.person.size && !peopleOf[row].some((index) => state.person.has(personIds[takenFor.person[index]]))) {
    return false;
  }
  if (state.key && !keyRows.has(row)) return false;
  if (state.good && !goodRows.has(row)) return false;
  if (!testDates(row) || !testSaid(row)) return false;
  if (state.flag.size && !flagsOf[row].some((of) => state.flag.has(data.flags[of.index].rule))) {
    return false;
  }
  return words.every((word) => haystack(row).includes(word));
}

// An entry stays as long as it can have happened within the dates; an undated one always can.
function testDates(row) {
  if (state.from && events.to[row] && events.to[row] < state.from) return false;
  return !(state.to && events.from[row] && events.from[row] > state.to);
}

function testSaid(row) {
  if (!state.concept.size && !state.said) return true;
  return signalsOf[row].some(
    (index) =>
      (!state.concept.size || state.concept.has(listed("concept", index))) &&
      (!state.said || listed("status", index) === state.said),
  );
}

// Values of the boxes, not the names shown: a name with an unseen character still finds its entries.
const agencyIds = boxes("agency").map((box) => box.value);
const personIds = data.persons.map((person) => person.id);

let words = [];
let visible = [];

function filterEntries() {
  const asked = searchable(state.q).trim();
  words = asked.startsWith('"') ? [asked.replaceAll('"', "")] : asked.split(" ").filter(Boolean);
  visible = [];
  for (let row = 0; row < size; row += 1) if (test(row)) visible.push(row);
  byId("count").textContent =
    `${visible.length.toLocaleString("en-GB")} of ${count(size, "entry", "entries")}`;
}

const isFiltered = () =>
  PICKS.some((name) => state[name].size) ||
  FIELDS.some((name) => state[name]) ||
  TOGGLES.some((name) => state[name]);

function readControls() {
  for (const name of PICKS) {
    state[name] = new Set(boxes(name).filter((box) => box.checked).map((box) => box.value));
  }
  for (const name of TEXTS) state[name] = form.elements[name].value;
  for (const name of DAYS) state[name] = dayOf(form.elements[name].value) || "";
  for (const name of TOGGLES) state[name] = form.elements[name].checked;
}

function writeControls() {
  for (const name of PICKS) {
    for (const box of boxes(name)) box.checked = state[name].has(box.value);
  }
  for (const name of TEXTS) form.elements[name].value = state[name];
  for (const name of DAYS) form.elements[name].value = dayWritten(state[name]);
  tellDates(dateFields(), true);
  for (const name of TOGGLES) form.elements[name].checked = state[name];
  tellChosen();
}

// What is chosen stands on the closed list too.
function tellChosen() {
  for (const pick of form.querySelectorAll(".pick")) {
    const name = pick.dataset.filter;
    const chosen = boxes(name).filter((box) => box.checked);
    const labels = chosen.map((box) => box.parentNode.querySelector(".name").textContent);
    const said = name === "concept" && state.said ? `, ${plain(state.said)}` : "";
    pick.querySelector(".chosen").textContent =
      (chosen.length > 1 ? `${chosen.length} chosen` : labels[0] || "all") + said;
    pick.classList.toggle("active", chosen.length > 0 || said !== "");
  }
  byId("clear").disabled = !isFiltered();
}

function clearFilters() {
  for (const name of PICKS) state[name] = new Set();
  for (const name of FIELDS) state[name] = "";
  for (const name of TOGGLES) state[name] = false;
  writeControls();
}

function filterWords() {
  const told = PICKS.filter((name) => state[name].size).map((name) => {
    const chosen = boxes(name).filter((box) => box.checked);
    const labels = chosen.map((box) => box.parentNode.querySelector(".name").textContent);
    return `${PICK_NAMES[name] || name}: ${labels.join(", ")}`;
  });
  if (state.said) told.push(`said as ${plain(state.said)}`);
  if (state.q) told.push(`words: ${state.q}`);
  if (state.from) told.push(`from ${dayWords(state.from)}`);
  if (state.to) told.push(`to ${dayWords(state.to)}`);
  if (state.key) told.push("key events only");
  if (state.good) told.push("good practice");
  return told.join("; ");
}

function writeAddress() {
  const told = new URLSearchParams();
  for (const name of PICKS) for (const value of state[name]) told.append(name, value);
  for (const name of FIELDS) if (state[name]) told.set(name, state[name]);
  for (const name of TOGGLES) if (state[name]) told.set(name, "1");
  if (state.sort !== "date" || state.down) told.set("sort", state.sort + (state.down ? "-" : ""));
  if (state.entry !== null) told.set("entry", events.id[state.entry]);
  if (state.show !== null) told.set("show", data.flags[state.show].id);
  const hash = told.toString();
  history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
}

// An address may come from anywhere: what names nothing in this case is passed over.
function readAddress() {
  const told = new URLSearchParams(location.hash.slice(1));
  for (const name of PICKS) {
    const known = new Set(boxes(name).map((box) => box.value));
    state[name] = new Set(told.getAll(name).filter((value) => known.has(value)));
  }
  state.said = statusMeaning.has(told.get("said")) ? told.get("said") : "";
  state.q = told.get("q") || "";
  for (const name of DAYS) state[name] = dayOf(told.get(name) || "") || "";
  for (const name of TOGGLES) state[name] = told.get(name) === "1";
  const [sort, down] = [(told.get("sort") || "").replace("-", ""), /-$/.test(told.get("sort") || "")];
  state.sort = ["date", "agency"].includes(sort) ? sort : "date";
  state.down = down;
  state.entry = rowOf.has(told.get("entry")) ? rowOf.get(told.get("entry")) : null;
  state.show = flagIndexOf.has(told.get("show")) ? flagIndexOf.get(told.get("show")) : null;
  writeControls();
}

// One list is open at a time; Escape closes it and gives the focus back.
function wireFilters(onChange) {
  let waiting = 0;
  const soon = (event) => {
    readControls();
    tellChosen();
    tellDates(dateFields(), false);
    window.clearTimeout(waiting);
    waiting = window.setTimeout(onChange, ["q", ...DAYS].includes(event.target.name) ? 180 : 0);
  };
  form.addEventListener("input", soon);
  form.addEventListener("change", () => tellDates(dateFields(), true));
  form.addEventListener("submit", (event) => event.preventDefault());
  byId("clear").addEventListener("click", () => {
    clearFilters();
    onChange();
    form.querySelector("summary").focus();
  });
  const picks = Array.from(form.querySelectorAll(".pick"));
  picks.forEach((pick) => {
    pick.addEventListener("toggle", () => {
      if (pick.open) picks.filter((other) => other !== pick).forEach((other) => (other.open = false));
    });
    pick.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !pick.contains(event.relatedTarget)) pick.open = false;
    });
    pick.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !pick.open) return;
      event.stopPropagation();
      pick.open = false;
      pick.querySelector("summary").focus();
    });
  });
  document.addEventListener("click", (event) => {
    picks.filter((pick) => !pick.contains(event.target)).forEach((pick) => (pick.open = false));
  });
}
