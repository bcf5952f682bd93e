// Puts the parts together: what happens when something is chosen, and what a key does.

const narrow = window.matchMedia("(max-width: 70rem)");
let openedFrom = null;

function apply() {
  filterEntries();
  tellChosen();
  showSorting();
  showRows();
  showUndated();
  markCurrent(state.entry);
  refreshPlace();
  draw();
  writeAddress();
}

function refreshPlace() {
  const place = byId("record-place");
  if (place && state.entry !== null) place.textContent = placeWords(state.entry);
  wireButtons(state.entry);
}

function showUndated() {
  const list = byId("undated");
  if (!list) return;
  const shown = new Set(visible);
  const links = Array.from(list.querySelectorAll("a"));
  links.forEach((link) => {
    link.parentNode.hidden = !shown.has(Number(link.dataset.row));
  });
  list.hidden = links.every((link) => link.parentNode.hidden);
}

// On a narrow or much enlarged screen the record lies over the page; then only it can be used.
function cover(open) {
  document.body.classList.toggle("record-open", open);
  const over = open && narrow.matches;
  for (const part of document.querySelectorAll("body > header, main, body > footer")) part.inert = over;
}

function openEntry(row, from, byKey) {
  state.entry = row;
  openedFrom = from || openedFrom;
  writeRecord(row, { open: (other) => openEntry(other, null, true), flag: showCard });
  wireButtons(row);
  markCurrent(row);
  cover(true);
  showOnTimeline(row);
  if (byKey || narrow.matches) byId("record-title").focus();
  writeAddress();
}

function closeEntry() {
  const row = state.entry;
  state.entry = null;
  state.show = null;
  cover(false);
  byId("record-title").replaceChildren("Record");
  byId("record-body").replaceChildren(closedHint.cloneNode(true));
  markCurrent(null);
  wireButtons(null);
  showFlag(null);
  const link = row === null ? chart : rows[row].querySelector("a");
  (openedFrom && openedFrom.isConnected ? openedFrom : link).focus();
  openedFrom = null;
}

const closedHint = byId("record-body").firstElementChild.cloneNode(true);

function step(by) {
  const next = neighbour(state.entry, by);
  if (next === null) return;
  openEntry(next, null, false);
  if (byId("record").contains(document.activeElement) && document.activeElement.disabled) {
    byId("record-title").focus();
  }
}

// A flag stands out by its lines until another is chosen, or the same one again.
function showFlag(index) {
  state.show = index;
  for (const button of document.querySelectorAll("[data-flag]")) {
    const shown = index !== null && button.dataset.flag === data.flags[index].id;
    button.setAttribute("aria-pressed", String(shown));
  }
  draw();
  writeAddress();
}

function openFlag(index) {
  state.entry = null;
  markCurrent(null);
  writeFlag(index, { open: (row) => openEntry(row, null, true) });
  wireButtons(null);
  cover(true);
  showFlag(index);
  if (narrow.matches) byId("record-title").focus();
}

function showCard(index) {
  showFlag(index);
  if (narrow.matches) cover(false);
  const card = byId(data.flags[index].anchor);
  bringIntoView(card);
  card.focus({ preventScroll: true });
}

function sortBy(key) {
  state.down = state.sort === key ? !state.down : false;
  state.sort = key;
  apply();
}

const CHART_KEYS = {
  ArrowRight: () => step(1),
  ArrowLeft: () => step(-1),
  Home: () => ordered.length && openEntry(ordered[0], chart, false),
  End: () => ordered.length && openEntry(ordered[ordered.length - 1], chart, false),
  "+": () => zoom("in"),
  "=": () => zoom("in"),
  "-": () => zoom("out"),
  Enter: () => state.entry !== null && byId("record-title").focus(),
};

const RECORD_KEYS = {
  ArrowRight: () => step(1),
  ArrowLeft: () => step(-1),
  Escape: closeEntry,
};

// Keys count only where the focus is in the chart or the record, so they take nothing from others.
function onKeys(node, keys) {
  node.addEventListener("keydown", (event) => {
    const act = keys[event.key];
    if (!act || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    act();
  });
}

// Links within the page move the view and the focus, and leave the filters in the address alone.
function followLink(event) {
  const link = event.target.closest('a[href^="#"]');
  if (!link || event.defaultPrevented) return;
  event.preventDefault();
  goTo(decodeURIComponent(link.getAttribute("href").slice(1)), link);
}

function goTo(id, link) {
  const row = id.startsWith("e-") ? rowOf.get(id.slice(2)) : undefined;
  const flag = data.flags.findIndex((one) => one.anchor === id);
  const target = byId(id);
  if (row !== undefined) openEntry(row, link, true);
  else if (flag >= 0) showCard(flag);
  else if (target) {
    if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
    bringIntoView(target);
    target.focus({ preventScroll: true });
  }
}

function restore() {
  const place = decodeURIComponent(location.hash.slice(1));
  readAddress();
  apply();
  if (state.entry !== null) openEntry(state.entry, null, false);
  else if (state.show !== null) openFlag(state.show);
  else cover(false);
  if (place && !place.includes("=")) goTo(place, null);
}

function wireFlagButtons() {
  for (const button of document.querySelectorAll("button[data-flag]")) {
    button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      const index = flagIndexOf.get(button.dataset.flag);
      showFlag(state.show === index ? null : index);
      if (state.show !== null) bringIntoView(byId("timeline"));
    });
  }
}

function wirePrinting() {
  const opened = [];
  window.addEventListener("beforeprint", () => {
    fitToPaper(true);
    const told = filterWords();
    byId("print-filters").textContent = told ? `Printed with filters: ${told}.` : "";
    for (const part of document.querySelectorAll("article details:not([open]), #people details:not([open])")) {
      part.open = true;
      opened.push(part);
    }
  });
  window.addEventListener("afterprint", () => {
    fitToPaper(false);
    opened.splice(0).forEach((part) => (part.open = false));
  });
}

function followWidth() {
  let waiting = 0;
  window.addEventListener("resize", () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(() => layout.width !== chart.clientWidth && draw(), 150);
  });
}

function start() {
  wireFilters(apply);
  wireTable(openEntry, sortBy);
  onKeys(chart, CHART_KEYS);
  onKeys(byId("record"), RECORD_KEYS);
  byId("previous").addEventListener("click", () => step(-1));
  byId("next").addEventListener("click", () => step(1));
  byId("close").addEventListener("click", closeEntry);
  wireFlagButtons();
  wirePrinting();
  document.addEventListener("click", followLink);
  document.addEventListener("keydown", (event) => event.key === "Escape" && hideTip());
  window.addEventListener("hashchange", restore);
  narrow.addEventListener("change", () => cover(state.entry !== null));
  for (const button of document.querySelectorAll("[data-zoom]")) {
    button.addEventListener("click", () => zoom(button.dataset.zoom));
  }
  const age = byId("age-of");
  if (age) age.addEventListener("change", () => ((childShown = Number(age.value)), draw()));
  foldLong(document);
  followWidth();
  restore();
}

// The table and the filters work before plotly, which comes after this script, has been read.
start();
document.addEventListener("DOMContentLoaded", () => {
  draw().then(() => {
    wireChart({ open: (row) => openEntry(row, chart, false), flag: openFlag });
    chart.dataset.drawn = "true";
  });
});
