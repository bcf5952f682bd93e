// The open record: its words with the coded ones marked, how its date was read, where it came from.

const FIELD_NAMES = {
  record: "Record",
  action: "Action",
  comment: "Agency’s comment",
  event_type: "Kind of event",
  who_text: "Who was there, as written",
  child_seen: "Child seen, as written",
  shared_with: "Shared with, as written",
  other: "Under headings that were not recognised",
};
const PROSE = ["record", "action", "comment", "other"];
const HEADED = /^[^:\n]{1,90}: /;
const CODED = ["event_type", "who_text", "child_seen", "shared_with"];

// Where signals overlap, the text is cut at every edge, and a piece carries all that cover it.
// A text that is a part of a field says at which character of the field it starts.
function marked(text, signals, at = 0) {
  // Places count characters as Python does; an emoji is one there and two in a JavaScript string.
  const letters = Array.from(text);
  const coded = signals
    .filter((one) => one.start !== null)
    .map((one) => ({ ...one, start: Math.max(0, one.start - at), end: one.end - at }))
    .filter((one) => one.end > one.start && one.start < letters.length);
  if (!coded.length) return [document.createTextNode(text)];
  const edges = new Set([0, letters.length]);
  coded.forEach(({ start, end }) => [start, end].forEach((at) => at <= letters.length && edges.add(at)));
  const cuts = Array.from(edges).sort((a, b) => a - b);
  return cuts.slice(0, -1).map((from, nth) => {
    const piece = letters.slice(from, cuts[nth + 1]).join("");
    const over = coded.filter((one) => one.start <= from && one.end >= cuts[nth + 1]);
    return over.length ? mark(piece, over) : document.createTextNode(piece);
  });
}

function mark(piece, over) {
  const described = over.map((one) => one.id).join(" ");
  const node = make(
    "mark",
    { tabindex: "0", class: `is-${over[0].status}`, "aria-describedby": described },
    piece,
  );
  const show = () => {
    const box = node.getBoundingClientRect();
    showTip(over.flatMap(signalLines), box.left, box.bottom - 8);
  };
  node.addEventListener("mouseenter", show);
  node.addEventListener("focus", show);
  node.addEventListener("mouseleave", hideTip);
  node.addEventListener("blur", hideTip);
  return node;
}

function signalLines(one) {
  const status = one.status || "";
  return [
    `${one.label}: ${plain(status)} (${statusMeaning.get(status) || ""})`,
    `About: ${one.person || plain(one.who || "unknown")}`,
    one.cue ? `Because of the words “${one.cue}”` : null,
    one.value === null ? null : `Figure: ${one.value}`,
    one.entry ? `Lexicon entry: ${shortened(one.entry)}` : null,
    one.basis === "code" ? "Read from a code, not from the words" : null,
  ].filter(Boolean);
}

// Some entries list a great many words.
function shortened(entry) {
  return entry.length > 90 ? `${entry.slice(0, 89)}…` : entry;
}

function codedList(coded) {
  if (!coded.length) return [make("p", { class: "quiet" }, "No words of this record are coded.")];
  const items = coded.map((one) => {
    const [first, ...rest] = signalLines(one);
    const words = one.words ? [make("q", {}, one.words), " "] : [];
    return make("li", { id: one.id }, ...words, first, make("span", { class: "more" }, rest.join(". ")));
  });
  return [make("h3", {}, "Coded words"), make("ul", { class: "coded" }, ...items)];
}

function codedOf(row) {
  return signalsOf[row].map((index) => {
    const one = signal(index);
    const text = Array.from(fieldText(row, one.field));
    return { ...one, id: `s-${index}`, words: text.slice(one.start, one.end).join("") };
  });
}

function facts(pairs) {
  const told = pairs.filter(([, said]) => said !== null && said !== undefined && said !== "");
  return make(
    "dl",
    { class: "facts" },
    ...told.map(([term, said]) => make("div", {}, make("dt", {}, term), make("dd", {}, said))),
  );
}

const isolated = (text) => make("bdi", {}, text);

function dateFacts(row) {
  const read = [whenWords(row), events.date_note[row]].filter(Boolean).join("; ");
  const written = events.date_text[row];
  const recorded = events.recorded_on[row];
  return facts([
    ["Date as written", written ? make("q", {}, written) : "nothing written"],
    ["Read as", events.precision[row] ? `${read} (${plain(events.precision[row])})` : read],
    ["Time", cellText(row, ".time")],
    ["Child’s age", cellText(row, ".age")],
    ["Written down on", recorded ? dayWords(recorded) : null],
  ]);
}

// Who is in the entry, with its own words for them and why those are taken to mean them.
function peopleList(row) {
  if (!peopleOf[row].length) return "nobody of the case is named";
  const items = peopleOf[row].map((index) => {
    const { person, part, mention, reason, confidence } = participant(index);
    const said = mention ? [make("q", {}, mention), reason || confidence ? ": " : ""] : [];
    const why = reason && confidence ? `${reason} (${confidence})` : reason || confidence;
    return make(
      "li",
      {},
      isolated(person.label),
      ` (${plain(part)})`,
      make("span", { class: "more" }, ...said, why),
    );
  });
  return make("ul", { class: "plain-list", id: "record-people" }, ...items);
}

function placeFacts(row, coded) {
  const said = (name) => {
    const text = fieldText(row, name);
    return text && make("bdi", {}, ...marked(text, coded.filter((one) => one.field === name)));
  };
  const asIs = (name) => events[name][row] && isolated(events[name][row]);
  return facts([
    ["People", peopleList(row)],
    ...CODED.map((name) => [FIELD_NAMES[name], said(name)]),
    ["Written by", asIs("author")],
    ["From, as written", asIs("source")],
    ["Kinds of agency named", asIs("named_kinds")],
    ["Reference", asIs("reference")],
    ["Codes", asIs("codes")],
    ["Source", isolated(cellText(row, ".agency .source:not(.also)"))],
  ]);
}

