/** Managing the open session: copy, keep longer, delete with undo; and the messages that say so. */
import { request, sessionUrl } from './api.js';
import { actions, emit } from './bus.js';
import { session } from './detail.js';
import { timeToLive } from './format.js';
import { $, write } from './html.js';
import { apply, arrange, hidden, nameOf } from './sessions.js';
import { transport } from './transport.js';

const LONGER = 3600; // s
const UNDO = 10; // s
const STAY = 5; // s a message stays

/** A message at the bottom. @param {?() => void} undo offered as a button */
function say(text, stay = STAY, undo = null) {
  const toast = $('toast-template').content.firstElementChild.cloneNode(true);
  const [words, button] = toast.children;
  write(words, text);
  button.hidden = !undo;
  button.onclick = undo;
  setTimeout(() => toast.remove(), stay * 1000);
  return $('toasts').appendChild(toast);
}

const copy = (what, text) => navigator.clipboard.writeText(text).then(() => say(`${what} copied.`), () => say(`Please copy it from here: ${text}`, 30));

function copyCurl(verb, options = '') {
  const path = sessionUrl(session.id, verb, transport.source?.reading ?? {});
  copy('Command', `curl ${options}'${(location.origin + path).replaceAll("'", '%27')}'`);
}

Object.assign(actions, {
  'copy-link': () => copy('Link', `${location.origin}/#session=${encodeURIComponent(session.id)}&t=${transport.position.toFixed(1)}`),
  'copy-curl': () => copyCurl('/download', '-o audio.wav '),
  'copy-curl-info': () => copyCurl('/info'),
  'copy-example': () => copy('Command', $('example').textContent),
  delete: () => remove(session),
  extend: () => {
    const kept = session;
    request(sessionUrl(kept.id, '/extend'), { method: 'POST', body: JSON.stringify({ seconds: LONGER }) }).then(({ ttl }) => {
      apply({ updated: [{ ...kept, ttl }] });
      say(`Kept for ${timeToLive(ttl)}.`);
    }, ({ message }) => say(message));
  },
});

/** Deleted after ten seconds, unless somebody changes their mind; at once when the page is left. */
function remove(deleted) {
  const { id } = deleted;
  const until = Date.now() + UNDO * 1000;
  const settle = () => {
    clearInterval(timer);
    removeEventListener('pagehide', commit);
    toast.remove();
  };
  const restore = () => { hidden.delete(id); arrange(); };
  const commit = () => {
    settle();
    request(sessionUrl(id), { method: 'DELETE', keepalive: true })
      .catch(({ code, message }) => code !== 'session_not_found' && say(`${nameOf(deleted)} was not deleted. ${message}`, 15)).then(restore);
  };
  const toast = say('', UNDO * 2, () => { settle(); restore(); emit('restored', id); });
  const tell = () => {
    const left = Math.ceil((until - Date.now()) / 1000);
    if (left > 0) write(toast.firstElementChild, `${nameOf(deleted)} will be deleted in ${left} s.`);
    else commit();
  };
  const timer = setInterval(tell, 250);
  addEventListener('pagehide', commit);
  tell();
  hidden.add(id);
  arrange();
  emit('gone', { id, deleted: true });
}
