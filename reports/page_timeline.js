// The timeline: plotly draws the part of the figure whose entries are shown.
//
// Hover notes are our own elements: plotly's would read markup in them. Only SVG traces are used,
// because plotly's WebGL ones need eval, which the page's security policy forbids.

const figure = data.figure;
const chart = byId("chart");
const [LONG_SPANS, SPANS, MARKS, FLAGS] = [0, 1, 2, 3];
const layout = figure.layout;
const opening = layout.xaxis.range.slice();
const extent = [layout.xaxis.minallowed, layout.xaxis.maxallowed];
const marksOf = grouped(figure.data[MARKS].customdata);
const markTimes = figure.data[MARKS].x.map(asTime);
const REST = { line: "rgba(58,47,107,0.28)", shown: "rgba(58,47,107,0.9)" };
const MOST_LINES = 12;
const GROUP_PIXELS = 26;
const screenHeight = layout.height;
const PAPER = { width: 1030, beside: 520, alone: 590 };
const LEAST_WIDTH = 680;
let printing = false;

// A picture of few lanes shares its page with the legend. One of many has a page to itself: it is
// drawn larger than the paper and scaled down, so that its labels do not touch.
const sharesPage = screenHeight * 0.8 <= PAPER.beside;
const paperHeight = sharesPage ? Math.min(screenHeight, PAPER.beside) : screenHeight * 0.95;
const paperWidth = PAPER.width * (sharesPage ? 1 : Math.max(1, paperHeight / PAPER.alone));

let childShown = 0;
let shownRows = new Set();

const range = () => layout.xaxis.range.map((end) => asTime(end));

function subset(trace, keep) {
  const chosen = [];
  trace.customdata.forEach((row, at) => keep(row, at) && chosen.push(at));
  const pick = (list) => chosen.map((at) => list[at]);
  const marker = { ...trace.marker };
  for (const name of ["symbol", "color", "size"]) {
    if (Array.isArray(marker[name])) marker[name] = pick(marker[name]);
  }
  return {
    ...trace,
    x: pick(trace.x),
    y: pick(trace.y),
    customdata: pick(trace.customdata),
    meta: undefined,
    marker,
    ...(Array.isArray(trace.text) && { text: pick(trace.text) }),
    ...(trace.textfont && { textfont: { ...trace.textfont, color: pick(trace.textfont.color) } }),
  };
}

// Too many marks in sight say nothing and take seconds to draw: they are counted by lane and time.
function marksInSight() {
  const [from, to] = range();
  let number = 0;
  figure.data[MARKS].customdata.forEach((row, at) => {
    if (shownRows.has(row) && markTimes[at] >= from && markTimes[at] <= to) number += 1;
  });
  return number;
}

function groupedMarks() {
  const [from, to] = range();
  const width = (to - from) / Math.max(8, Math.floor((chart.clientWidth - 200) / GROUP_PIXELS));
  const groups = new Map();
  figure.data[MARKS].customdata.forEach((row, at) => {
    if (!shownRows.has(row) || markTimes[at] < from || markTimes[at] > to) return;
    const bin = Math.floor((markTimes[at] - from) / width);
    const lane = figure.data[MARKS].meta.lane[at];
    const key = `${lane} ${bin}`;
    const group = groups.get(key) || { lane, middle: from + (bin + 0.5) * width, rows: [] };
    group.rows.push(row);
    groups.set(key, group);
  });
  return Array.from(groups.values());
}

function groupTrace(groups) {
  return {
    type: "scatter",
    mode: "markers+text",
    name: "groups",
    x: groups.map((group) => new Date(group.middle).toISOString()),
    y: groups.map((group) => group.lane),
    customdata: groups,
    text: groups.map((group) => String(group.rows.length)),
    textfont: { size: 10, color: "#1d2b36" },
    marker: {
      symbol: "square",
      size: groups.map((group) => (group.rows.length > 99 ? 24 : 19)),
      color: "#e6edf3",
      opacity: 1,
      line: { width: 1, color: "#566370" },
    },
    hoverinfo: "none",
  };
}

// Lines from a flag to its evidence; with many flags only those of the one that is shown.
function flagLines(index, colour, width) {
  const flag = data.flags[index];
  const at = figure.data[FLAGS].customdata.indexOf(index);
  const line = { x: [], y: [] };
  flag.rows.forEach((row) => {
    if (row === null || at < 0 || !marksOf[row].length) return;
    const mark = marksOf[row][0];
    line.x.push(figure.data[FLAGS].x[at], figure.data[MARKS].x[mark], null);
    line.y.push(figure.data[FLAGS].y[at], figure.data[MARKS].y[mark], null);
  });
  const drawn = { color: colour, width };
  return { type: "scatter", mode: "lines", ...line, line: drawn, hoverinfo: "skip", name: "evidence" };
}

const flagShown = (index) => !state.flag.size || state.flag.has(data.flags[index].rule);

function lineTraces() {
  const drawn = figure.data[FLAGS].customdata.filter(flagShown);
  if (state.show !== null) return [flagLines(state.show, REST.shown, 1.8)];
  return drawn.length > MOST_LINES ? [] : drawn.map((index) => flagLines(index, REST.line, 1));
}

function ring(row, colour, width) {
  const at = row === null ? [] : marksOf[row];
  return {
    type: "scatter",
    mode: "markers",
    name: "open entry",
    x: at.map((one) => figure.data[MARKS].x[one]),
    y: at.map((one) => figure.data[MARKS].y[one]),
    marker: { symbol: "circle-open", size: 19, color: colour, line: { width } },
    hoverinfo: "skip",
  };
}

