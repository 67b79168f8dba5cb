// @ts-check
// A widget's state in the address, #toy?b=-1: what sets it and shares it is fetched when one asks for it.

const state = () => import("./state.js");
const arrive = async () => (location.hash.includes("?") || history.state?.widgets) && (await state()).arrive();

addEventListener("hashchange", arrive);
addEventListener("click", async (event) => {
  const { target, button, altKey, ctrlKey, metaKey, shiftKey } = event;
  const found = target instanceof Element && target.closest("[data-share], a[href*='#'][href*='?']");
  if (!found || button || altKey || ctrlKey || metaKey || shiftKey) return;
  if (!(found instanceof HTMLAnchorElement)) (await state()).share(found);
  else if (found.pathname == location.pathname && found.hash.includes("?")) {
    event.preventDefault();
    (await state()).follow(found.hash);
  }
});
arrive();
