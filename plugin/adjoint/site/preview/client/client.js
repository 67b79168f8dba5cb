// @ts-check
/**
 * Keeps a page as it is saved. It runs before the page's own scripts, so that it knows the page as it was sent.
 *
 * The preview tells it the digest of what stands at its address. When that is not the digest it came with, it
 * fetches the page and brings over what differs; where that could upset what the page's scripts have made of
 * it, the page is loaded again, and what its reader had set is set again.
 */

import { bringOver } from "./head.js";
import { showFaults } from "./overlay.js";
import { Pristine } from "./pristine.js";
import { keepState, restoreState } from "./state.js";

/** @typedef {{ page: string, faults: import("./overlay.js").Trouble[] }} State */

const OWN = "script[data-page]";

const own = /** @type {HTMLScriptElement} */ (document.querySelector(OWN));
let { page: shown = "", status } = own.dataset;
const pristine = new Pristine(document);

function loadAgain() {
  keepState();
  location.reload();
}

/** @returns {Promise<Document | undefined>} the page as it is now; nothing where the preview has ended */
async function fetched() {
  const response = await fetch(location.href, { cache: "no-store" }).catch(() => undefined);
  return response && new DOMParser().parseFromString(await response.text(), "text/html");
}

/** Shows the page as it is now, in place or else by loading it. */
async function update() {
  const next = await fetched();
  if (!next) return;
  const script = /** @type {HTMLScriptElement | null} */ (next.querySelector(OWN));
  const plan = script?.dataset.status == status ? pristine.plan(next) : undefined;
  const ready = plan && (await bringOver(next));
  if (!plan || !ready) return loadAgain();
  plan();
  ready();
  shown = script?.dataset.page ?? "";
}

/** @type {Promise<void>} */
let updating = Promise.resolve();

/** @param {State} state */
function follow({ page, faults }) {
  showFaults(faults);
  // One after another: each begins from what the one before it has shown.
  updating = updating.then(() => (page && page != shown ? update() : undefined)).catch(loadAgain);
}

/** @type {EventSource | null} */
let line = null;

// A browser allows six lines to one host; pages that nobody sees leave theirs to others.
function listen() {
  if (document.visibilityState == "hidden") {
    line?.close();
    line = null;
  } else if (!line) {
    line = new EventSource(`/_adjoint/events?page=${encodeURIComponent(location.pathname)}`);
    line.addEventListener("message", (event) => follow(JSON.parse(event.data)));
  }
}

document.addEventListener("visibilitychange", listen);
addEventListener("pagehide", () => {
  line?.close();
  line = null;
});
addEventListener("pageshow", listen);
addEventListener("load", restoreState);
listen();