function proseOf(row, coded) {
  return PROSE.filter((name) => fieldText(row, name)).flatMap((name) => {
    const text = fieldText(row, name);
    const own = coded.filter((one) => one.field === name);
    const inside = name === "other" ? headed(text, own) : marked(text, own);
    const long = text.length > 3000 ? " long" : "";
    const heading = name === "record" ? [] : [make("h3", {}, FIELD_NAMES[name])];
    return [...heading, make("p", {}, make("span", { class: `prose${long}` }, ...inside))];
  });
}

function linkTo(row, onOpen) {
  const link = make("a", { href: `#e-${events.id[row]}` }, `${agencyName(row)}, ${whenWords(row)}`);
  link.addEventListener("click", (event) => {
    event.preventDefault();
    onOpen(row);
  });
  return link;
}

function evidenceOf(row, onShow) {
  if (!flagsOf[row].length) return [];
  const items = flagsOf[row].map(({ index, part }) => {
    const flag = data.flags[index];
    const link = make("a", { href: `#${flag.anchor}` }, `${flag.number}: ${flag.title}`);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      onShow(index);
    });
    return make("li", {}, link, part ? make("span", { class: "more" }, `as: ${part}`) : null);
  });
  return [make("h3", {}, "Evidence for"), make("ul", {}, ...items)];
}

// Lines of cells whose headings are not known: each heading set off from its cell.
function headed(text, coded) {
  let at = 0;
  return text.split("\n").flatMap((line, nth) => {
    const heading = (line.match(HEADED) || [""])[0];
    const from = at + Array.from(heading).length;
    const parts = [
      nth ? "\n" : "",
      heading ? make("span", { class: "label" }, ...marked(heading, coded, at)) : "",
      ...marked(line.slice(heading.length), coded, from),
    ];
    at += Array.from(line).length + 1;
    return parts;
  });
}

// Words that a tracked change strikes out; the heading that stands before them was not struck out.
function struckOut(row) {
  const text = fieldText(row, "deleted");
  if (!text) return [];
  const lines = text.split("\n").map((line) => {
    const heading = (line.match(/^[^:‘\n]{1,90}: /) || [""])[0];
    return make("div", {}, heading, make("del", {}, line.slice(heading.length)));
  });
  const inside = make("div", { class: "prose" }, ...lines);
  return [make("h3", {}, "Struck out by a tracked change:"), inside];
}

function othersOf(row, onOpen) {
  const happening = happeningOf.get(row);
  if (!happening) return [];
  const others = happening.rows.filter((other) => other !== row);
  const links = others.flatMap((other, nth) => [nth ? "; " : "", linkTo(other, onOpen)]);
  const beside = make("a", { href: `#${happening.anchor}` }, "side by side");
  return [make("p", { class: "also" }, make("b", {}, "Also recorded by: "), ...links, " (", beside, ")")];
}

function writeRecord(row, on) {
  const coded = codedOf(row);
  byId("record-title").replaceChildren(
    make("span", {}, whenWords(row)),
    make("bdi", {}, agencyName(row)),
  );
  byId("record-body").replaceChildren(
    make("p", { class: "quiet", id: "record-place" }, placeWords(row)),
    ...othersOf(row, on.open),
    ...proseOf(row, coded),
    ...struckOut(row),
    dateFacts(row),
    placeFacts(row, coded),
    ...evidenceOf(row, on.flag),
    ...codedList(coded),
  );
  foldLong(byId("record-body"));
  byId("record").scrollTop = 0;
  byId("told").textContent = `${placeWords(row)}: ${whenWords(row)}, ${agencyName(row)}`;
  hideTip();
}

// A flag chosen on the timeline: its card without the parts that the card itself shows better.
function writeFlag(index, on) {
  const flag = data.flags[index];
  const card = byId(flag.anchor).cloneNode(true);
  for (const part of card.querySelectorAll("header, table, details, button, .print-only")) part.remove();
  const evidence = flag.rows.map((row, nth) =>
    row === null ? null : make("li", {}, linkTo(row, on.open), make("span", { class: "more" }, flag.parts[nth])),
  );
  const link = make("a", { href: `#${flag.anchor}` }, "Go to its card with all evidence");
  const kind = flag.gap ? "Question" : "Flag";
  byId("record-title").replaceChildren(`${kind} ${flag.number}: ${flag.title}`);
  byId("record-body").replaceChildren(
    ...card.childNodes,
    make("h3", {}, "Evidence"),
    make("ul", {}, ...evidence),
    make("p", {}, link),
  );
  byId("record").scrollTop = 0;
}

function placeWords(row) {
  const place = ordered.indexOf(row);
  if (place < 0) return "This entry is outside the filters.";
  return `Entry ${place + 1} of ${ordered.length} shown`;
}

// The entries on either side in the order of the table; from outside the filters, the nearest.
function neighbour(row, step) {
  if (!ordered.length) return null;
  if (row === null) return step > 0 ? ordered[0] : ordered[ordered.length - 1];
  const place = ordered.indexOf(row);
  if (place >= 0) return ordered[place + step] === undefined ? null : ordered[place + step];
  const after = ordered.findIndex((other) => other > row);
  const next = after < 0 ? ordered.length : after;
  const found = ordered[step > 0 ? next : next - 1];
  return found === undefined ? null : found;
}

function wireButtons(row) {
  byId("previous").disabled = neighbour(row, -1) === null;
  byId("next").disabled = neighbour(row, 1) === null;
}
