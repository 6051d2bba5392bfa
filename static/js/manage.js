/** Managing a session: copy, keep longer, delete with undo. And the messages at the bottom that say so. */
import { request, sessionUrl } from './api.js';
import { timeToLive } from './format.js';
import { $, setText } from './html.js';
import { nameOf } from './sessions.js';

const LONGER = 3600; // s
const UNDO = 10; // s

/** A message at the bottom. @param {string} text @param {?{label: string, run: () => void}} action @param {number} stay s */
export function say(text, action = null, stay = 4) {
  const toast = $('toast-template').content.firstElementChild.cloneNode(true);
  const [words, button] = toast.children;
  setText(words, text);
  button.hidden = !action;
  setText(button, action?.label ?? '');
  button.addEventListener('click', () => { toast.remove(); action.run(); });
  $('toasts').append(toast);
  setTimeout(() => toast.remove(), stay * 1000);
  return toast;
}

async function copy(text, what) {
  try {
    await navigator.clipboard.writeText(text);
    say(`${what} copied.`);
  } catch {
    say(`The browser did not let the page copy. Here it is: ${text}`, null, 20);
  }
}

/** Text for a POSIX shell. */
const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;

/** @param {() => ?object} current the open session @param {object} sources {reading(), region(), position()} */
export function bindManage(sessions, current, sources) {
  const on = (id, action) => $(id).addEventListener('click', () => { $('more').open = false; action(current()); });
  const curl = (url, name) => `curl ${name ? `-o ${name} ` : ''}${quote(location.origin + url)}`;
  on('copy-link', ({ session_id: id }) => copy(`${location.origin}/#session=${encodeURIComponent(id)}&t=${sources.position().toFixed(1)}`, 'Link'));
  on('copy-curl', ({ session_id: id }) => copy(curl(sessionUrl(id, 'download', sources.reading()), 'audio.wav'), 'Command'));
  on('copy-curl-info', ({ session_id: id }) => copy(curl(sessionUrl(id, 'info', sources.reading())), 'Command'));
  on('extend', (session) => extend(sessions, session));
  on('delete', (session) => remove(sessions, session));
}

async function extend(sessions, session) {
  try {
    const { ttl } = await request(sessionUrl(session.session_id, 'extend'), { method: 'POST', body: { seconds: LONGER } });
    sessions.apply({ updated: [{ ...session, ttl }] });
    say(`Kept for ${timeToLive(ttl)}.`);
  } catch (error) {
    say(error.message);
  }
}

/** Deleted after ten seconds, unless somebody changes their mind; at once when the page is left. */
function remove(sessions, session) {
  const id = session.session_id;
  sessions.hidden.add(id);
  sessions.arrange();
  sessions.emit('removed', { id, deleted: true });
  let pending = true;
  const settle = () => {
    pending = false;
    clearInterval(timer);
    removeEventListener('pagehide', commit);
    toast.remove();
  };
  const restore = () => { sessions.hidden.delete(id); sessions.arrange(); };
  const commit = async () => {
    if (!pending) return;
    settle();
    await request(sessionUrl(id), { method: 'DELETE', keepalive: true }).then(() => sessions.apply({ removed: [id] }), (error) => {
      if (error.code !== 'session_not_found') say(`${nameOf(session)} was not deleted. ${error.message}`, null, 10);
    });
    restore();
  };
  let left = UNDO;
  const toast = say(`${nameOf(session)} is deleted in ${left} s.`, { label: 'Undo', run: () => { settle(); restore(); sessions.emit('restored', { id }); } }, UNDO + 60);
  const timer = setInterval(() => {
    left -= 1;
    if (left <= 0) commit();
    else setText(toast.firstElementChild, `${nameOf(session)} is deleted in ${left} s.`);
  }, 1000);
  addEventListener('pagehide', commit);
}
