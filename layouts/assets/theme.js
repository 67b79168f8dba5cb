// @ts-check
/**
 * What the theme does once the page is read: a switch between light and dark, buttons that copy code and
 * LaTeX, and the doors to the search and to a table of contents that follows the reader, whose scripts are fetched
 * when a reader comes to need them. The page is whole without it.
 */

/** @typedef {"light" | "dark"} Theme */

const root = document.documentElement;
const systemDark = matchMedia("(prefers-color-scheme: dark)");

/** Whether the theme in force is dark, chosen by the reader or else by the system. */
function isDark() {
  const chosen = root.dataset.theme;
  return chosen ? chosen === "dark" : systemDark.matches;
}

/** @param {Theme} theme */
function remember(theme) {
  root.dataset.theme = theme;
  try {
    localStorage.setItem("theme", theme);
  } catch {
    // Storage may be forbidden; the choice then lasts for this page.
  }
}

/** @param {HTMLElement} button */
function wakeThemeSwitch(button) {
  const show = () => button.setAttribute("aria-pressed", String(isDark()));
  button.addEventListener("click", () => {
    remember(isDark() ? "light" : "dark");
    show();
  });
  systemDark.addEventListener("change", show);
  show();
}

/**
 * @param {HTMLElement} button
 * @param {() => string} text
 */
function wakeCopyButton(button, text) {
  const label = button.textContent;
  /** @type {number | undefined} */
  let timer;
  button.addEventListener("click", async () => {
    button.textContent = await navigator.clipboard.writeText(text()).then(() => "Copied", () => "Not allowed");
    clearTimeout(timer);
    timer = setTimeout(() => (button.textContent = label), 1600);
  });
}

/** @param {HTMLElement} block a block of code */
function addCopyButton(block) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = "Copy";
  button.setAttribute("aria-live", "polite");
  block.append(button);
  wakeCopyButton(button, () => /** @type {HTMLElement} */ (block.querySelector("pre")).textContent);
}

/**
 * What scrolls sideways must be reachable by keyboard, in browsers that do not see to it themselves.
 * @param {HTMLElement} box
 */
function makeScrollable(box) {
  if (box.scrollWidth > box.clientWidth && !box.hasAttribute("tabindex")) box.tabIndex = 0;
}

/**
 * The search comes when it is asked for, by the button or by Ctrl-K. (A plain letter would be pressed by mistake, and
 * WCAG 2.1.4 rightly asks that such a shortcut can be turned off.)
 * @param {HTMLElement} button
 */
function wakeSearch(button) {
  const { search, searchStyle, searchElse } = /** @type {Record<string, string>} */ (button.dataset);
  const open = () =>
    import("./search.js").then(({ openSearch }) => openSearch(search, searchStyle)).catch(() => (location.href = searchElse));
  button.addEventListener("click", open);
  addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || event.altKey || event.shiftKey || event.ctrlKey === event.metaKey) return;
    event.preventDefault();
    open();
  });
}

/**
 * @param {string} selector
 * @param {(element: HTMLElement) => void} act
 */
function each(selector, act) {
  for (const element of document.querySelectorAll(selector)) if (element instanceof HTMLElement) act(element);
}

each("[data-theme-switch]", wakeThemeSwitch);
each("[data-search]", wakeSearch);
each("[data-copy]", (button) => wakeCopyButton(button, () => /** @type {string} */ (button.dataset.copy)));
each(".highlight", addCopyButton);
each("pre, table, .katex-display", makeScrollable);
// A formula that fits its column is no stop on the way.
each(".equation__math", (box) => box.scrollWidth > box.clientWidth || box.removeAttribute("tabindex"));
each("[data-contents]", (contents) =>
  addEventListener("scroll", async () => (await import("./contents.js")).followReader(contents), { once: true }),
);
