// What every page gets when the browser runs scripts. Everything works without.

// A failed save: the summary takes focus, so that the first thing heard is what to put right.
document.querySelector("[data-focus]")?.focus();

// A menu in the header closes when you leave it or press Escape.
const menus = [...document.querySelectorAll(".fp-top details")];
for (const menu of menus) {
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
}
document.addEventListener("click", (event) => {
  for (const menu of menus) if (menu.open && !menu.contains(event.target)) menu.open = false;
});

// A form with words not yet saved asks before the page is left.
for (const form of document.querySelectorAll("form[data-guard]")) {
  let changed = form.hasAttribute("data-changed");
  form.addEventListener("input", () => (changed = true));
  form.addEventListener("submit", () => (changed = false));
  window.addEventListener("beforeunload", (event) => changed && event.preventDefault());
  // Twice is a mistake. The server also tells the second from the first by the form's token.
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => delete form.dataset.sent);
}

// Copy: the button names what it copies and says when it has.
for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.nextElementSibling.textContent = button.dataset.done;
  });
}

// Ctrl and K: to the search. Two keys at once, so that nobody who speaks to the computer comes there by a word.
document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "k") return;
  const box = [...document.querySelectorAll("[data-find], [name=q]")].find((each) => each.checkVisibility?.() ?? each.offsetParent);
  const link = document.querySelector(".fp-find-s");
  if (!box && !link) return;
  event.preventDefault();
  if (!box) return link.click();
  box.focus();
  box.select();
});

// A row's own page tells that it is open, so that it can be found among the latest, and learns whether it has a star.
for (const form of document.querySelectorAll("form[data-star]")) {
  const button = form.querySelector("button");
  const said = new FormData(form);
  said.set("gor", "besok");
  fetch(form.action, { method: "POST", body: said, keepalive: true, credentials: "same-origin", redirect: "manual" })
    .then((answer) => (answer.ok ? answer.json() : null))
    .then((kept) => {
      if (!kept) return;
      button.setAttribute("aria-pressed", String(kept.star));
      button.value = kept.star ? "ta-bort" : "stjarna";
    })
    .catch(() => {});
}
