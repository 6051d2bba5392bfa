/** "What is wrong with it": findings as sentences that jump to their place, and the levels. And the bytes. */
import { actions, emit } from './bus.js';
import { bytes, count, decibels, percent, time } from './format.js';
import { $, html, render, visible, write } from './html.js';

actions.jump = (shift, { value }) => emit('seek', Number(value));

export function drawFindings({ findings, levels, has_audio: hasAudio }) {
  render('findings', html`${findings.map((finding) => html`<li class="finding ${finding.severity}"><i aria-hidden="true">${finding.severity === 'info' ? '●' : '▲'}</i>
    <div><span class="unseen">${finding.severity}: </span>${sentence(finding)}<p class="hint">${finding.hint}</p></div></li>`)}
    ${!findings.length && html`<li class="dim">${hasAudio ? 'Nothing was found: the recording looks sound.' : 'Nothing to look at yet.'}</li>`}`);
  $('levels').hidden = !levels;
  if (!levels) return;
  for (const name of ['peak', 'speech', 'noise']) write(`level-${name}`, decibels(levels[`${name}_dbfs`]));
  write('level-silence', percent(levels.silence_ratio));
  write('level-clipped', levels.clipped_samples ? `${count(levels.clipped_samples, 'sample')} clipped.` : '');
}

/** The message, with its time as a button: where it stands in the text, or after it. */
function sentence({ message, at_seconds: at }) {
  if (typeof at !== 'number') return message;
  const button = (text) => html`<button type="button" class="link" data-action="jump" value="${at}">${text}</button>`;
  const written = [time(at, 2), `${at.toFixed(2)} s`].find((text) => message.includes(text));
  const [before, after] = message.split(written);
  return written ? html`${before}${button(time(at, 2))}${after}` : html`${message} ${button(`Go to ${time(at, 2)}`)}`;
}

/** "Fields and bytes". @param {Object<string, string>} data all fields but the audio */
export function drawBytes(data, { length, decoded_length: decoded, base64_valid: valid, preview }) {
  render('fields', html`${Object.entries(data).map(([name, value]) => html`<tr><th scope="row">${visible(name)}</th><td>${visible(value)}</td></tr>`)}`);
  write('sizes', `${bytes(decoded)} of sound in ${count(length, 'character')} of base64${valid ? '' : ' that had to be repaired'}.`);
  write('hex', hexDump(preview));
  write('base64', preview);
}

/** The first bytes of base64 text, sixteen a line, in hex and as text. */
function hexDump(preview) {
  const [clean] = preview.replace(/^data:[^,]*,/, '').replaceAll('-', '+').replaceAll('_', '/').match(/([A-Za-z0-9+/]{4})*/);
  const hex = (line) => [...line].map((c) => c.charCodeAt(0).toString(16).padStart(2, '0')).join(' ').padEnd(49);
  return atob(clean).slice(0, 128).replace(/[^]{1,16}/g, (line) => `${hex(line)}${line.replace(/[^ -~]/g, '·')}\n`);
}
