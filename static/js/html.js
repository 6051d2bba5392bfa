/** Escaping templates and DOM helpers. Text from a session never becomes HTML. */

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

class Safe {
  constructor(text) { this.text = text; }
}

function escape(value) {
  if (value instanceof Safe) return value.text;
  if (Array.isArray(value)) return value.map(escape).join('');
  return String(value || value === 0 ? value : '').replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/** Template tag: values are escaped, but for other `html` and arrays of it. Nothing comes of null and false. */
export const html = (strings, ...values) => new Safe(String.raw({ raw: strings }, ...values.map(escape)));

export const $ = (id) => document.getElementById(id);
const find = (target) => (typeof target === 'string' ? $(target) : target);

/** Put HTML into an element or id; when nothing changed, focus and selection stay. */
export function render(target, { text }) {
  const element = find(target);
  if (element.rendered !== text) element.innerHTML = element.rendered = text;
}

export function write(target, text) {
  const element = find(target);
  if (element.textContent !== text) element.textContent = text;
}

export const make = (tag, properties) => Object.assign(document.createElement(tag), properties);

export function press(action, pressed) { document.querySelector(`[data-action=${action}]`).ariaPressed = pressed; }

/** Control characters made visible. */
export const visible = (text = '') => text.replace(/[\0-\x1f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)));

export const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
