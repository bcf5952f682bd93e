// The two dates to filter by: plain text, day first, whatever the browser's own language is.

const DAYS = ["from", "to"];

// A day such as 31/8/2021 as ISO text; null where the text is not one, or the month has no such day.
function dayOf(text) {
  const written = text.trim();
  const first = written.match(/^(\d{1,2})\s*[/. -]\s*(\d{1,2})\s*[/. -]\s*(\d{4})$/);
  const iso = written.match(/^(\d{4})-(\d{1,2})-(\d{1,2})$/);
  const [year, month, day] = first ? [first[3], first[2], first[1]] : iso ? iso.slice(1) : [];
  if (!year) return null;
  const found = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const time = asTime(found);
  return Number.isNaN(time) || asDay(time) !== found ? null : found;
}

const dayWritten = (iso) => iso.split("-").reverse().join("/");

const notUnderstood = (field) => field.value.trim() !== "" && dayOf(field.value) === null;

// Told when a field is left, not while one is still typing; taken back as soon as it is right.
function tellDates(fields, isLeft) {
  const wrong = fields.filter(notUnderstood);
  if (wrong.length && !isLeft) return;
  fields.forEach((field) => {
    if (wrong.includes(field)) field.setAttribute("aria-invalid", "true");
    else field.removeAttribute("aria-invalid");
  });
  const told = wrong.map(
    (field) =>
      `“${field.value.trim()}” is not understood as a date, so it is not used. ` +
      "Write the day first, as dd/mm/yyyy: 31/08/2021.",
  );
  const [from, to] = fields.map((field) => dayOf(field.value));
  if (from && to && from > to) told.push("From is later than To, so only undated entries can be shown.");
  if (byId("date-problem").textContent !== told.join(" ")) byId("date-problem").textContent = told.join(" ");
}
