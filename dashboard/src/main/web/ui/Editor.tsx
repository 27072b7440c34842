import {
  autocompletion,
  completionKeymap,
  completionStatus,
  acceptCompletion,
  moveCompletionSelection,
  closeCompletion,
  type CompletionContext,
  type CompletionResult,
} from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { setDiagnostics, type Diagnostic } from "@codemirror/lint";
import { EditorState, type Range } from "@codemirror/state";
import {
  Decoration,
  EditorView,
  ViewPlugin,
  keymap,
  placeholder,
  type DecorationSet,
  type ViewUpdate,
} from "@codemirror/view";
import { effect } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import * as api from "../api/client.ts";
import { tokenize } from "../model/logsql.ts";
import { recent } from "../state/history.ts";
import { checkDraft, problemOfDraft } from "../state/draft.ts";
import { submit } from "../state/search.ts";
import { isNarrow } from "../state/settings.ts";
import { draft } from "../state/view.ts";
import { editorTheme } from "./editor-theme.ts";

const MAX_CHARS = 20_000;

let editor: EditorView | null = null;

export function focusEditor(): void {
  editor?.focus();
  editor?.dispatch({ selection: { anchor: 0, head: editor.state.doc.length } });
}

/** The search box. Its styles live in a shadow root, where they need no inline style element. */
export function Editor() {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const root = host.current!.shadowRoot ?? host.current!.attachShadow({ mode: "open" });
    const view = (editor = new EditorView({
      parent: root,
      root,
      state: EditorState.create({ doc: draft.peek(), extensions }),
    }));
    const follow = effect(() => {
      if (view.state.doc.toString() !== draft.value) {
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: draft.value } });
      }
    });
    const marks = effect(() => {
      const problem = problemOfDraft.value;
      const diagnostics: Diagnostic[] = [];
      if (problem !== null && problem.position !== null) {
        const length = view.state.doc.length;
        const from = Math.max(0, Math.min(problem.position, length - 1));
        const word = /^[\p{L}\p{N}_]+|^\S/u.exec(view.state.doc.sliceString(from, length));
        diagnostics.push({
          from,
          to: Math.min(length, from + Math.max(1, word?.[0].length ?? 1)),
          severity: "error",
          message: problem.error,
        });
      }
      // Not within another update of the editor.
      queueMicrotask(() => editor === view && view.dispatch(setDiagnostics(view.state, diagnostics)));
    });
    if (matchMedia("(hover: hover)").matches) view.focus();
    return () => {
      follow();
      marks();
      view.destroy();
      editor = null;
    };
  }, []);
  return <div class="editor" ref={host} />;
}

const colours = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;
    constructor(view: EditorView) {
      this.decorations = paint(view);
    }
    update(update: ViewUpdate) {
      if (update.docChanged) this.decorations = paint(update.view);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);

function paint(view: EditorView): DecorationSet {
  const marks: Range<Decoration>[] = [];
  for (const token of tokenize(view.state.doc.toString())) {
    if (token.kind !== "space" && token.kind !== "word")
      marks.push(Decoration.mark({ class: `t-${token.kind}` }).range(token.from, token.to));
  }
  return Decoration.set(marks);
}

async function completions(context: CompletionContext): Promise<CompletionResult | null> {
  const text = context.state.doc.toString();
  const before = text.slice(0, context.pos);
  if (!context.explicit && (before === "" || /\s$/.test(before))) return null;
  const abort = new AbortController();
  context.addEventListener("abort", () => abort.abort());
  try {
    const items = await api.complete(text, context.pos, abort.signal);
    if (items.length === 0) return null;
    const from = Math.min(...items.map((item) => item.from));
    return {
      from,
      filter: false,
      options: items.map((item) => ({
        label: item.label,
        detail: item.detail,
        type: item.kind,
        apply: (view, _completion, _from, to) => {
          const end = Math.max(to, Math.min(item.to, view.state.doc.length));
          view.dispatch({
            changes: { from: item.from, to: end, insert: item.insert },
            selection: { anchor: item.from + item.insert.length },
            userEvent: "input.complete",
          });
        },
      })),
    };
  } catch {
    // Completion is a help; the search itself tells what is wrong with the server.
    return null;
  }
}

let historyAt = -1;

function older(view: EditorView, step: number): boolean {
  const list = recent();
  const next = historyAt + step;
  if (next < -1 || next >= list.length) return true;
  historyAt = next;
  const text = next === -1 ? "" : list[next]!;
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: text.length } });
  return true;
}

const extensions = [
  EditorState.changeFilter.of((tr) => tr.newDoc.length <= MAX_CHARS),
  history(),
  EditorView.lineWrapping,
  placeholder(isNarrow.peek() ? "Search" : 'Search: words, "a phrase", level:error, status:>=500 …'),
  colours,
  // Nothing is chosen until an arrow key or Tab says so: Enter runs the query.
  autocompletion({
    override: [completions],
    selectOnOpen: false,
    icons: false,
    activateOnTypingDelay: 120,
    maxRenderedOptions: 50,
  }),
  keymap.of([
    {
      key: "Enter",
      run: (view) => {
        if (completionStatus(view.state) === "active" && acceptCompletion(view)) return true;
        closeCompletion(view);
        historyAt = -1;
        submit();
        return true;
      },
    },
    {
      key: "Mod-Enter",
      run: (view) => {
        closeCompletion(view);
        submit();
        return true;
      },
    },
    {
      key: "Tab",
      run: (view) => {
        if (completionStatus(view.state) !== "active") return false;
        return acceptCompletion(view) || (moveCompletionSelection(true)(view) && acceptCompletion(view));
      },
    },
    { key: "Ctrl-ArrowUp", run: (view) => older(view, 1) },
    { key: "Ctrl-ArrowDown", run: (view) => older(view, -1) },
    {
      key: "Escape",
      run: (view) => {
        if (completionStatus(view.state) !== null) return closeCompletion(view);
        view.contentDOM.blur();
        return true;
      },
    },
    ...completionKeymap.filter((k) => k.key !== "Enter"),
    ...historyKeymap,
    ...defaultKeymap,
  ]),
  EditorView.domEventHandlers({
    // Browsers that replace coloured text keep its colour with an inline style, which the page's policy forbids.
    beforeinput: (event, view) => {
      if (event.inputType !== "insertText" || event.data === null || view.state.selection.main.empty) return false;
      view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
      event.preventDefault();
      return true;
    },
  }),
  EditorView.updateListener.of((update) => {
    if (!update.docChanged) return;
    const text = update.state.doc.toString();
    if (draft.peek() !== text) draft.value = text;
    checkDraft(text);
  }),
  EditorView.contentAttributes.of({
    "aria-label": "Search in LogsQL",
    spellcheck: "false",
    autocapitalize: "off",
    autocorrect: "off",
    enterkeyhint: "search",
  }),
  editorTheme,
];
