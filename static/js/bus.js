/** What the modules tell each other; `Events` lists it. */
import { closest } from './html.js';
/** @import {Action, Events} from './types.js' */
const bus = new EventTarget();

/**
 * @template {keyof Events} Type @param {Type} type @param {(detail: Events[Type]) => void} listener
 */
export const on = (type, listener) =>
  bus.addEventListener(type, (event) =>
    listener(/** @type {CustomEvent<Events[Type]>} */ (event).detail),
  );

/** @template {keyof Events} Type @param {Type} type @param {Events[Type]} [detail] */
export const emit = (type, detail) => bus.dispatchEvent(new CustomEvent(type, { detail }));

/** What buttons (`data-action`) and keys do, by name. @type {Record<string, Action>} */
export const actions = {};

/** Each module adds its own. @param {Record<string, Action>} more */
export const addActions = (more) => Object.assign(actions, more);

document.addEventListener('click', (event) => {
  const button = /** @type {?HTMLButtonElement} */ (closest(event, '[data-action]:enabled'));
  if (button) actions[button.dataset.action](event.shiftKey, button);
});

/**
 * Keep for the next visit, where storage is not off or full.
 * @param {string} key @param {*} value null forgets
 */
export function remember(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    /* without */
  }
}

/** @param {string} key @returns {*} what is kept, or null */
export function recall(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

const SHARE = 5; // a job that takes long rests for so many times as long

/**
 * Call `job` soon, at most once in `rest` and only for a part of the time.
 * @param {() => void} job @param {number} rest ms
 */
export function limit(job, rest) {
  let [timer, next] = [0, 0];
  return () => {
    timer ||= setTimeout(
      () => {
        timer = 0;
        const began = performance.now();
        job();
        const took = performance.now() - began;
        next = began + took + Math.max(rest, took * SHARE);
      },
      Math.max(0, next - performance.now()),
    );
  };
}

/** Call `job` once things are quiet. @param {() => void} job @param {number} wait ms */
export function debounce(job, wait) {
  let timer = 0;
  return () => {
    clearTimeout(timer);
    timer = setTimeout(job, wait);
  };
}
