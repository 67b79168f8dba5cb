// @ts-check
/** The search as a reader meets it: a dialog over the page, made when it is first asked for. */

import { bestSection, find, places, textOf } from "./search-index.js";

const AT_ONCE = 8;
const PAUSE = 120;
const EXCERPT = 190;

/**
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {Record<string, string>} attributes
 * @param {(Node | string)[]} children
 * @returns {HTMLElementTagNameMap[Name]}
 */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/**
 * A text with a query's words marked.
 * @param {string} text
 * @param {string} query
 * @returns {(Node | string)[]}
 */
function marked(text, query) {
  const parts = [];
  let read = 0;
  for (const [start, end] of places(text, query)) {
    parts.push(text.slice(read, start), make("mark", {}, text.slice(start, end)));
    read = end;
  }
  return [...parts, text.slice(read)];
}

/**
 * The part of a text in which a query's words begin to stand.
 * @param {string} text
 * @param {string} query
 */
function excerpt(text, query) {
  const first = places(text, query)[0]?.[0] ?? 0;
  const start = first < EXCERPT / 2 ? 0 : text.lastIndexOf(" ", first - EXCERPT / 4) + 1;
  const last = text.length > start + EXCERPT ? text.lastIndexOf(" ", start + EXCERPT) : text.length;
  const end = last > start ? last : start + EXCERPT;
  return (start > 0 ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
}

/**
 * @param {import("./search-index.js").PageText} page
 * @param {string} query
 */
function result(page, query) {
  const [id, title, text] = bestSection(page, query);
  const about = places(text, query).length > 0 ? text : page.description || text;
  const head = make("span", { class: "search__title" }, ...marked(page.title, query));
  if (page.draft) head.append(" (draft)");
  const link = make("a", { class: "search__link", href: page.href + (id && `#${id}`) }, head);
  if (title) link.append(make("span", { class: "search__section" }, ...marked(title, query)));
  if (about) link.append(make("span", { class: "search__excerpt" }, ...marked(excerpt(about, query), query)));
  return make("li", {}, link);
}

/** @param {number} count */
const pages = (count) => (count === 1 ? "1 page" : `${count} pages`);

class Search {
  /** @param {string} folder where the index lies */
  constructor(folder) {
    this.folder = folder;
    this.input = make("input", {
      class: "search__input", type: "search", "aria-label": "Search the posts", placeholder: "Search the posts",
      autocomplete: "off", autocapitalize: "off", spellcheck: "false", enterkeyhint: "go", autofocus: "",
    });
    this.status = make("p", { class: "search__status", role: "status" });
    this.list = make("ul", { class: "search__results", "aria-label": "Pages found" });
    this.more = make("button", { class: "button", type: "button", hidden: "" }, "More");
    this.dialog = this.build();
    /** @type {string[]} the names of the pages found */
    this.found = [];
    this.asked = "";
    this.timer = 0;
  }

  build() {
    const close = make("button", { class: "button", type: "button" }, "Close");
    const head = make("div", { class: "search__head", role: "search" }, this.input, close);
    const body = make("div", { class: "search__body" }, this.status, this.list, this.more);
    const dialog = make("dialog", { class: "search", "aria-label": "Search" }, head, body);
    close.addEventListener("click", () => dialog.close());
    this.input.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.ask(), PAUSE);
    });
    this.more.addEventListener("click", () => this.showMore());
    this.list.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    dialog.addEventListener("keydown", (event) => this.steer(event));
    document.body.append(dialog);
    return dialog;
  }

  open() {
    if (!this.dialog.open) this.dialog.showModal();
    this.input.focus();
    this.input.select();
  }

  links() {
    return [...this.list.querySelectorAll("a")];
  }

  /** @param {KeyboardEvent} event */
  steer(event) {
    const links = this.links();
    const at = links.findIndex((link) => link === document.activeElement);
    const typing = document.activeElement === this.input;
    // A browser would only empty the field.
    if (event.key === "Escape") this.dialog.close();
    else if (event.key === "Enter" && typing && !event.isComposing) links[0]?.click();
    else if (event.key === "ArrowDown" && (typing || at >= 0)) (links[at + 1] ?? links.at(-1))?.focus();
    else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? this.input).focus();
    else if (event.key === "Home" && at >= 0) links[0].focus();
    else if (event.key === "End" && at >= 0) links[links.length - 1].focus();
    else {
      // What is typed over the results goes on with the query.
      if (at >= 0 && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) this.input.focus();
      return;
    }
    event.preventDefault();
  }

  async ask() {
    const query = this.input.value.trim();
    this.asked = query;
    try {
      const found = query ? await find(this.folder, query) : [];
      const first = await this.results(found.slice(0, AT_ONCE), query);
      // A slow answer to an earlier question is none to this one.
      if (query !== this.asked) return;
      this.found = found;
      this.list.replaceChildren(...first);
      this.tell(query && (found.length ? `${pages(found.length)} found` : `Nothing found for “${query}”`));
    } catch {
      if (query === this.asked) this.tell("The search could not be loaded; is there a connection?");
    }
  }

  async showMore() {
    const query = this.asked;
    const shown = this.links().length;
    const next = await this.results(this.found.slice(shown, shown + AT_ONCE), query);
    if (query !== this.asked) return;
    this.list.append(...next);
    this.links()[shown].focus();
    this.tell(`${pages(this.found.length)} found`);
  }

  /**
   * @param {string[]} names
   * @param {string} query
   */
  async results(names, query) {
    const texts = await Promise.all(names.map((name) => textOf(this.folder, name)));
    return texts.map((text) => result(text, query));
  }

  /** @param {string} text */
  tell(text) {
    this.status.textContent = text;
    this.more.hidden = this.links().length >= this.found.length;
  }
}

/** @param {string} href */
function styled(href) {
  const link = make("link", { rel: "stylesheet", href });
  const done = new Promise((resolve, reject) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", reject);
  });
  document.head.append(link);
  return done;
}

/** @type {Promise<Search> | undefined} */
let search;

/**
 * Open the search.
 * @param {string} folder where the index lies
 * @param {string} style the style of the dialog
 */
export async function openSearch(folder, style) {
  search ??= styled(style).then(() => new Search(folder));
  (await search).open();
}
