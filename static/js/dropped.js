/**
 * Recordings without Redis: dropped on the page, pasted, or chosen as a file. The player keeps them in
 * memory for this browser alone.
 */
import { request, socket } from './api.js';
import { addActions, emit } from './bus.js';
import { bytes } from './format.js';
import { $, closest, visible } from './html.js';
import { say } from './manage.js';
import { apply, sessions } from './sessions.js';
/** @import {DroppedAnswer, StoredSession} from './types.js' */

const LARGEST = Number(document.body.dataset.maxDropped); // bytes; 0: the player takes none
const SHORTEST = 32; // characters of pasted text that may be a recording
const STAY = 12; // s a message stays that says why not

/**
 * Give recordings to the player, one after the other, and open the last one.
 * @param {{name: string, data: Blob}[]} files
 */
async function drop(files) {
  let id = '';
  for (const { name, data } of files) id = (await send(name, data)) || id;
  if (id) emit('choose', { id });
}

/** @param {string} name @param {Blob} data @returns {Promise<string>} its id, or '' */
async function send(name, data) {
  const shown = visible(name);
  if (data.size > LARGEST) {
    say(`${shown} has ${bytes(data.size)}: at most ${bytes(LARGEST)} can be dropped.`, STAY);
    return '';
  }
  const toast = say(`Reading ${shown}…`, 600);
  try {
    /** @type {DroppedAnswer} */
    const { session } = await request(`/api/dropped?${new URLSearchParams({ name })}`, {
      method: 'POST',
      body: data,
    });
    apply({ added: [session] });
    return session.session_id;
  } catch (/** @type {any} */ { message }) {
    say(`${shown} was not taken. ${message}`, STAY);
    return '';
  } finally {
    toast.remove();
  }
}

/** @param {Iterable<File>} files */
const dropFiles = (files) => drop(Array.from(files, (data) => ({ name: data.name, data })));

/** What this browser dropped before the page was loaded, or in another of its tabs. */
async function readAgain() {
  const answer = await request('/api/dropped').catch(() => ({}));
  if (!answer.sessions) return;
  const kept = new Set(answer.sessions.map((/** @type {StoredSession} */ one) => one.session_id));
  const gone = [...sessions.values()].filter(({ dropped, id }) => dropped && !kept.has(id));
  apply({ added: answer.sessions, removed: gone.map(({ id }) => id) });
}

/** @param {DragEvent} event */
const hasFiles = ({ dataTransfer }) => Boolean(dataTransfer?.types.includes('Files'));

/** @param {boolean} isOver */
const showOverlay = (isOver) => {
  $('drop-overlay').hidden = !isOver;
};

if (LARGEST) {
  for (const type of /** @type {const} */ (['dragenter', 'dragover']))
    document.addEventListener(type, (event) => {
      if (!hasFiles(event)) return;
      event.preventDefault(); // else the browser opens the file instead of the page
      showOverlay(true);
    });
  document.addEventListener('dragleave', ({ relatedTarget }) => {
    if (!relatedTarget) showOverlay(false);
  });
  document.addEventListener('drop', (event) => {
    showOverlay(false);
    if (!hasFiles(event)) return;
    event.preventDefault();
    dropFiles(event.dataTransfer.files);
  });
  document.addEventListener('paste', (event) => {
    if (closest(event, 'input:not([type=range], [type=radio]), textarea, select, dialog')) return;
    const { files } = event.clipboardData;
    const text = event.clipboardData.getData('text/plain').trim();
    if (!files.length && !text) return;
    event.preventDefault();
    if (files.length) dropFiles(files);
    else if (text.length < SHORTEST) say('What was pasted is too short to be a recording.');
    else drop([{ name: 'Pasted text', data: new Blob([text]) }]);
  });
  $('drop-file').onchange = () => {
    dropFiles([...$('drop-file').files]);
    $('drop-file').value = ''; // so that the same file can be chosen again
  };
  addActions({ 'choose-file': () => $('drop-file').click() });
  socket.on('connect', readAgain);
}
