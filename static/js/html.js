/** Escaping templates and the few DOM helpers everything uses. Text from a session never becomes HTML. */

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** HTML made by the `html` tag; the only thing `render` takes. */
class Safe {
  constructor(text) { this.text = text; }
}

function escape(value) {
  if (value instanceof Safe) return value.text;
  if (Array.isArray(value)) return value.map(escape).join('');
  if (value === null || value === undefined || value === false) return '';
  return String(value).replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/** Template tag: every value is escaped, but for other `html` results and arrays of them. */
export const html = (strings, ...values) => new Safe(String.raw({ raw: strings }, ...values.map(escape)));

/** Put HTML into an element, leaving it alone when nothing changed (focus and selection stay). */
export function render(element, safe) {
  if (element.renderedHtml === safe.text) return;
  element.renderedHtml = safe.text;
  element.innerHTML = safe.text;
}

/** Set text only when it differs. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export const $ = (id) => document.getElementById(id);

/** Control characters made visible, so that a newline in an id can be seen. */
export const visible = (text) => String(text).replace(/[\u0000-\u001f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)));

/** An EventTarget with short names. */
export class Emitter extends EventTarget {
  on(type, listener) { this.addEventListener(type, (event) => listener(event.detail)); }
  emit(type, detail) { this.dispatchEvent(new CustomEvent(type, { detail })); }
}
