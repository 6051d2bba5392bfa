/** Managing the open session: its whole name, copy, keep longer, delete with undo. */
import { post, request, sessionUrl } from './api.js';
import { addActions, emit } from './bus.js';
import { openSession, session } from './detail.js';
import { timeToLive } from './format.js';
import { $, copy, write } from './html.js';
import { audible } from './lanes.js';
import { linkTo } from './links.js';
import { apply, arrange, hidden, nameOf } from './sessions.js';
import { transport } from './transport.js';
import { zoomed } from './waveform.js';
/** @import {Moment, Session} from './types.js' */

const LONGER = 3600; // s
const UNDO = 10; // s
const STAY = 5; // s a message stays

/**
 * A message at the bottom.
 * @param {string} text @param {number} stay s @param {?(() => void)} undo offered as a button
 */
export function say(text, stay = STAY, undo = null) {
  const toast = copy($('toast-template'), $('toasts'));
  const [words, button] = /** @type {[HTMLElement, HTMLButtonElement]} */ ([...toast.children]);
  write(words, text);
  button.hidden = !undo;
  button.onclick = undo;
  toast.style.setProperty('--stay', `${stay}s`);
  setTimeout(() => toast.remove(), stay * 1000);
  return toast;
}

/** @param {?number} ttl s that the session lives now; it is never shortened */
function keptFor(ttl) {
  if (ttl === null) return 'It stays anyway: it has no end.';
  return ttl > LONGER ? `It stays for ${timeToLive(ttl)} anyway.` : `Kept for ${timeToLive(ttl)}.`;
}

/** @type {?string} */
let whole = null; // id of the session whose long name, id and user are shown whole

/** What is cut off is told on hover, and a button shows it. */
function offerWhole() {
  const isWhole = Boolean(session) && session.id === whole;
  $('facts').classList.toggle('whole', isWhole);
  const texts = /** @type {HTMLElement[]} */ ([...$('facts').querySelectorAll('h1, bdi')]);
  const cut = texts.filter(
    ({ scrollHeight, clientHeight, scrollWidth, clientWidth }) =>
      !isWhole && (scrollHeight > clientHeight || scrollWidth > clientWidth),
  );
  for (const text of texts) text.title = cut.includes(text) ? text.textContent : '';
  $('expand').hidden = !isWhole && !cut.length;
  write('expand', isWhole ? 'show less' : 'show all of it');
}
new MutationObserver(offerWhole).observe($('facts'), { childList: true, subtree: true });
new ResizeObserver(offerWhole).observe($('facts'));

/** @param {string} what names it @param {string} text */
export const toClipboard = (what, text) =>
  navigator.clipboard.writeText(text).then(
    () => say(`${what} copied.`),
    () => say(`Please copy it from here: ${text}`, 30),
  );

/** What is shown and heard now. @returns {Moment} */
function moment() {
  const { position, region, source } = transport;
  return {
    position,
    region: region ?? undefined,
    view: zoomed() ?? undefined,
    tracks: audible(),
    reading: source?.reading ?? undefined,
  };
}

/** @param {string} verb @param {string} options of curl */
function copyCurl(verb, options = '') {
  const { reading = null, tracks = {} } = transport.source ?? {};
  const path = sessionUrl(session.id, verb, { ...reading, ...tracks });
  toClipboard(
    'Command',
    `${document.body.dataset.curl} ${options}'${(location.origin + path).replaceAll("'", '%27')}'`,
  );
}

addActions({
  expand: () => {
    whole = whole === session.id ? null : session.id;
    offerWhole();
  },
  'copy-link': () => toClipboard('Link', `${location.origin}/${linkTo(session.id, moment())}`),
  'copy-curl': () => copyCurl('/download', '-o audio.wav '),
  'copy-curl-info': () => copyCurl('/info'),
  'copy-suggestion': () => toClipboard('Setting', $('suggestion').textContent),
  'copy-key': (shift, { value }) => toClipboard('Key', value),
  'copy-example': () => toClipboard('Command', $('example').textContent),
  delete: () => remove(session),
  extend: () => {
    const kept = session;
    post(kept.id, '/extend', { seconds: LONGER }).then(
      ({ ttl }) => {
        apply({ updated: [{ ...kept, ttl }] });
        say(keptFor(ttl));
      },
      ({ message }) => say(message),
    );
  },
});

/**
 * Delete after ten seconds, unless it is undone; at once when the page is left.
 * @param {Session} deleted
 */
function remove(deleted) {
  const { id } = deleted;
  const settle = () => {
    clearTimeout(timer);
    removeEventListener('pagehide', commit);
    toast.remove();
  };
  const restore = () => {
    hidden.delete(id);
    arrange();
  };
  const commit = () => {
    settle();
    request(sessionUrl(id), { method: 'DELETE', keepalive: true })
      .catch(
        ({ code, message }) =>
          code !== 'session_not_found' && say(`${nameOf(deleted)} was not deleted. ${message}`, 15),
      )
      .then(restore);
  };
  const timer = setTimeout(commit, UNDO * 1000);
  const toast = say(`${nameOf(deleted)} will be deleted.`, UNDO, () => {
    settle();
    restore();
    if (session?.id === id) openSession(id);
  });
  addEventListener('pagehide', commit);
  hidden.add(id);
  arrange();
  emit('gone', { id, deleted: true });
}
