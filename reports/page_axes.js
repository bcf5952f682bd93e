// Where the ticks of the timeline stand: dates above and below, and a child's age under the dates.
// They depend on how far one has zoomed, so they are set each time it is drawn.

const MONTH_STEPS = [1, 2, 3, 6, 12, 24, 60, 120];

// The same ticks above and below: plotly rounds those of an axis without data of its own wrongly.
function dateTicks() {
  const [from, to] = range();
  const most = chart.clientWidth < 700 ? 6 : 10;
  const days = [7, 14].find((step) => (to - from) / (step * DAY) <= most);
  if (days) return { tick0: "2000-01-03", dtick: days * DAY };
  const fits = (step) => (to - from) / (step * 30.4 * DAY) <= most;
  return { tick0: "2000-01-01", dtick: `M${MONTH_STEPS.find(fits) || 120}` };
}

const STEPS = [1, 2, 4, 8, 13, 26, 52, 104, 260, 520];

// Ages stand below the dates: weeks to two years, then years; before birth, weeks of pregnancy.
function ageTicks() {
  const child = data.persons[data.children[childShown]];
  if (!child) return { tickvals: [], ticktext: [], title: { ...layout.xaxis2.title, text: "" } };
  const start = asTime(child.born[0] || child.due);
  const [from, to] = range();
  const fits = (weeks) => (to - from) / (weeks * 7 * DAY) <= 14;
  const step = STEPS.find(fits) || STEPS[STEPS.length - 1];
  const first = Math.ceil((from - start) / (step * 7 * DAY));
  const last = Math.floor((to - start) / (step * 7 * DAY));
  const weeks = [];
  for (let nth = first; nth <= last && weeks.length < 40; nth += 1) weeks.push(nth * step);
  return {
    tickvals: weeks.map((number) => asDay(start + number * 7 * DAY)),
    ticktext: weeks.map((number) => ageLabel(child, number)),
    title: { ...layout.xaxis2.title, text: ageTitle(child) },
  };
}

function ageLabel(child, weeks) {
  if (!child.born[0]) return weeks <= 0 && weeks >= -40 ? `${40 + weeks} wk` : "";
  const sure = child.born[0] === child.born[1] ? "" : "about ";
  if (weeks < 0) return `−${-weeks} wk`;
  if (weeks < 104 || weeks % 52) return weeks === 0 ? "birth" : `${sure}${weeks} wk`;
  return `${sure}${weeks / 52} y`;
}

function ageTitle(child) {
  const label = escapeForPlot(child.label);
  if (!child.born[0]) return `Weeks of pregnancy with ${label} (${child.birth})`;
  return `Age of ${label} in weeks, − before birth (${child.birth})`;
}

// plotly would read <b> or <a href> in a title.
const escapeForPlot = (text) =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
