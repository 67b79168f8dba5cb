// @ts-check
/**
 * Reading furniture of a post: footnotes beside the text where there is room, and a preview of the equation
 * or the footnote that a reference points at. Without it, footnotes stand at the end and references are links.
 */

const GAP = 16;

/** The width from which theme.css keeps a margin wide enough for notes. */
const roomy = matchMedia("(min-width: 80rem)");

/**
 * Each note stands level with its reference, below the note before it and clear of wide figures.
 * @param {HTMLElement} prose
 * @param {HTMLElement} notes
 */
function placeNotes(prose, notes) {
  const beside = roomy.matches;
  notes.classList.toggle("footnotes--beside", beside);
  if (!beside) return;
  const origin = prose.getBoundingClientRect().top;
  const wide = [...prose.querySelectorAll(":scope > .wide")].map((element) => element.getBoundingClientRect());
  let free = 0;
  for (const note of /** @type {NodeListOf<HTMLElement>} */ (notes.querySelectorAll(".footnote-item"))) {
    const reference = document.getElementById(note.id.replace("fn-", "fnref-"));
    if (!reference) continue;
    let top = Math.max(free, reference.getBoundingClientRect().top - origin);
    for (const box of wide)
      if (top < box.bottom - origin + GAP && top + note.offsetHeight + GAP > box.top - origin)
        top = box.bottom - origin + GAP;
    note.style.top = `${top}px`;
    free = top + note.offsetHeight + GAP;
  }
}

/**
 * What a reference points at, made fit to be shown beside it: nothing in it can be named, focused or pressed.
 * @param {Element} target
 */
function copyOf(target) {
  const copy = document.createElement("div");
  if (target.matches(".figure--equation")) copy.append(target.cloneNode(true));
  else copy.append(...[...target.childNodes].map((node) => node.cloneNode(true)));
  for (const element of copy.querySelectorAll("button, .footnote-backref")) element.remove();
  for (const element of copy.querySelectorAll("*"))
    for (const name of ["id", "href", "tabindex", "role", "aria-label"]) element.removeAttribute(name);
  return copy;
}

/** @param {Element} element */
function isInView(element) {
  const box = element.getBoundingClientRect();
  return box.top >= 0 && box.bottom <= innerHeight;
}

/** @param {HTMLElement} prose */
function previewReferences(prose) {
  const card = document.createElement("div");
  card.className = "preview";
  card.hidden = true;
  // Whoever does not see it follows the link instead.
  card.setAttribute("aria-hidden", "true");
  prose.append(card);
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
  /** @param {Element} link @param {Element} target */
  const show = (link, target) => {
    if (isInView(target)) return;
    card.replaceChildren(copyOf(target));
    card.hidden = false;
    const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const below = at.bottom + card.offsetHeight + 2 * GAP < innerHeight;
    const left = Math.max(GAP, Math.min(at.left, document.documentElement.clientWidth - card.offsetWidth - GAP));
    const top = below ? at.bottom + GAP / 2 : at.top - card.offsetHeight - GAP / 2;
    const origin = prose.getBoundingClientRect();
    card.style.left = `${left - origin.left}px`;
    card.style.top = `${top - origin.top}px`;
  };

  for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (prose.querySelectorAll('a[href^="#"]'))) {
    const target = document.getElementById(decodeURIComponent(link.hash.slice(1)));
    if (!target?.matches(".figure--equation, .footnote-item") || target.contains(link)) continue;
    link.addEventListener("mouseenter", () => later(() => show(link, target), 120));
    link.addEventListener("mouseleave", () => later(hide, 200));
    link.addEventListener("focus", () => show(link, target));
    link.addEventListener("blur", hide);
  }
  card.addEventListener("mouseenter", () => clearTimeout(timer));
  card.addEventListener("mouseleave", () => later(hide, 200));
  addEventListener("keydown", (event) => event.key === "Escape" && hide());
}

const prose = document.querySelector(".prose");
if (prose instanceof HTMLElement) {
  const notes = prose.querySelector(".footnotes");
  if (notes instanceof HTMLElement) new ResizeObserver(() => placeNotes(prose, notes)).observe(prose);
  previewReferences(prose);
}
