// While somebody types: how times, days and amounts are read, and a draft of long texts. Everything works without.

// How words are read, under the field, as after a save. What cannot be read is told when the field is left, not while it is written.
for (const form of document.querySelectorAll("form[data-reads]")) {
  for (const control of form.querySelectorAll("input[data-reads]")) reading(form.dataset.reads, control);
}

// A line that comes under a field moves what stands below it. With a button held down it waits, or the press would miss its button.
let held = false;
for (const [name, down] of [["pointerdown", true], ["pointerup", false], ["pointercancel", false]]) {
  document.addEventListener(name, () => (held = down), { capture: true });
}
const released = () =>
  new Promise((ready) => {
    if (!held) return ready();
    for (const name of ["pointerup", "pointercancel"]) document.addEventListener(name, () => setTimeout(ready), { once: true });
  });

function reading(address, control) {
  let waiting, latest = 0;
  const show = async (left) => {
    const place = ++latest;
    const asked = new URLSearchParams({ slag: control.dataset.reads, ord: control.value });
    if (control.dataset.year) asked.set("ar", control.dataset.year);
    if (control.dataset.unit) asked.set("enhet", control.dataset.unit);
    let said;
    try {
      const answer = await fetch(`${address}?${asked}`, { headers: { Accept: "application/json" } });
      if (!answer.ok || answer.redirected) return;
      said = await answer.json();
    } catch {
      return;
    }
    await released();
    if (place !== latest) return;
    const line = lineUnder(control);
    line.hidden = !said.reads && !(left && said.error);
    line.replaceChildren();
    if (said.reads) {
      const words = document.createElement("b");
      words.textContent = said.reads;
      const text = document.createElement("span");
      text.append(`${said.before} `, words, ".", said.after ? ` ${said.after}` : "");
      line.append(text);
    } else if (left) line.textContent = said.error;
  };
  control.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => show(false), 300);
  });
  control.addEventListener("change", () => {
    clearTimeout(waiting);
    show(true);
  });
}

function lineUnder(control) {
  const id = `${control.id}_reads`;
  let line = document.getElementById(id);
  if (!line) {
    line = document.createElement("p");
    line.id = id;
    line.className = "fp-reads";
    (control.closest(".ds-field-affixes") ?? control).after(line);
    control.setAttribute("aria-describedby", `${control.getAttribute("aria-describedby") ?? ""} ${id}`.trim());
  }
  line.setAttribute("aria-live", "polite");
  return line;
}

// A draft: kept a moment after the last word, and when the page is put aside. With no contact it is tried again.
for (const form of document.querySelectorAll("form[data-draft]")) {
  const status = form.querySelector(".fp-draft");
  let waiting, dirty = false, sent = false, on;
  const keep = async () => {
    clearTimeout(waiting);
    if (!dirty || sent) return;
    dirty = false;
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    body.set("utkast_vag", location.pathname);
    on = new AbortController();
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body, signal: on.signal });
      if (answer.redirected || answer.status === 403) status.textContent = form.dataset.out;
      else status.textContent = (await answer.json()).said;
    } catch (error) {
      if (error.name === "AbortError") return;
      dirty = true;
      status.textContent = form.dataset.lost;
      waiting = setTimeout(keep, 10_000);
    }
  };
  form.addEventListener("input", () => {
    dirty = true;
    clearTimeout(waiting);
    waiting = setTimeout(keep, 2_000);
  });
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  window.addEventListener("online", keep);
  form.addEventListener("submit", () => {
    sent = true;
    clearTimeout(waiting);
    on?.abort();
  });
  window.addEventListener("pageshow", () => (sent = false));
}
