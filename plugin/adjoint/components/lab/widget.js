// @ts-check
/**
 * Wakes a lab's finished figure when a reader comes to it, and lets it rest while it is out of sight.
 *
 * @typedef {object} Live a figure that has been woken
 * @property {() => void} show it has come into view
 * @property {() => void} hide it has gone out of view
 */

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
        this.#watch.observe(this.querySelector(".lab-stage") ?? this);
      }

      disconnectedCallback() {
        this.#watch.disconnect();
        this.#live?.hide();
      }
    },
  );
};
