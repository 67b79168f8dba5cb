// @ts-check
/** Shows what keeps the site from being built, over the last good page, until it is mended. */

/**
 * @typedef {object} Trouble
 * @property {string} place `path:line:column`
 * @property {string} code
 * @property {string} message
 * @property {string} hint the mend
 * @property {string} source the line at fault
 * @property {number} column where in it, from 1
 */

/** Characters of a long line shown before the fault. */
const BEFORE = 60;

/** @type {HTMLElement | null} */
let host = null;

/** @param {Trouble[]} troubles none, where all is well */
export function showFaults(troubles) {
  const folded = host?.shadowRoot?.querySelector("details")?.open === false;
  host?.remove();
  host = null;
  if (!troubles.length) return;
  // Beside the body, and closed off: the page's own styles do not reach it, and it is no part of the page.
  host = document.createElement("adjoint-preview-faults");
  const root = host.attachShadow({ mode: "open" });
  root.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: "/_adjoint/overlay.css" }));
  const panel = make("details", "faults");
  panel.setAttribute("open", "");
  if (folded) panel.removeAttribute("open");
  panel.append(make("summary", "", count(troubles.length)));
  const list = make("ol", "");
  list.setAttribute("role", "alert");
  list.append(...troubles.map(told));
  panel.append(list);
  root.append(panel);
  document.documentElement.append(host);
}

/** @param {number} faults */
function count(faults) {
  return `${faults == 1 ? "1 fault" : `${faults} faults`}; this is the last good page`;
}

/** @param {Trouble} trouble */
function told({ place, code, message, hint, source, column }) {
  const item = make("li", "");
  if (place) item.append(make("p", "place", place));
  item.append(make("p", "message", message));
  if (source) item.append(line(source, column));
  if (hint) item.append(make("p", "hint", hint));
  item.append(make("p", "code", code));
  return item;
}

/**
 * The line at fault, marked from the fault to the end of its word.
 * @param {string} source @param {number} column
 */
function line(source, column) {
  const at = Math.max(0, column - 1);
  const from = Math.max(0, at - BEFORE);
  const length = /^(["'<{$@#]*[\w:-]+|.)/u.exec(source.slice(at))?.[0].length ?? 0;
  const block = make("pre", "source");
  block.append(`${from ? "…" : ""}${source.slice(from, at)}`, make("mark", "", source.slice(at, at + length) || " "));
  block.append(source.slice(at + length));
  return block;
}

/** @param {string} name @param {string} className @param {string} [text] */
function make(name, className, text = "") {
  return Object.assign(document.createElement(name), { className, textContent: text });
}
