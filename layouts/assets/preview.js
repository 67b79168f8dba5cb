// @ts-check
/** A card beside a reference that shows the equation, figure or footnote it points at, if that is out of view. */

const GAP = 16;
/** In ms: how long a mouse rests on a reference before its card is shown, and how long the card stays after it. */
const REST = 120;
const STAY = 200;

/**
 * The picture of a figure as it stands, within elements that its style looks for, and its caption. The figure's own
 * element would come to life in the card.
 * @param {Element} figure
 */
function pictureOf(figure) {
  const copy = /** @type {Element} */ (figure.cloneNode());
  const caption = figure.querySelector(":scope > figcaption");
  const picture = [...figure.querySelectorAll("[role=img], img")].find((one) => getComputedStyle(one).visibility == "visible");
  if (!picture) return figure.cloneNode(true);
  let inner = picture.cloneNode(true);
  for (let around = picture.parentElement; around && around != figure; around = around.parentElement) {
    const box = document.createElement("div");
    box.className = around.className;
    box.append(inner);
    inner = box;
  }
  copy.append(inner, caption?.cloneNode(true) ?? "");
  return copy;
}

/**
 * What a reference points at, made fit to be shown beside it: nothing in it can be named, focused or pressed.
 * @param {Element} target
 */
function copyOf(target) {
  const copy = document.createElement("div");
  if (target.matches(".figure--equation")) copy.append(target.cloneNode(true));
  else if (target.matches(".figure")) copy.append(pictureOf(target));
  else copy.append(...[...target.childNodes].map((node) => node.cloneNode(true)));
  for (const element of copy.querySelectorAll("button, title, .footnote-backref")) element.remove();
  // What a picture uses twice it finds in the figure.
  for (const element of copy.querySelectorAll(":not(use)"))
    for (const name of ["id", "href", "tabindex", "role", "aria-label"]) element.removeAttribute(name);
  return copy;
}

/** @param {Element} element */
function isInView(element) {
  const box = element.getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight;
}

const card = document.createElement("div");
card.className = "preview";
card.hidden = true;
// Whoever does not see it follows the link instead.
card.setAttribute("aria-hidden", "true");
let timer = 0;

const hide = () => {
  clearTimeout(timer);
  card.hidden = true;
};
/** @param {() => void} act @param {number} delay */
const later = (act, delay) => {
  clearTimeout(timer);
  timer = setTimeout(act, delay);
};
card.addEventListener("mouseenter", () => clearTimeout(timer));
card.addEventListener("mouseleave", () => later(hide, STAY));
addEventListener("keydown", (event) => event.key === "Escape" && hide());

/** @param {HTMLElement} prose @param {Element} link @param {Element} target */
function show(prose, link, target) {
  if (isInView(target)) return;
  if (!card.isConnected) prose.append(card);
  card.replaceChildren(copyOf(target));
  card.hidden = false;
  const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
  const below = at.bottom + card.offsetHeight + 2 * GAP < innerHeight;
  const left = Math.max(GAP, Math.min(at.left, document.documentElement.clientWidth - card.offsetWidth - GAP));
  const top = below ? at.bottom + GAP / 2 : Math.max(GAP, at.top - card.offsetHeight - GAP / 2);
  const origin = prose.getBoundingClientRect();
  card.style.left = `${left - origin.left}px`;
  card.style.top = `${top - origin.top}px`;
}

/**
 * A reader has come to a link within the page.
 * @param {HTMLElement} prose
 * @param {HTMLAnchorElement} link
 * @param {string} kind how: "mouseover" or "focusin"
 */
export function preview(prose, link, kind) {
  const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (!target?.matches(".figure, .footnote-item") || target.contains(link)) return;
  const byMouse = kind == "mouseover";
  // It may have left while the script was on its way.
  if (!link.matches(byMouse ? ":hover" : ":focus")) return;
  if (byMouse) later(() => show(prose, link, target), REST);
  else show(prose, link, target);
  link.addEventListener(byMouse ? "mouseleave" : "blur", byMouse ? () => later(hide, STAY) : hide, { once: true });
}
