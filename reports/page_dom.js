// Small words for making elements. Text from records only ever becomes text: nothing here, or in
// any other script of the page, writes markup.

const byId = (id) => document.getElementById(id);

function make(name, attributes, ...inside) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    node.setAttribute(key, value === true ? "" : String(value));
  }
  for (const part of inside.flat()) {
    if (part === null || part === undefined) continue;
    node.append(part instanceof Node ? part : document.createTextNode(String(part)));
  }
  return node;
}

const plain = (word) => String(word).replaceAll("_", " ");

function count(number, one, many) {
  return `${number.toLocaleString("en-GB")} ${number === 1 ? one : many || one + "s"}`;
}

const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const DAY = 86400000;

// Days are ISO text and are read as UTC, so that no time zone of a laptop moves them.
function dayWords(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

const asTime = (iso) => Date.parse(String(iso).slice(0, 10) + "T00:00:00Z");
const asDay = (time) => new Date(time).toISOString().slice(0, 10);

const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

function bringIntoView(node, block) {
  node.scrollIntoView({ block: block || "start", behavior: calm() ? "auto" : "smooth" });
}

// A short note beside the pointer or the focus; the same words are always reachable as text too.
function showTip(lines, left, top) {
  const tip = byId("tip");
  tip.replaceChildren(...lines.map((line) => make("span", {}, line)));
  tip.hidden = false;
  const box = tip.getBoundingClientRect();
  const right = document.documentElement.clientWidth - box.width - 8;
  tip.style.left = `${Math.max(8, Math.min(left + 12, right))}px`;
  const below = top + 18 + box.height < window.innerHeight;
  tip.style.top = `${below ? top + 16 : Math.max(8, top - box.height - 12)}px`;
}

function hideTip() {
  byId("tip").hidden = true;
}