function traces(many) {
  const shown = (row) => shownRows.has(row);
  const entries = many
    ? [groupTrace(groupedMarks())]
    : [LONG_SPANS, SPANS, MARKS].map((at) => subset(figure.data[at], shown));
  const flags = subset(figure.data[FLAGS], flagShown);
  const open = state.entry;
  return [...lineTraces(), ...entries, ring(open, "#1d2b36", 2.4), flags, ...figure.data.slice(FLAGS + 1)];
}

function draw() {
  shownRows = new Set(visible);
  if (!window.Plotly) return Promise.resolve();
  layout.width = printing ? paperWidth : Math.max(chart.clientWidth, LEAST_WIDTH);
  layout.height = printing ? paperHeight : screenHeight;
  const inSight = marksInSight();
  const many = inSight > data.mostMarks;
  Object.assign(layout.xaxis2, ageTicks());
  for (const name of ["xaxis", "xaxis3"]) Object.assign(layout[name], dateTicks());
  tellDrawn(many, inSight);
  if (!chart.classList.contains("js-plotly-plot")) chart.replaceChildren();
  return window.Plotly.react(chart, traces(many), layout, figure.config).then(hideFromReaders);
}

function tellDrawn(many, inSight) {
  const [from, to] = range().map((time) => asDay(time));
  const outside = visible.filter(
    (row) => (events.to[row] && events.to[row] < from) || (events.from[row] && events.from[row] > to),
  ).length;
  const told = [`${dayWords(from)} to ${dayWords(to)}.`];
  if (outside) told.push(`${count(outside, "entry", "entries")} before or after that.`);
  if (many) {
    told.push(
      `${count(inSight, "mark")} would lie on each other, so they are counted in squares: zoom in ` +
        "or filter to see single entries.",
    );
  }
  if (data.flags.length > MOST_LINES && state.show === null && !printing) {
    told.push("Choose a flag to see the lines to its evidence.");
  }
  byId("drawn").textContent = told.join(" ");
}

// The drawing is a picture with a summary and a table beside it; its hundreds of texts are noise.
function hideFromReaders() {
  chart.querySelectorAll("svg").forEach((node) => {
    node.setAttribute("aria-hidden", "true");
    node.setAttribute("focusable", "false");
  });
}

function setRange(from, to) {
  const [low, high] = extent.map(asTime);
  const span = Math.min(Math.max(to - from, 14 * DAY), high - low);
  const start = Math.min(Math.max(from, low), high - span);
  layout.xaxis.range = [asDay(start), asDay(start + span)];
  delete layout.xaxis.autorange;
  for (const name of ["xaxis2", "xaxis3"]) layout[name].range = layout.xaxis.range.slice();
  return draw();
}

const ZOOMS = {
  in: (from, to) => [from + (to - from) / 4, to - (to - from) / 4],
  out: (from, to) => [from - (to - from) / 2, to + (to - from) / 2],
  earlier: (from, to) => [from - (to - from) / 2, from + (to - from) / 2],
  later: (from, to) => [from + (to - from) / 2, to + (to - from) / 2],
  review: () => opening.map(asTime),
  all: () => extent.map(asTime),
};

const zoom = (way) => setRange(...ZOOMS[way](...range()));

// An entry that is opened from the table may lie outside what is in sight.
function showOnTimeline(row) {
  const mark = marksOf[row][0];
  const [from, to] = range();
  if (mark === undefined || (markTimes[mark] >= from && markTimes[mark] <= to)) return draw();
  return setRange(markTimes[mark] - (to - from) / 2, markTimes[mark] + (to - from) / 2);
}

function entryTip(row) {
  const said = PROSE.map((name) => fieldText(row, name)).find(Boolean) || "";
  const short = said.length > 180 ? `${said.slice(0, 180)}…` : said;
  const age = cellText(row, ".age");
  return [`${whenWords(row)} · ${agencyName(row)}`, age && `Child’s age: ${age}`, short].filter(Boolean);
}

function pointTip(point) {
  const of = point.customdata;
  if (point.data.name === "flags") {
    const flag = data.flags[of];
    return [`${flag.gap ? "Question" : "Flag"} ${flag.number}: ${flag.title}`, flag.certainty];
  }
  if (point.data.name !== "groups") return entryTip(of);
  return [count(of.rows.length, "entry", "entries"), "Click to zoom in"];
}

function wireChart(on) {
  chart.on("plotly_hover", (happened) => {
    const { clientX, clientY } = happened.event;
    showTip(pointTip(happened.points[0]), clientX, clientY);
  });
  chart.on("plotly_unhover", hideTip);
  chart.on("plotly_click", (happened) => {
    hideTip();
    const point = happened.points[0];
    const of = point.customdata;
    if (point.data.name === "flags") on.flag(of);
    else if (point.data.name === "groups") setRange(of.middle - span() / 10, of.middle + span() / 10);
    else on.open(of);
  });
  chart.on("plotly_relayout", (changed) => {
    if (Object.keys(changed).some((key) => key.startsWith("xaxis"))) draw();
  });
  chart.on("plotly_doubleclick", () => zoom("review"));
}

const span = () => range()[1] - range()[0];

// Paper has its own size: the picture is drawn again for a page, then scaled to the paper in use.
function fitToPaper(onPaper) {
  if (!chart.dataset.drawn) return;
  printing = onPaper;
  draw();
  chart.querySelectorAll(".main-svg").forEach((node) => {
    if (printing) node.setAttribute("viewBox", `0 0 ${layout.width} ${layout.height}`);
    else node.removeAttribute("viewBox");
  });
}
