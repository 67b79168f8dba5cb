// @ts-check
/** Behaviour of the theme. */
export {};
