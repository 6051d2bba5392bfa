/** The dialog of the report: which fields, with or without the sound, and the links to it. */
import { request, sessionUrl } from './api.js';
import { addActions } from './bus.js';
import { session } from './detail.js';
import { $, repeat } from './html.js';
import { say, toClipboard } from './manage.js';
import { transport } from './transport.js';
/** @import {InfoAnswer} from './types.js' */

/** @param {'/report.html' | '/report.md'} verb */
function address(verb) {
  const { reading = null, tracks = {} } = transport.source ?? {};
  const chosen = new FormData($('report-choice'));
  return sessionUrl(session.id, verb, {
    ...reading,
    ...tracks,
    fields: chosen.getAll('fields'),
    ...(chosen.has('audio') && verb === '/report.html' && { audio: 1 }),
  });
}

function draw() {
  $('report-html').href = address('/report.html');
  $('report-md').href = address('/report.md');
}

$('report-choice').onchange = draw;

addActions({
  report: async () => {
    const { id } = session;
    /** @type {InfoAnswer} */
    let answer;
    try {
      answer = await request(sessionUrl(id, '/info', { wait: 0 }));
    } catch (/** @type {any} */ { message }) {
      say(message);
      return;
    }
    if (session?.id !== id) return;
    const names = Object.keys(answer.data);
    $('report-choice').reset();
    $('report-no-fields').hidden = names.length > 0;
    repeat('report-fields', names, (name, item) => {
      item.querySelector('input').value = name;
      return { name };
    });
    draw();
    $('report').showModal();
  },
  'copy-report': async () => {
    $('report').close();
    const response = await fetch(address('/report.md')).catch(
      () => /** @type {undefined} */ (undefined),
    );
    if (response?.ok) toClipboard('Report', await response.text());
    else say('The report could not be made. Is the session still there?');
  },
});
