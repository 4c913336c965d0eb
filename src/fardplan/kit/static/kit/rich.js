// The editor for long texts: what stands in the text area (see kit/prose.py for how it is written), shown as it will look. Without scripts,
// or when somebody chooses to, the text area itself is what one writes in.
import { word } from "./pasting.js";
import { parse, write, schema } from "./prose.js";
import {
  EditorState, EditorView, TextSelection, addColumnAfter, addRowAfter, baseKeymap, deleteColumn, deleteRow, deleteTable, goToNextCell, history,
  isInTable, keymap, liftListItem, redo, setBlockType, splitListItem, tableEditing, toggleMark, undo, wrapInList, chainCommands,
} from "./vendor/prosemirror/prosemirror.js";

for (const area of document.querySelectorAll("textarea[data-rich]")) make(area, JSON.parse(area.dataset.words));

function make(area, words) {
  const box = document.createElement("div"), bar = document.createElement("div"), place = document.createElement("div");
  box.className = "fp-rich";
  bar.className = "fp-rich__bar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", words.toolbar);
  area.after(box);
  box.append(bar, place);

  const label = document.querySelector(`label[for="${CSS.escape(area.id)}"]`);
  const id = area.id;
  label.id ||= `${id}_label`;
  const view = new EditorView(place, {
    state: stateOf(area.value),
    attributes: {
      role: "textbox",
      "aria-multiline": "true",
      "aria-labelledby": label.id,
      ...(area.getAttribute("aria-describedby") ? { "aria-describedby": area.getAttribute("aria-describedby") } : {}),
      ...(area.getAttribute("aria-invalid") ? { "aria-invalid": "true" } : {}),
      class: "fp-rich__text fp-text",
    },
    transformPastedHTML: word,
    dispatchTransaction(change) {
      view.updateState(view.state.apply(change));
      if (change.docChanged) {
        area.value = write(view.state.doc);
        area.dispatchEvent(new Event("input", { bubbles: true }));
      }
      light();
    },
  });
  label.addEventListener("click", () => !box.hidden && view.focus());
  const { bullet_list, ordered_list, list_item, heading, paragraph, table } = schema.nodes;
  const away = liftListItem(list_item);
  const buttons = [
    [words.heading, (s, d) => toggleHeading(1)(s, d), () => around(heading, (node) => node.attrs.level === 1)],
    [words.subheading, (s, d) => toggleHeading(2)(s, d), () => around(heading, (node) => node.attrs.level > 1)],
    [words.strong, toggleMark(schema.marks.strong), () => marked(schema.marks.strong)],
    [words.em, toggleMark(schema.marks.em), () => marked(schema.marks.em)],
    [words.bullets, (s, d) => (around(bullet_list) ? away(s, d) : wrapInList(bullet_list)(s, d)), () => around(bullet_list)],
    [words.numbers, (s, d) => (around(ordered_list) ? away(s, d) : wrapInList(ordered_list)(s, d)), () => around(ordered_list)],
    [words.table, insertTable, () => around(table)],
    [words.row, addRowAfter, null, true],
    [words.column, addColumnAfter, null, true],
    [words.row_away, deleteRow, null, true],
    [words.column_away, deleteColumn, null, true],
    [words.table_away, deleteTable, null, true],
    [words.undo, undo, null],
  ].map(([name, command, lit, inTable]) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "ds-button";
    button.dataset.size = "sm";
    button.dataset.variant = "tertiary";
    button.textContent = name;
    button.addEventListener("click", () => {
      command(view.state, view.dispatch, view);
      view.focus();
    });
    bar.append(button);
    return { button, lit, inTable };
  });
  // Something beside the text asks to be put where one is writing; `alone` on a line of its own.
  area.addEventListener("fp:insert", (event) => {
    if (box.hidden) return;
    event.preventDefault();
    const { text, alone } = event.detail, { schema: words } = view.state;
    const line = words.nodes.paragraph.create(null, words.text(text));
    view.dispatch(alone ? view.state.tr.replaceSelectionWith(line) : view.state.tr.insertText(text));
    view.focus();
  });
  const plain = document.createElement("button");
  plain.type = "button";
  plain.className = "fp-plain fp-rich__plain";
  plain.dataset.richPlain = "";
  box.after(plain);
  plain.addEventListener("click", () => {
    show(!box.hidden);
    (box.hidden ? area : view).focus();
  });
  // Left and right between the tools: one stop for the tabulator.
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const there = buttons.map(({ button }) => button).filter((button) => !button.hidden);
    const next = there[(there.indexOf(document.activeElement) + step + there.length) % there.length];
    for (const button of there) button.tabIndex = button === next ? 0 : -1;
    next.focus();
    event.preventDefault();
  });
  buttons.forEach(({ button }, number) => (button.tabIndex = number ? -1 : 0));
  show(false);
  light();

  function show(asText) {
    if (!asText) view.updateState(stateOf(area.value));
    box.hidden = asText;
    area.hidden = !asText;
    // Whoever follows a link to the field comes to what is shown.
    area.id = asText ? id : `${id}_text`;
    if (asText) view.dom.removeAttribute("id");
    else view.dom.id = id;
    plain.textContent = asText ? words.as_shown : words.as_text;
  }

  function light() {
    const inside = isInTable(view.state);
    for (const { button, lit, inTable } of buttons) {
      if (lit) button.setAttribute("aria-pressed", String(Boolean(lit())));
      if (inTable) button.hidden = !inside;
    }
  }

  function around(type, fits = () => true) {
    const { $from } = view.state.selection;
    for (let depth = $from.depth; depth > 0; depth--) if ($from.node(depth).type === type && fits($from.node(depth))) return true;
    return false;
  }

  function marked(type) {
    const { from, $from, to, empty } = view.state.selection;
    return empty ? type.isInSet(view.state.storedMarks || $from.marks()) : view.state.doc.rangeHasMark(from, to, type);
  }

  function toggleHeading(level) {
    return around(heading, (node) => (level === 1 ? node.attrs.level === 1 : node.attrs.level > 1))
      ? setBlockType(paragraph)
      : setBlockType(heading, { level });
  }
}

