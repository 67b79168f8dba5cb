// @ts-check
/**
 * Reading furniture of a post: footnotes beside the text where there is room, and a preview of the equation, the
 * figure or the footnote that a reference points at, whose script is fetched when a reader comes to a reference. Without
 * it, footnotes stand at the end and references are links.
 */

const GAP = 16;

/** The width from which theme.css keeps a margin wide enough for notes. */
const roomy = matchMedia("(min-width: 80rem)");

/**
 * Each note stands level with its reference, below the note before it. Where a wide figure takes its place it stands
 * before the figure if there is room, and else after it.
 * @param {HTMLElement} prose
 * @param {HTMLElement} notes
 */
function placeNotes(prose, notes) {
  const beside = roomy.matches;
  if (notes.classList.toggle("footnotes--beside", beside) && !notes.style.display) {
    // Taken out for a moment, they appear where they belong: no note moves there under a reader's eyes.
    notes.style.display = "none";
    notes.getBoundingClientRect();
    notes.style.display = "block";
  }
  if (!beside) return;
  const origin = prose.getBoundingClientRect().top;
  const wide = [...prose.querySelectorAll(":scope > .wide")].map((element) => element.getBoundingClientRect());
  let free = 0;
  for (const note of /** @type {NodeListOf<HTMLElement>} */ (notes.querySelectorAll(".footnote-item"))) {
    const reference = document.getElementById(note.id.replace("fn-", "fnref-"));
    if (!reference) continue;
    let top = Math.max(free, reference.getBoundingClientRect().top - origin);
    for (const box of wide)
      if (top < box.bottom - origin + GAP && top + note.offsetHeight + GAP > box.top - origin) {
        const before = box.top - origin - GAP - note.offsetHeight;
        top = before < free ? box.bottom - origin + GAP : before;
      }
    note.style.top = `${top}px`;
    free = top + note.offsetHeight + GAP;
  }
}

const prose = document.querySelector(".prose");
if (prose instanceof HTMLElement) {
  const notes = prose.querySelector(".footnotes");
  if (notes instanceof HTMLElement) new ResizeObserver(() => placeNotes(prose, notes)).observe(prose);
  for (const kind of ["mouseover", "focusin"])
    prose.addEventListener(kind, async ({ target }) => {
      const link = target instanceof Element && target.closest('a[href^="#"]');
      if (link) (await import("./preview.js")).preview(prose, /** @type {HTMLAnchorElement} */ (link), kind);
    });
}
