// @ts-check
/** Brings the head of the page over: style sheets are swapped without a flash, what is said of the page is said anew. */

const STYLE = "link[rel=stylesheet]";
const CODE = "script[src]:not([data-page])";

/**
 * Loads the next page's style sheets beside those in force.
 * @param {Document} next
 * @returns {Promise<(() => void) | undefined>} what drops those no longer named; nothing where scripts changed
 */
export async function bringOver(next) {
  const scripts = addresses(document, CODE, "src");
  const wanted = addresses(next, CODE, "src");
  if ([...scripts].some((src) => !wanted.has(src))) return undefined;
  const styles = await loadStyles(next);
  return () => {
    for (const link of document.querySelectorAll(STYLE)) if (!styles.has(address(link, "href"))) link.remove();
    describe(next);
    for (const src of wanted) if (!scripts.has(src)) loadScript(src);
  };
}

/**
 * @param {Document} next
 * @returns {Promise<Set<string>>} the addresses of its style sheets, all of them loaded
 */
async function loadStyles(next) {
  const present = new Map([...document.querySelectorAll(STYLE)].map((link) => [address(link, "href"), link]));
  const wanted = addresses(next, STYLE, "href");
  const loading = [];
  /** @type {Element | undefined} */
  let previous;
  for (const href of wanted) {
    let link = present.get(href);
    if (!link) {
      const fresh = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
      loading.push(new Promise((done) => (fresh.onload = fresh.onerror = done)));
      if (previous) previous.after(fresh);
      else document.head.append(fresh);
      link = fresh;
    }
    previous = link;
  }
  await Promise.all(loading);
  return wanted;
}

/** @param {string} src */
function loadScript(src) {
  document.head.append(Object.assign(document.createElement("script"), { type: "module", src }));
}

/** @param {Document} next */
function describe(next) {
  const said = `:is(title, meta, link:not([rel=stylesheet]), script:not([src]))`;
  const [were, are] = [document, next].map((page) => [...page.head.querySelectorAll(said)]);
  const stays = new Set(are.map((element) => element.outerHTML));
  const known = new Set(were.map((element) => element.outerHTML));
  for (const element of were) if (!stays.has(element.outerHTML)) element.remove();
  for (const element of are) if (!known.has(element.outerHTML)) document.head.append(document.importNode(element, true));
}

/** @param {Document} page @param {string} selector @param {"src" | "href"} name */
function addresses(page, selector, name) {
  return new Set([...page.querySelectorAll(selector)].map((element) => address(element, name)));
}

/** @param {Element} element @param {"src" | "href"} name */
function address(element, name) {
  return new URL(element.getAttribute(name) ?? "", location.href).href;
}
