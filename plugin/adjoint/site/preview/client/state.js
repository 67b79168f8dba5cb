// @ts-check
/** What a reader had set, kept while the page is loaded again. Where the reader was, the browser knows itself. */

const KEY = "adjoint-preview";

/**
 * @typedef {object} Kept
 * @property {string} path
 * @property {boolean[]} folds each fold of the page: whether it is open
 * @property {(string | boolean)[]} controls each control: its value, or whether it is on
 * @property {string} focused the id of what has the focus
 * @property {[number, number]} scroll
 */

/** @returns {HTMLInputElement[]} */
const controls = () => [...document.querySelectorAll("input")];
const folds = () => [...document.querySelectorAll("details")];

/** @param {HTMLInputElement} control */
const isSwitch = (control) => control.type == "radio" || control.type == "checkbox";

export function keepState() {
  /** @type {Kept} */
  const kept = {
    path: location.pathname,
    folds: folds().map((fold) => fold.open),
    controls: controls().map((control) => (isSwitch(control) ? control.checked : control.value)),
    focused: document.activeElement?.id ?? "",
    scroll: [scrollX, scrollY],
  };
  sessionStorage.setItem(KEY, JSON.stringify(kept));
}

export function restoreState() {
  /** @type {Kept} */
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}");
  sessionStorage.removeItem(KEY);
  if (kept.path != location.pathname) return;
  // A page that lost or gained a fold or a control is another page; nothing tells which is which.
  if (kept.folds.length == folds().length) folds().forEach((fold, place) => (fold.open = kept.folds[place]));
  if (kept.controls.length == controls().length) controls().forEach((control, place) => set(control, kept.controls[place]));
  document.getElementById(kept.focused)?.focus({ preventScroll: true });
  const [left, top] = kept.scroll;
  scrollTo({ left, top, behavior: "instant" });
}

/** @param {HTMLInputElement} control @param {string | boolean} value */
function set(control, value) {
  if ((isSwitch(control) ? control.checked : control.value) == value) return;
  if (typeof value == "boolean") control.checked = value;
  else if (control.type != "file") control.value = value;
  for (const kind of ["input", "change"]) control.dispatchEvent(new Event(kind, { bubbles: true }));
}
