/** DOM helpers. The HTML stands in templates; text from a session is only ever written as text. */

/** @import {Elements, Facts} from './types.js' */

/** Control characters made visible, by the pictures that Unicode has for them from U+2400 on. */
export const visible = (text = '') =>
  text.replace(/\p{Cc}/gu, (c) => (c < ' ' ? String.fromCharCode(0x2400 + c.charCodeAt(0)) : c));

/**
 * @template {string} Id
 * @param {Id} id of an element of the page
 * @returns {Id extends keyof Elements ? Elements[Id] : HTMLElement}
 */
export const $ = (id) => /** @type {any} */ (document.getElementById(id));

/** @param {string | Element} target @param {string} text */
export function write(target, text) {
  const element = typeof target === 'string' ? $(target) : target;
  if (element.textContent !== text) element.textContent = text; // else focus and selection stay
}

/**
 * Write facts where `data-fact` names them: text, or whether it shows; what is empty hides, what is
 * undefined stays.
 * @param {HTMLElement} root @param {Facts} facts
 */
export function fill(root, facts) {
  /** @type {NodeListOf<HTMLElement>} */
  const named = root.querySelectorAll('[data-fact]');
  for (const element of [root, ...named]) {
    const fact = facts[element.dataset.fact];
    if (fact === undefined) continue;
    element.hidden = !fact;
    if (typeof fact === 'string') write(element, visible(fact));
  }
}

/**
 * Put a copy of what stands in a template into an element.
 * @param {HTMLTemplateElement} template @param {Element} parent
 */
export const copy = (template, parent) =>
  parent.appendChild(
    /** @type {HTMLElement} */ (template.content.firstElementChild.cloneNode(true)),
  );

/**
 * A copy of an element's template for each item.
 * @template Item @template {HTMLElement} Copy
 * @param {string | Element} target @param {Item[]} items
 * @param {(item: Item, copy: Copy) => Facts} facts
 */
export function repeat(target, items, facts) {
  const parent = typeof target === 'string' ? $(target) : target;
  const [template, ...copies] = /** @type {[HTMLTemplateElement, ...Copy[]]} */ ([
    ...parent.children,
  ]);
  items.forEach((item, i) => {
    const element = copies[i] ?? /** @type {Copy} */ (copy(template, parent));
    fill(element, facts(item, element));
  });
  copies.slice(items.length).forEach((element) => element.remove());
}

/**
 * The element around what an event happened in, or null.
 * @param {Event} event @param {string} selector
 */
export const closest = ({ target }, selector) =>
  /** @type {?HTMLElement} */ (/** @type {Element} */ (target).closest(selector));

/** The value of a colour in tokens.css. @param {string} name */
export const color = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
