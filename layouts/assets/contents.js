// @ts-check
/** A table of contents that marks the section being read; fetched when a reader begins to scroll. */

/** @param {HTMLElement} contents */
export function followReader(contents) {
  /** @type {Map<string, HTMLAnchorElement[]>} */
  const links = new Map();
  for (const link of contents.querySelectorAll("a")) {
    const id = decodeURIComponent(link.hash.slice(1));
    links.set(id, [...(links.get(id) ?? []), link]);
  }
  const headings = [...links.keys()].map((id) => document.getElementById(id)).filter((found) => found !== null);
  // The reader is in the section whose heading last crossed the line a third down the window.
  const mark = () => {
    const line = innerHeight * 0.3;
    const read = headings.filter((heading) => heading.getBoundingClientRect().top < line).at(-1);
    for (const [id, anchors] of links)
      for (const anchor of anchors) {
        if (id === read?.id) anchor.setAttribute("aria-current", "true");
        else anchor.removeAttribute("aria-current");
      }
  };
  addEventListener("scroll", mark);
  mark();
}
