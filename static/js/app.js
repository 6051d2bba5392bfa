/** The page: makes its parts and joins them. */
import { Analysis } from './analysis.js';
import { bindControls } from './controls.js';
import { Detail } from './detail.js';
import { $, setText } from './html.js';
import { bindTools, debounce, List } from './list.js';
import { bindManage, say } from './manage.js';
import { BrowserOutput, SpeakerOutput } from './outputs.js';
import { Sessions } from './sessions.js';
import { recall, remember } from './settings.js';
import { command, socket } from './socket.js';
import { Speaker } from './speaker.js';
import { Status } from './status.js';
import { Transport } from './transport.js';
import { Waveform } from './waveform.js';

const SETTLE = 120; // ms after the last arrow key until a session is read

const status = new Status();
const sessions = new Sessions();
const speaker = new Speaker();
const list = new List(sessions, speaker);
const analysis = new Analysis(sessions, list);
const transport = new Transport({ browser: new BrowserOutput(), server: new SpeakerOutput(speaker) });
const waveform = new Waveform();
const detail = new Detail(sessions, transport, waveform);

bindTools(sessions);
bindControls(transport, waveform);
bindManage(sessions, () => detail.session, { reading: () => detail.reading ?? {}, position: () => transport.position });
bindLive();
bindRoute();
bindOutput();
bindPage();

function bindLive() {
  socket.on('connect', () => sessions.load());
  socket.on('sessions_changed', (change) => sessions.apply(change));
  status.on('redis', ({ available }) => available && sessions.load());
  status.on('status', ({ playbacks, settings }) => {
    speaker.adopt(playbacks ?? []);
    drawExample(settings);
  });
  sessions.load();
  status.look();
  speaker.on('change', ({ id }) => sessions.get(id) && list.draw());
  detail.on('read', ({ id, facts }) => analysis.done(id, facts));
  sessions.on('restored', ({ id }) => id === detail.session?.session_id && detail.open(id));
}

/** The line that would make a session, for an empty Redis. */
function drawExample({ redis_cli: line = 'redis-cli', session_key_prefix: prefix = 'session:', audio_buffer_field: field = 'audio_buffer' } = {}) {
  setText($('example'), `base64 < recording.webm | tr -d '\\n' | ${line} -x HSET ${prefix}demo authenticated True user_name Demo ${field}`);
}

function bindRoute() {
  const read = () => new URLSearchParams(location.hash.slice(1));
  const show = () => {
    const id = read().get('session');
    document.body.dataset.view = id === null ? 'list' : 'detail';
    if (id === detail.session?.session_id) return;
    list.select(id);
    if (id === null) return detail.close();
    return detail.open(id, Number(read().get('t')) || 0);
  };
  const settle = debounce(show, SETTLE);
  list.on('select', ({ id, by }) => {
    const url = `#session=${encodeURIComponent(id)}`;
    if (by === 'key' && read().has('session')) history.replaceState(null, '', url);
    else history.pushState(null, '', url);
    list.select(id);
    (by === 'key' ? settle : show)();
  });
  list.on('enter', () => detail.session && $('play').focus());
  $('back').addEventListener('click', () => { history.pushState(null, '', location.pathname); show(); });
  addEventListener('popstate', show);
  show();
  sessions.on('change', once(() => list.reveal()));
}

/** Run a job the first time there are sessions. */
const once = (job) => () => { if (job && sessions.view.length) { job(); job = null; } };

function bindOutput() {
  const notice = (text, action = '') => { setText($('notice-text'), text); $('notice').hidden = !text; $('notice').dataset.action = action; };
  const noSpeaker = () => `${status.last?.audio_message ?? 'The server has no speaker.'} The sound comes from this browser instead.`;
  const choose = () => {
    const missing = transport.wanted === 'server' && status.last?.audio_available === false;
    transport.setOutput(missing ? 'browser' : transport.wanted, false);
    notice(missing ? noSpeaker() : '');
  };
  let available;
  status.on('status', ({ audio_available: now }) => { if (now !== available) { available = now; choose(); } });
  for (const radio of document.getElementsByName('output')) {
    radio.addEventListener('change', () => { transport.wanted = radio.value; remember('output', radio.value); choose(); });
  }
  transport.on('failed', ({ code, message }) => notice(message, code));
  transport.on('change', () => { if (transport.state === 'playing' && $('notice').dataset.action) notice(''); detail.session && detail.drawRegionLink(transport.region); });
  $('notice-close').addEventListener('click', () => notice(''));
  $('stop-others').addEventListener('click', async () => {
    notice('');
    await Promise.allSettled([...speaker.playbacks.keys()].map((id) => command('stop', { session_id: id })));
    transport.play();
  });
}

function bindPage() {
  $('theme').addEventListener('click', () => {
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    const root = document.documentElement;
    const next = (root.dataset.theme ?? (dark ? 'dark' : 'light')) === 'dark' ? 'light' : 'dark';
    root.dataset.theme = next;
    remember('theme', next === (dark ? 'dark' : 'light') ? null : next); // the system's own wish is followed again
    if (!recall('theme')) delete root.dataset.theme;
    waveform.repaint();
  });
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => waveform.repaint());
  $('show-help').addEventListener('click', () => $('help').showModal());
  document.addEventListener('click', ({ target }) => { if (!target.closest('#more')) $('more').open = false; });
  $('copy-example').addEventListener('click', () => navigator.clipboard?.writeText($('example').textContent).then(() => say('Command copied.')));
}
