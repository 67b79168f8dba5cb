// @ts-check
// Lets every computed value answer how it came about: a card with its row of the closing table.
// Reading is left alone. All values together are one stop of the Tab key; the arrow keys go from one to the next.

const GAP = 8;
const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const heads = [...document.querySelectorAll("[id='numbers:'] thead th")];

/** @param {Element} element whether it is a value that may be asked, and no copy of one, nor part of a link */
function isAsked(element) {
  return element instanceof HTMLElement && !element.closest("a, button, summary, label, .preview");
}

const values = /** @type {HTMLElement[]} */ ([...main.querySelectorAll("[data-computed]")].filter(isAsked));

const card = document.createElement("div");
card.className = "provenance";
card.popover = "auto";
card.tabIndex = -1;
card.setAttribute("role", "dialog");
card.setAttribute("aria-label", "How this number was computed");
document.body.append(card);

/**
 * @param {string | null} term
 * @param {(Node | string)[]} words
 */
function entry(term, words) {
  const [name, told] = [document.createElement("dt"), document.createElement("dd")];
  name.textContent = term;
  told.append(...words);
  return [name, told];
}

/** @param {HTMLElement} value */
function ask(value) {
  const number = value.getAttribute("data-computed");
  const cells = [.../** @type {HTMLElement} */ (document.getElementById(`numbers:${number}`)).children];
  const list = document.createElement("dl");
  const now = value.getAttribute("data-now");
  if (now) list.append(...entry("Now", [now == "NaN" ? "undefined" : now.replace("-", "−")]));
  heads.forEach((head, k) => {
    const words = [...cells[k].childNodes].map((node) => node.cloneNode(true));
    // A number that is shown to its last digit need not be told twice.
    const isKnown = k == 2 && cells[2].textContent == cells[0].textContent;
    if (words.length && !isKnown) list.append(...entry(now && !k ? "As published" : head.textContent, words));
  });
  list.append(...entry("Engine", [/** @type {any} */ (document.getElementById("numbers:engine")).textContent]));
  card.replaceChildren(list);
  card.showPopover();

  const at = value.getBoundingClientRect();
  const { clientWidth, clientHeight } = document.documentElement;
  const isBelow = at.bottom + GAP + card.offsetHeight < clientHeight || at.top < card.offsetHeight + GAP;
  const left = Math.max(GAP, Math.min(at.left, clientWidth - card.offsetWidth - GAP));
  card.style.left = `${scrollX + left}px`;
  card.style.top = `${scrollY + (isBelow ? at.bottom + GAP : at.top - card.offsetHeight - GAP)}px`;
  card.focus({ preventScroll: true });
}

let current = 0;

/** @param {HTMLElement} value what takes the focus for it: in math, which is hidden from screen readers, the formula */
function stopOf(value) {
  return /** @type {HTMLElement} */ (value.closest(".katex") ?? value);
}

/**
 * @param {number} next
 * @param {boolean} focus
 */
function moveTo(next, focus = true) {
  const [before, value] = [values[current], values[next]];
  const [left, stop] = [stopOf(before), stopOf(value)];
  current = next;
  before.classList.remove("provenance-current");
  value.classList.add("provenance-current");
  stop.setAttribute("role", "button");
  stop.setAttribute("aria-haspopup", "dialog");
  if (stop != value) stop.setAttribute("aria-label", `${value.textContent}, in a formula`);
  stop.tabIndex = 0;
  // What loses its tabindex loses the focus, so the next one has it before.
  if (focus) stop.focus({ preventScroll: true });
  if (left != stop) for (const name of ["role", "tabindex", "aria-label", "aria-haspopup"]) left.removeAttribute(name);
  return stop;
}

if (values.length) moveTo(0, false);

/** @param {{ type: string, target: any }} event a press on an element, or the focus on the first value */
export function answer({ type, target }) {
  const place = values.indexOf(target.closest("[data-computed]"));
  // Whoever has just marked some text wants to copy it.
  if (type != "click" || place < 0 || !(/** @type {Selection} */ (getSelection()).isCollapsed)) return;
  moveTo(place);
  ask(values[place]);
}

main.addEventListener("keydown", (event) => {
  const value = values[current];
  if (!value || event.target != stopOf(value) || event.ctrlKey || event.metaKey || event.altKey) return;
  const next = current + ({ ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key] ?? 0);
  if (event.key == "Enter" || event.key == " ") ask(value);
  else if (next == current || !values[next]) return;
  else moveTo(next).scrollIntoView({ block: "nearest" });
  event.preventDefault();
});