function insertTable(state, dispatch) {
  if (isInTable(state)) return false;
  const { table, table_row, table_cell, table_header } = schema.nodes;
  const row = (cell) => table_row.create(null, [0, 1].map(() => cell.createAndFill()));
  if (!dispatch) return true;
  const change = state.tr.replaceSelectionWith(table.create(null, [row(table_header), row(table_cell)]));
  let made = null;
  change.doc.nodesBetween(Math.max(0, state.selection.from - 1), change.doc.content.size, (node, at) => {
    if (made === null && node.type === table) made = at;
    return made === null;
  });
  dispatch(change.setSelection(TextSelection.near(change.doc.resolve(made + 1))).scrollIntoView());
  return true;
}

function stateOf(text) {
  const { list_item, hard_break } = schema.nodes;
  const newLine = (state, dispatch) => {
    dispatch?.(state.tr.replaceSelectionWith(hard_break.create()).scrollIntoView());
    return true;
  };
  const keys = {
    "Mod-z": undo, "Mod-y": redo, "Shift-Mod-z": redo, "Mod-b": toggleMark(schema.marks.strong), "Mod-i": toggleMark(schema.marks.em),
    Enter: splitListItem(list_item), "Shift-Enter": newLine,
  };
  // The tabulator moves between a table's cells; elsewhere it leaves the editor, as in every field.
  const cells = { Tab: chainCommands(goToNextCell(1)), "Shift-Tab": chainCommands(goToNextCell(-1)) };
  return EditorState.create({ doc: parse(text), plugins: [history(), keymap(keys), keymap(cells), keymap(baseKeymap), tableEditing()] });
}

