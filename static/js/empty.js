/**
 * The page without sessions: what is in this Redis instead, and the setting that would find audio in
 * it. Names of keys are hostile: they are only ever written as text.
 */
import { request } from './api.js';
import { on } from './bus.js';
import { count, thousands } from './format.js';
import { $, fill, repeat, visible, write } from './html.js';
import { hidden, shown } from './sessions.js';
/** @import {Survey} from './types.js' */

const FEW = 12; // patterns that are shown

let isAsked = false;

on('sessions', () => {
  const isEmpty = shown.state === 'ready' && !shown.counts.all && !hidden.size; // none to be deleted
  if (!isEmpty) isAsked = false;
  else if (!isAsked) look();
});

async function look() {
  isAsked = true;
  try {
    draw(await request('/api/survey'));
  } catch {
    draw(null);
  }
}

/** @param {?Survey} survey null where the player could not look */
function draw(survey) {
  const hasKeys = Boolean(survey?.keys);
  $('no-keys').hidden = hasKeys;
  $('survey').hidden = !hasKeys;
  if (!hasKeys) return;
  const { keys, sampled, groups, suggestion } = survey;
  const rest = groups.length - FEW;
  fill($('survey'), {
    keys: count(keys, 'key'),
    sampled: sampled < keys && `Counted among ${thousands(sampled)} of them.`,
    rest: rest > 0 && `and ${count(rest, 'other pattern')}`,
    suggested: suggestion !== null,
    unknown: suggestion === null,
  });
  write('suggestion', suggestion ?? '');
  repeat(
    'survey-groups',
    groups.slice(0, FEW),
    ({ pattern, type, count: number, example, looks_like: look }, row) => {
      row.title = `Such as ${visible(example)}`;
      return { pattern, type, count: thousands(number), audio: look === 'audio' };
    },
  );
}
