/** Escaping templates and the few DOM helpers everything uses. Text from a session never becomes HTML. */

const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** HTML made by the `html` tag; the only thing `render` takes. */
class Safe {
  constructor(text) { this.text = text; }
}

function escape(value) {
  if (value instanceof Safe) return value.text;
  if (Array.isArray(value)) return value.map(escape).join('');
  return String(value || value === 0 ? value : '').replace(/[&<>"']/g, (character) => ENTITIES[character]);
}

/** Template tag: every value is escaped, but for other `html` results and arrays of them. Nothing comes of null and false. */
export const html = (strings, ...values) => new Safe(String.raw({ raw: strings }, ...values.map(escape)));

export const $ = (id) => document.getElementById(id);
const element = (target) => (typeof target === 'string' ? $(target) : target);

/** Put HTML into an element (or id), leaving it alone when nothing changed: focus and selection stay. */
export function render(target, safe) {
  const place = element(target);
  if (place.rendered === safe.text) return;
  place.rendered = safe.text;
  place.innerHTML = safe.text;
}

/** Set an element's (or id's) text, when it differs. */
export function write(target, text) {
  const place = element(target);
  if (place.textContent !== text) place.textContent = text;
}

/** Show a toggle button as pressed or not. */
export const press = (action, pressed) => document.querySelector(`[data-action="${action}"]`).setAttribute('aria-pressed', pressed);

/** Control characters made visible, so that a newline in an id can be seen. */
export const visible = (text) => String(text).replace(/[\0-\x1f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0)));

/** A colour of the theme, for canvases. */
export const color = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

/** What the content security policy wants to see on the styles that wavesurfer makes. */
export const { content: nonce } = document.querySelector('meta[name=csp-nonce]');
