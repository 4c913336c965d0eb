// What Word puts on the clipboard, made into HTML that says what it is. Lists stand there as paragraphs whose style alone tells.

const SILENT = "style, script, meta, link, title, xml, o\\:p, img";

export function word(html) {
  // The content policy lets no style through, and complains of each: so they become data before anything reads them.
  const harmless = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/(<[a-z][^>]*?)\sstyle=/gi, "$1 data-style=");
  const page = new DOMParser().parseFromString(harmless, "text/html");
  page.querySelectorAll(SILENT).forEach((node) => node.remove());
  for (const node of page.querySelectorAll("[data-style]")) emphasise(page, node);
  let list = null;
  for (const node of page.querySelectorAll("p, h1, h2, h3, h4, h5, h6, table, ul, ol")) {
    const isPoint = node.tagName === "P" && (/^MsoListParagraph/.test(node.className) || /mso-list:\s*l\d/.test(node.dataset.style ?? ""));
    if (!isPoint) {
      if (!node.closest("ul, ol") || node.matches("ul, ol")) list = null;
      continue;
    }
    const mark = takeMark(node);
    const kind = /^(\d{1,2}|[a-z])[.)]/.test(mark) ? "ol" : "ul";
    if (!list || list.tagName.toLowerCase() !== kind || list.nextElementSibling !== node) {
      list = page.createElement(kind);
      node.before(list);
    }
    const item = page.createElement("li"), words = page.createElement("p");
    words.append(...node.childNodes);
    item.append(words);
    list.append(item);
    node.remove();
  }
  // A list inside a list becomes points of the same list: the text knows one step.
  for (const inner of [...page.querySelectorAll("li ul, li ol")].reverse()) inner.closest("li").after(...inner.children), inner.remove();
  return page.body.innerHTML;
}

// Bold and italic that stand in the style alone.
function emphasise(page, node) {
  if (node.matches("p, td, th, tr, table, div, body, h1, h2, h3, h4, h5, h6")) return;
  for (const [says, tag] of [[/font-weight:\s*(bold|[6-9]00)/i, "strong"], [/font-style:\s*italic/i, "em"]]) {
    if (!says.test(node.dataset.style)) continue;
    const mark = page.createElement(tag);
    mark.append(...node.childNodes);
    node.append(mark);
  }
}

// The mark that Word has written before the words: in an element that says so, or as the first signs.
function takeMark(node) {
  for (const each of node.querySelectorAll("span")) {
    if (/mso-list:\s*Ignore/i.test(each.dataset.style ?? "")) {
      const mark = each.textContent.trim();
      each.remove();
      trimStart(node);
      return mark;
    }
  }
  const first = node.ownerDocument.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  const text = first.nextNode();
  const found = /^\s*([·•▪o§–-]|\uf0b7|\d{1,2}[.)]|[a-z][.)])(?=\s|$)/.exec(text?.data ?? "");
  if (!found) return "";
  text.data = text.data.slice(found[0].length);
  trimStart(node);
  return found[1];
}

// Word fills out to the words with hard spaces.
function trimStart(node) {
  const texts = node.ownerDocument.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    text.data = text.data.replace(/^[\s\u00a0]+/, "");
    if (text.data) return;
  }
}
