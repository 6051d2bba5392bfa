/** The downloads: what is heard, a part of it, each track, the stored bytes. */
import { sessionUrl } from './api.js';
import { on } from './bus.js';
import { session } from './detail.js';
import { $, repeat, visible, write } from './html.js';
import { audible, laneNames } from './lanes.js';
import { transport } from './transport.js';

function draw() {
  if (!session) return;
  const { source, region } = transport;
  const { reading = null, tracks = {} } = source ?? {};
  /** @param {object} [parameters] */
  const link = (parameters) => sessionUrl(session.id, '/download', parameters);
  $('download-wav').href = link({ ...reading, ...tracks });
  $('download-wav').title = audible().length
    ? `What is heard: ${visible(audible().join(', '))}`
    : '';
  $('download-part').href = link({
    ...reading,
    ...tracks,
    start: region?.start,
    end: region?.end,
  });
  $('download-part').hidden = !region;
  $('download-original').href = link({ original: 1 });
  $('download-original').hidden = laneNames().length > 0; // one behind the other, they are no recording
  const files = laneNames().flatMap((track) => [
    { track, what: `Download ${track} alone` },
    { track, what: `Download the original bytes of ${track}`, original: 1 },
  ]);
  repeat(
    'download-tracks',
    files,
    ({ what, ...parameters }, /** @type {HTMLAnchorElement} */ item) => {
      item.href = link(parameters);
      write(item, visible(what));
      return {};
    },
  );
}

on('transport', draw);
on('tracks', draw);
