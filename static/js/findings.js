/** "What is wrong with it": findings as sentences that jump to their place, and the levels. And the bytes themselves. */
import { actions, emit } from './bus.js';
import { bytes, count, decibels, percent, time } from './format.js';
import { $, html, render, visible, write } from './html.js';

actions.jump = (shift, button) => emit('seek', Number(button.value));

export function drawFindings({ findings = [], levels, has_audio: hasAudio }) {
  render('findings', html`${findings.map((finding) => html`<li class="finding ${finding.severity}"><span class="sign" aria-hidden="true">${finding.severity === 'info' ? '●' : '▲'}</span>
    <div><span class="unseen">${finding.severity}: </span>${sentence(finding)}<p class="hint">${finding.hint}</p></div></li>`)}
    ${!findings.length && html`<li class="dim">${hasAudio ? 'Nothing was found: the recording looks sound.' : 'Nothing to look at yet.'}</li>`}`);
  $('levels').hidden = !levels;
  if (!levels) return;
  const { peak_dbfs: peak, speech_dbfs: speech, noise_dbfs: noise, silence_ratio: silence, clipped_samples: clipped } = levels;
  const shown = { peak: decibels(peak), speech: decibels(speech), noise: decibels(noise), silence: percent(silence), clipped: clipped ? `${count(clipped, 'sample')} clipped.` : '' };
  for (const [name, text] of Object.entries(shown)) write(`level-${name}`, text);
}

/** The message, with its time as a button: where it stands in the text, or after it. */
function sentence({ message, at_seconds: at }) {
  if (typeof at !== 'number') return message;
  const button = (text) => html`<button type="button" class="link" data-action="jump" value="${at}">${text}</button>`;
  const [, before, written, after] = message.match(/^(.*?)(\d+:\d\d(?:\.\d+)?)(.*)$/s) ?? [];
  return written ? html`${before}${button(written)}${after}` : html`${message} ${button(`Go to ${time(at, 2)}`)}`;
}

/** "Fields and bytes". @param {Object<string, string>} data all fields but the audio */
export function drawBytes(data, { length, decoded_length: decoded, base64_valid: valid, preview = '' }) {
  render('fields', html`${Object.entries(data).map(([name, value]) => html`<tr><th scope="row">${visible(name)}</th><td>${visible(value)}</td></tr>`)}`);
  write('sizes', `${bytes(decoded)} of sound in ${count(length, 'character')} of base64${valid ? '' : ' that had to be repaired'}.`);
  write('hex', hexDump(preview));
  write('base64', preview);
}

/** The first bytes of base64 text, sixteen a line, in hex and as text. */
function hexDump(preview) {
  const [clean] = preview.replace(/^data:[^,]*,/, '').replaceAll('-', '+').replaceAll('_', '/').match(/([A-Za-z0-9+/]{4})*/);
  const lines = atob(clean).slice(0, 128).match(/[^]{1,16}/g) ?? [];
  const hex = (line) => [...line].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join(' ').padEnd(49);
  return lines.map((line) => hex(line) + line.replace(/[^ -~]/g, '·')).join('\n');
}
