/** DOM helpers. The HTML stands in templates; text from a session is only ever written as text. */

/** Control characters made visible, by the pictures that Unicode has for them from U+2400 on. */
export const visible = (text = '') =>
  text.replace(/\p{Cc}/gu, (c) => (c < ' ' ? String.fromCharCode(0x2400 + c.charCodeAt(0)) : c));

export const $ = (id) => document.getElementById(id);

export function write(target, text) {
  const element = typeof target === 'string' ? $(target) : target;
  if (element.textContent !== text) element.textContent = text; // else focus and selection stay
}

/** Write facts where `data-fact` names them: text, or whether it shows; what is empty hides, what is undefined stays. */
export function fill(root, facts) {
  for (const element of [root, ...root.querySelectorAll('[data-fact]')]) {
    const fact = facts[element.dataset.fact];
    if (fact === undefined) continue;
    element.hidden = !fact;
    if (typeof fact === 'string') write(element, visible(fact));
  }
}

/** Put a copy of what stands in a template into an element. */
export const copy = (template, parent) =>
  parent.appendChild(template.content.firstElementChild.cloneNode(true));

/**
 * A copy of an element's template for each item.
 * @param {string|HTMLElement} target @param {(item, copy: HTMLElement) => object} facts
 */
export function repeat(target, items, facts) {
  const parent = typeof target === 'string' ? $(target) : target;
  const [template, ...copies] = parent.children;
  items.forEach((item, i) => {
    const element = copies[i] ?? copy(template, parent);
    fill(element, facts(item, element));
  });
  copies.slice(items.length).forEach((element) => element.remove());
}

export const color = (name) =>
  getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
