/**
 * What the parts tell each other. Of sessions: `sessions`, `session`, `gone` {id, deleted}, `sight` (rows); of the player: `status`,
 * `lost` {code} (a request met no player or no Redis), `away` (no player), `back` (both are there again, and the list is read),
 * `speaker`, `output` {type, ...}, `transport` (all but the `position` s), `failed` {code, message}; of people: `choose` {id, byKey}, `seek` s,
 * `region`, `view`, `theme`.
 */
const bus = new EventTarget();
export const on = (type, listener) => bus.addEventListener(type, ({ detail }) => listener(detail));
export const emit = (type, detail) => bus.dispatchEvent(new CustomEvent(type, { detail }));

/** What buttons (`data-action`) and keys do, by name: called with (shift, button). Each part adds its own. */
export const actions = {};
document.addEventListener('click', ({ target, shiftKey }) => {
  const button = target.closest('[data-action]:enabled');
  if (button) actions[button.dataset.action](shiftKey, button);
});

/** Kept for the next visit, where storage is not off or full. @param {*} value null forgets */
export function remember(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    /* without */
  }
}

export function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** Call `job` once things are quiet. @param {number} wait ms */
export function debounce(job, wait) {
  let timer;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(job, wait);
  };
}
