// Puts a figure, a table or a chart where one is writing: the reference beside the text gets a button. Without scripts it is copied by hand.
const area = document.querySelector("textarea[data-rich]");
const words = document.querySelector("[data-insert-word]")?.dataset.insertWord;

if (area && words) {
  for (const code of document.querySelectorAll("[data-insert]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "fp-plain fp-small";
    button.textContent = words;
    button.setAttribute("aria-label", `${words} ${code.dataset.insert}`);
    button.addEventListener("click", () => {
      const text = code.textContent, alone = "insertAlone" in code.dataset;
      const taken = !area.dispatchEvent(new CustomEvent("fp:insert", { detail: { text, alone }, cancelable: true }));
      if (taken) return;
      area.setRangeText(alone ? `\n\n${text}\n\n` : text, area.selectionStart, area.selectionEnd, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
      area.focus();
    });
    code.after(" ", button);
  }
}
