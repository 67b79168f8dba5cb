// @ts-check
/**
 * Wakes a lab's finished figure when a reader comes to it, and lets it rest while it is out of sight.
 *
 * @typedef {object} Live a figure that has been woken
 * @property {() => void} show it has come into view
 * @property {() => void} hide it has gone out of view
 */

/** In ms: how long a result stands before it is told. Keys change a slider step by step. */
const SETTLED = 600;
/** @type {WeakMap<HTMLElement, number>} */
const timers = new WeakMap();

/**
 * Tell those who cannot see it what has come of a setting, once it has come to rest.
 * @param {HTMLElement} lab
 * @param {() => string} words
 */
export const tell = (lab, words) => {
  clearTimeout(timers.get(lab));
  const status = /** @type {HTMLElement} */ (lab.querySelector("[role=status]"));
  timers.set(lab, setTimeout(() => (status.textContent = words()), SETTLED));
};

/**
 * Define the element of an effect.
 * @param {string} slug
 * @param {(lab: HTMLElement) => Live} wake called once for each lab on the page, before it is first shown
 */
export const define = (slug, wake) => {
  customElements.define(
    `adjoint-${slug}`,
    class extends HTMLElement {
      /** @type {Live | undefined} */
      #live;

      #watch = new IntersectionObserver(([{ isIntersecting }]) => {
        if (isIntersecting) this.wake().show();
        else this.#live?.hide();
      });

      /** Whoever sets it by the address does not wait until it is in view. */
      wake() {
        return (this.#live ??= wake(this));
      }

      connectedCallback() {
        this.#watch.observe(/** @type {HTMLElement} */ (this.querySelector(".lab-stage")));
      }

      disconnectedCallback() {
        this.#watch.disconnect();
        this.#live?.hide();
      }
    },
  );
};
