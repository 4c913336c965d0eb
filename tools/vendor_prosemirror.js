// What the editor for long texts (src/fardplan/kit/static/kit/rich.js) takes from ProseMirror, for `python -m tools.vendor` to put in one file.
export { DOMParser, DOMSerializer, Fragment, Schema, Slice } from "prosemirror-model";
export { EditorState, TextSelection } from "prosemirror-state";
export { EditorView } from "prosemirror-view";
export { keymap } from "prosemirror-keymap";
export { baseKeymap, chainCommands, exitCode, setBlockType, toggleMark } from "prosemirror-commands";
export { history, redo, undo } from "prosemirror-history";
export { liftListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
export {
  addColumnAfter,
  addRowAfter,
  deleteColumn,
  deleteRow,
  deleteTable,
  goToNextCell,
  isInTable,
  tableEditing,
  tableNodes,
} from "prosemirror-tables";
