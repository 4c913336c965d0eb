// Long texts: the same grammar as kit/prose.py, between the text area's words and the editor's document.
import { Schema, tableNodes } from "./vendor/prosemirror/prosemirror.js";

const cells = tableNodes({ tableGroup: "block", cellContent: "paragraph", cellAttributes: {} });
export const schema = new Schema({
  nodes: {
    doc: { content: "block+" },
    paragraph: { content: "inline*", group: "block", parseDOM: [{ tag: "p" }, { tag: "div" }], toDOM: () => ["p", 0] },
    heading: {
      attrs: { level: { default: 1 } },
      content: "inline*",
      group: "block",
      defining: true,
      parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.min(level, 3) } })),
      toDOM: (node) => [`h${node.attrs.level + 1}`, 0],
    },
    bullet_list: { content: "list_item+", group: "block", parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", { class: "fp-points" }, 0] },
    ordered_list: { content: "list_item+", group: "block", parseDOM: [{ tag: "ol" }], toDOM: () => ["ol", 0] },
    list_item: { content: "paragraph", parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0], defining: true },
    ...cells,
    text: { group: "inline" },
    hard_break: { inline: true, group: "inline", selectable: false, parseDOM: [{ tag: "br" }], toDOM: () => ["br"] },
  },
  marks: {
    strong: {
      parseDOM: [{ tag: "strong" }, { tag: "b", getAttrs: (node) => !/(?:^|[;\s])font-weight:\s*normal/.test(node.dataset.style ?? "") && null }],
      toDOM: () => ["strong", 0],
    },
    em: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
  },
});

const n = schema.nodes;
const STRONG = /(?<!\*)\*\*(?=[^\s*])(.+?)(?<=[^\s*])\*\*(?!\*)|(?<![\p{L}\p{N}_*])\*\*\*(?=[^\s*])(.+?)(?<=[^\s*])\*\*\*(?![\p{L}\p{N}_*])/gu;
const EM = /(?<![\p{L}\p{N}_*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\p{L}\p{N}_*])/gu;

function emphasised(piece, marks) {
  const found = [];
  let place = 0;
  for (const match of piece.matchAll(EM)) {
    if (match.index > place) found.push(schema.text(piece.slice(place, match.index), marks));
    found.push(schema.text(match[1], [...marks, schema.marks.em.create()]));
    place = match.index + match[0].length;
  }
  if (place < piece.length) found.push(schema.text(piece.slice(place), marks));
  return found;
}

function line(words) {
  const found = [], strong = [schema.marks.strong.create()];
  let place = 0;
  for (const match of words.matchAll(STRONG)) {
    found.push(...emphasised(words.slice(place, match.index), []));
    found.push(...(match[2] ? [schema.text(match[2], [...strong, schema.marks.em.create()])] : emphasised(match[1], strong)));
    place = match.index + match[0].length;
  }
  return [...found, ...emphasised(words.slice(place), [])];
}

const paragraph = (words) => n.paragraph.create(null, line(words));

// The text area's words as a document.
export function parse(text) {
  const blocks = [];
  let kind = "", held = [];
  const close = () => {
    if (kind === "point" || kind === "numbered") {
      const list = kind === "point" ? n.bullet_list : n.ordered_list;
      blocks.push(list.create(null, held.map((words) => n.list_item.create(null, paragraph(words)))));
    } else if (kind === "table") blocks.push(tableOf(held));
    else if (kind) {
      const inside = held.flatMap((words, place) => (place ? [n.hard_break.create(), ...line(words)] : line(words)));
      blocks.push(n.paragraph.create(null, inside));
    }
    kind = "";
    held = [];
  };
  for (const each of text.replaceAll("\r\n", "\n").split("\n")) {
    const [what, words, level] = read(each, kind);
    if (what === "blank" || what === "heading") {
      close();
      if (what === "heading") blocks.push(n.heading.create({ level }, line(words)));
    } else if (what === "more") held[held.length - 1] += ` ${words}`;
    else {
      if (what !== kind) close();
      kind = what;
      held.push(words);
    }
  }
  close();
  return n.doc.create(null, blocks.length ? blocks : [n.paragraph.create()]);
}

function read(words, kind) {
  const trimmed = words.trim();
  let match;
  if (!trimmed) return ["blank", ""];
  if ((match = /^(#{1,3})[ \t]+(\S.*)$/.exec(trimmed))) return ["heading", match[2].trim(), match[1].length];
  if (/^\|.*\|$/.test(trimmed) && trimmed.length > 1) return ["table", trimmed];
  if ((match = /^\s*[-•–*][ \t]+(.*)$/.exec(words))) return ["point", match[1].trim()];
  match = /^\s*([0-9]{1,2})[.)][ \t]+(\S.*)$/.exec(words);
  if (match && (kind === "numbered" || match[1] === "1")) return ["numbered", match[2].trim()];
  return [kind === "point" || kind === "numbered" ? "more" : "text", trimmed];
}

function tableOf(lines) {
  const rule = /^\|(?:\s*:?-+:?\s*\|)+$/;
  const rows = lines.filter((each) => !rule.test(each)).map((each) =>
    each.slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.replaceAll("\\|", "|").trim()),
  );
  if (!rows.length) rows.push([""]);
  const width = Math.max(...rows.map((row) => row.length));
  const head = lines.length > 1 && rule.test(lines[1]);
  const made = rows.map((row, place) => {
    const type = head && !place ? n.table_header : n.table_cell;
    return n.table_row.create(null, Array.from({ length: width }, (_, at) => type.create(null, paragraph(row[at] ?? ""))));
  });
  return n.table.create(null, made);
}

// The document as words again.
export function write(doc) {
  const out = [];
  doc.forEach((block) => out.push(written(block)));
  return out.filter(Boolean).join("\n\n");
}

function written(block) {
  switch (block.type.name) {
    case "heading":
      return block.textContent.trim() ? `${"#".repeat(block.attrs.level)} ${inline(block).replaceAll("\n", " ")}` : "";
    case "bullet_list":
    case "ordered_list": {
      const points = [];
      block.forEach((item) => {
        const words = inline(item.firstChild).replaceAll("\n", " ");
        if (words) points.push(block.type === n.bullet_list ? `- ${words}` : `${points.length + 1}. ${words}`);
      });
      return points.join("\n");
    }
    case "table": {
      const rows = [];
      block.forEach((row) => {
        const said = [];
        row.forEach((cell) => {
          said.push(inline(cell.firstChild).replaceAll("\n", " ").replaceAll("|", "\\|"));
          for (let more = 1; more < cell.attrs.colspan; more++) said.push("");
        });
        rows.push(`| ${said.join(" | ")} |`);
      });
      rows.splice(1, 0, `|${"---|".repeat(block.firstChild.childCount)}`);
      return rows.join("\n");
    }
    default:
      return inline(block);
  }
}

function inline(block) {
  let out = "";
  block.forEach((node) => {
    if (node.type === n.hard_break) out += "\n";
    else if (node.isText) {
      const names = node.marks.map((mark) => mark.type.name);
      const sign = (names.includes("strong") ? "**" : "") + (names.includes("em") ? "*" : "");
      const [, before, words, after] = /^(\s*)([\s\S]*?)(\s*)$/.exec(node.text);
      out += sign && words ? before + sign + words + sign + after : node.text;
    }
  });
  return out.trim();
}
