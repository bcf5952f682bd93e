// The table of entries: hides the rows that are filtered out or on another page, sorts, folds.

const PER_PAGE = 200;
const body = document.querySelector("#entries-table tbody");
let ordered = [];
let page = 0;
let wholeOrder = rows.map((_, row) => row);
let sortedAs = "date false";

// Undated entries stay last whichever way the dates run; by agency they stay in its own order.
function orderOfAll() {
  if (state.sort === "agency") return state.down ? events.byAgency.slice().reverse() : events.byAgency;
  const all = rows.map((_, row) => row);
  if (!state.down) return all;
  const undated = (row) => !events.from[row] && !events.to[row];
  return all.filter((row) => !undated(row)).reverse().concat(all.filter(undated));
}

// Moving thousands of rows is slow, so they move only when the order changes, not with a filter.
function sortRows() {
  const wanted = `${state.sort} ${state.down}`;
  if (wanted === sortedAs) return;
  sortedAs = wanted;
  wholeOrder = orderOfAll();
  const moved = document.createDocumentFragment();
  wholeOrder.forEach((row) => moved.append(rows[row]));
  body.append(moved);
}

function showRows() {
  sortRows();
  const shown = new Set(visible);
  ordered = wholeOrder.filter((row) => shown.has(row));
  rows.forEach((node, row) => {
    node.hidden = !shown.has(row);
  });
  byId("none").hidden = ordered.length > 0;
  showPage(0);
}

function showPage(number) {
  const pages = Math.max(1, Math.ceil(ordered.length / PER_PAGE));
  page = Math.min(Math.max(0, number), pages - 1);
  ordered.forEach((row, place) => {
    rows[row].classList.toggle("later", Math.floor(place / PER_PAGE) !== page);
  });
  const bar = byId("pages");
  bar.hidden = pages === 1;
  bar.replaceChildren(
    pageButton("Previous page", page - 1, page === 0),
    make("span", { role: "status" }, pageWords()),
    pageButton("Next page", page + 1, page === pages - 1),
  );
}

function pageWords() {
  const first = page * PER_PAGE + 1;
  const last = Math.min(ordered.length, first + PER_PAGE - 1);
  return `Rows ${first} to ${last} of ${count(ordered.length, "entry", "entries")} shown`;
}

function pageButton(label, to, off) {
  const button = make("button", { type: "button", disabled: off }, label);
  button.addEventListener("click", () => {
    showPage(to);
    byId("entries").scrollIntoView({ block: "start" });
    const same = Array.from(byId("pages").querySelectorAll("button"));
    (same.find((one) => one.textContent === label && !one.disabled) || same.find((one) => !one.disabled))
      .focus();
  });
  return button;
}

function pageOf(row) {
  const place = ordered.indexOf(row);
  if (place >= 0) showPage(Math.floor(place / PER_PAGE));
}

function showSorting() {
  for (const head of document.querySelectorAll("#entries-table th[data-sort]")) {
    if (head.dataset.sort === state.sort) {
      head.setAttribute("aria-sort", state.down ? "descending" : "ascending");
    } else {
      head.removeAttribute("aria-sort");
    }
  }
}

function markCurrent(row) {
  for (const node of body.querySelectorAll("[aria-current]")) node.removeAttribute("aria-current");
  if (row !== null) rows[row].setAttribute("aria-current", "true");
}

// A text of ten thousand characters is folded; its button says how much there is.
function foldLong(within) {
  for (const text of within.querySelectorAll(".long:not(.folded):not(.whole)")) {
    text.classList.add("folded");
    const length = count(text.textContent.length, "character");
    const button = make("button", { type: "button", class: "fold", "aria-expanded": "false" });
    button.textContent = `Show all (${length})`;
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      const open = text.classList.toggle("whole");
      text.classList.toggle("folded", !open);
      button.setAttribute("aria-expanded", String(open));
      button.textContent = open ? "Show less" : `Show all (${length})`;
    });
    text.after(button);
  }
}

function wireTable(onOpen, onSort) {
  body.addEventListener("click", (event) => {
    const row = event.target.closest("tr");
    const link = event.target.closest("a");
    const other = event.target.closest("button") || (link && !link.closest(".when"));
    if (!row || other || String(window.getSelection())) return;
    event.preventDefault();
    onOpen(Number(row.dataset.row), link || row.querySelector(".when a"), event.detail === 0);
  });
  body.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = event.target.closest("tr");
    if (!step || !event.target.matches(".when a")) return;
    const next = ordered[ordered.indexOf(Number(row.dataset.row)) + step];
    if (next === undefined) return;
    event.preventDefault();
    if (rows[next].classList.contains("later")) pageOf(next);
    rows[next].querySelector(".when a").focus();
  });
  for (const button of document.querySelectorAll("#entries-table button[data-sort]")) {
    button.addEventListener("click", () => onSort(button.dataset.sort));
  }
}
