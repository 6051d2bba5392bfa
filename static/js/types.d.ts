/**
 * What travels between the page's modules, and between the page and the player.
 * For readers and for `tsc`; the browser never loads it. `sambanova/web/openapi.py` describes the
 * player's side. Times are in seconds and levels in dBFS unless stated.
 */

/** How the player reads headerless bytes: as found, or as a person chose. */
export interface Reading {
  encoding: string;
  /** Hz */
  sample_rate: number;
  channels: number;
}

/** A reading that fits, with how sure it is. */
export interface FormatHint extends Reading {
  /** null for headerless bytes */
  container: string | null;
  /** 0 to 1, of the encoding and the channels */
  confidence: number;
  /** 0 to 1, of the sample rate */
  rate_confidence: number;
  description: string;
  /** in two or three words */
  short: string;
}

/** The format a recording is played in. */
export interface Format extends FormatHint {
  source: 'request' | 'session' | 'container' | 'settings' | 'growth' | 'signal' | 'default';
  /** bytes before the first whole frame */
  offset: number;
  /** sentences that say why */
  evidence: string[];
  candidates: FormatHint[];
  /** only while a live recording is too short to know its sample rate */
  measuring?: true;
  /** how to declare it, where its sample rate is a guess */
  fix?: Fix | null;
}

export type Severity = 'info' | 'warning' | 'error';

/** What is wrong with the sound. */
export interface Finding {
  code: string;
  severity: Severity;
  message: string;
  hint: string;
  /** the place, or the first of several */
  at_seconds?: number;
  /** all places in order, where there are several */
  places?: number[];
  /** that it is a fault, where signs are weighed */
  probability?: number;
  /** null: no code mends it */
  fix?: Fix | null;
}

/** What the writer must change, as code in several languages. */
export interface Fix {
  title: string;
  snippets: { language: string; code: string }[];
}

/** What all findings come to. */
export interface Verdict {
  severity: 'ok' | Severity;
  /** the cause first */
  sentence: string;
  /** the code of the finding that the sentence is about */
  cause: string | null;
  /** in a few words each */
  checked: string[];
  /** sentences */
  unknown: string[];
}

export interface Levels {
  peak_dbfs: number | null;
  rms_dbfs: number | null;
  speech_dbfs: number | null;
  noise_dbfs: number | null;
  /** dB; null without speech or noise */
  snr_db: number | null;
  /** full scale is 1 */
  dc_offset: number;
  clipped_samples: number;
  /** 0 to 1 */
  silence_ratio: number;
}

/** One direction of a session, such as `user` or `agent`. */
export interface Track {
  name: string;
  /** list, hash, stream, string */
  stored_as: string;
  key: string;
  /** as stored */
  length: number;
  /** bytes */
  decoded_length: number;
}

/** What the analysis of a session's sound found. */
export interface Info {
  /** bytes or base64 characters, as stored */
  length: number;
  /** bytes */
  decoded_length: number;
  has_audio: boolean;
  base64_valid: boolean;
  /** the beginning of what is stored */
  preview: string;
  /** the first bytes, in lines of sixteen */
  hex: string;
  duration: number | null;
  format: Format | null;
  /** where the format is null: how the bytes may be played all the same */
  candidates: FormatHint[];
  levels: Levels | null;
  findings: Finding[];
  /** null while levels and findings are yet to come */
  verdict: Verdict | null;
  /** false while levels and findings are yet to come */
  complete: boolean;
  /** places whose real time is known, in order: seconds in the recording, Unix seconds */
  clock: [number, number][];
  /** list, hash, stream, hash+list… */
  stored_as: string;
  /** all keys of the session */
  keys: string[];
  tracks: Track[];
}

/** A session as the player lists it. */
export interface StoredSession {
  session_id: string;
  user_id: string;
  user_name: string;
  /** null: the app keeps no such field */
  authenticated: boolean | null;
  is_recording: boolean;
  has_audio: boolean;
  /** bytes or base64 characters, as stored */
  audio_buffer_length: number;
  /** else it is about so much */
  size_is_exact: boolean;
  /** empty without audio */
  stored_as: string;
  keys: string[];
  /** those that are known before the audio is read */
  tracks: string[];
  /** Unix seconds */
  connected_at: number | null;
  authenticated_at: number | null;
  /** seconds; null: no end */
  ttl: number | null;
  playing: boolean;
  /** what the last check found; null or nothing before it */
  verdict?: BriefVerdict | null;
  /** this browser dropped it; it is not in Redis */
  dropped?: true;
}

/** A session as the page holds it; one that is opened by its address before it is read has `id` alone. */
export interface Session extends Partial<StoredSession> {
  id: string;
  /** when it expires, ms; null: no end */
  expires: number | null;
  /** in lower case, to search in */
  text?: string;
  /** its name, to sort by */
  sortName?: string;
  /** base64 characters when it was first seen */
  firstLength?: number;
  /** what its analysis found */
  format?: Partial<Format> | null;
  duration?: number | null;
  /** of the gravest finding */
  severity?: Severity;
  /** how many are not mere information */
  findings?: number;
  /** base64 characters that a complete analysis covers, and that were last sent to one */
  known?: number;
  tried?: number;
}

/** What changed in the list. */
export interface Changes {
  added?: StoredSession[];
  updated?: Partial<StoredSession>[];
  /** ids */
  removed?: string[];
}

/** What the check of a session comes to, as the list tells it. */
export interface BriefVerdict {
  severity: Verdict['severity'];
  sentence: string;
  /** of all findings */
  codes: string[];
  /** findings that are not mere information */
  serious: number;
  duration: number | null;
  /** the format in two or three words */
  short: string;
  /** bytes or base64 characters that it covers */
  length: number;
}

/** How far the check of all sessions is. */
export interface CheckProgress {
  checked: number;
  total: number;
  /** whether a page wants it */
  running: boolean;
}

/** What the check found in a session; without a verdict it could not be checked. */
export interface CheckResult {
  session_id: string;
  verdict: BriefVerdict | null;
  /** bytes or base64 characters that it covers */
  length: number;
}

/** The event `sessions_checked`. */
export interface CheckEvent extends CheckProgress {
  sessions: CheckResult[];
}

/** What POST /api/dropped answers. */
export interface DroppedAnswer {
  session_id: string;
  session: StoredSession;
  /** s */
  expires_in: number;
}

/** What GET /api/session/…/info answers. */
export interface InfoAnswer {
  session: StoredSession;
  /** all fields but the audio */
  data: Record<string, string>;
  /** bytes of the fields of which `data` has the beginning */
  cut_fields: Record<string, number>;
  audio_info: Info;
}

/** What GET /api/status answers. */
export interface Status {
  redis_available: boolean;
  redis?: { latency_ms?: number; message?: string };
  audio_available?: boolean;
  audio_message?: string | null;
  device?: string | null;
}

/** What GET /api/survey answers: what is in a Redis, whatever it is. */
export interface Survey {
  keys: number;
  /** of these, how many were looked at */
  sampled: number;
  groups: {
    /** voice:{id}:pcm */
    pattern: string;
    type: string;
    count: number;
    example: string;
    looks_like: 'audio' | 'text' | 'other';
    suggestion: string | null;
  }[];
  /** AUDIO_KEYS=… */
  suggestion: string | null;
}

/** Who a track or a speaker is, as a person said. */
export interface Who {
  label?: string;
  side?: 'caller' | 'agent' | '';
}

/** What one side said; the times are null where the app wrote none. */
export interface Turn {
  speaker: string;
  /** caller, agent or empty */
  side: string;
  text: string;
  start: number | null;
  end: number | null;
  /** start, end, word */
  words: [number, number, string][];
}

/** A line of the list: a turn, or something that happened. */
export interface Line extends Turn {
  /** how it follows what was said before */
  answer: string;
  isEvent?: boolean;
}

/** A turn with what lies before it. */
export interface TalkRow {
  speaker: string;
  side: string;
  start: number;
  end: number;
  /** since the others stopped; negative where both speak */
  pause_ms: number | null;
  /** where the agent answers the caller */
  answer_ms: number | null;
  text: string;
}

/** What GET /api/session/…/conversation answers. */
export interface ConversationAnswer {
  turns: Turn[];
  events: { name: string; at: number | null }[];
  text: string;
  has_times: boolean;
  clock: 'clock' | 'connected_at' | 'first_word' | null;
  lanes: { name: string; side: string; spoken: [number, number][] }[];
  rows: TalkRow[];
  measured: 'sound' | 'words' | null;
  overlaps: [number, number][];
  silences: [number, number][];
  summary: {
    answers: number;
    answer_median_ms: number | null;
    answer_longest_ms: number | null;
    talk_over: number;
    talk_over_ms: number;
    silences: number;
    longest_silence_ms: number;
  };
}

/** A part of the strip above the waveform. */
export interface Block extends Span {
  text: string;
  side: string;
}

/** A failure with the API's code, or 'unreachable' when nothing answers. */
export interface Failure extends Error {
  code: string;
}

/** What a recogniser hears of a track, or of a stretch of speech in it. */
export interface Heard extends Span {
  track: string;
  speech_seconds: number;
  level_dbfs: number | null;
  peak_dbfs: number | null;
  snr_db: number | null;
  bandwidth_hz: number | null;
  clipped_samples: number;
  start_cut: boolean;
  end_cut: boolean;
  echo: { source: string; track: string; delay_ms: number; strength_db: number } | null;
}

/** What GET /api/session/…/speech answers. */
export interface SpeechAnswer {
  tracks: Heard[];
  stretches: Heard[];
  complete: boolean;
}

/** What a link into a session keeps. */
export interface Moment {
  /** s; where the playhead waits */
  position: number;
  /** the selected part */
  region?: Span | undefined;
  /** the part in sight */
  view?: Span | undefined;
  /** those that are heard; none for all */
  tracks?: string[];
  reading?: Reading | undefined;
}

/** A part of the sound. */
export interface Span {
  start: number;
  end: number;
}

/** The request for the peaks of a part. */
export interface PeaksRequest extends Span {
  /** columns wanted */
  points: number;
}

/** What GET /api/session/…/waveform answers. */
export interface PeaksAnswer {
  /** the lowest and the highest sample of each column */
  channels: { min: number[]; max: number[] }[];
  silences: [number, number][];
  /** the names of the channels, where each is a track */
  tracks: string[];
}

/** Columns side by side. Each lane (one a channel) holds low, high, low, high, … */
export interface Piece extends Span {
  step: number;
  lanes: Float32Array[];
  /** of the recording when it was shorter */
  isOld?: boolean;
}

/** Where to draw a lane. */
export interface LaneBox {
  /** px */
  top: number;
  /** px */
  height: number;
  /** how many times as large as it is */
  scale: number;
}

/** One place of a finding. */
export interface Place {
  at: number;
  severity: Severity;
  message: string;
}

/** Places that are too close to be told apart; from and to in px. */
export interface Mark {
  places: Place[];
  severity: Severity;
  from: number;
  to: number;
}

/** The recording that the transport plays. */
export interface Source {
  id: string;
  /** null: as found */
  reading: Reading | null;
  /** how the player is asked for the tracks to be heard; empty for all */
  tracks: { track?: string | string[]; in_step?: 1; as?: string; gain?: number[] };
  /** changes with the stored sound, so that no cache answers with the one before */
  version: number;
  duration: number;
  silences: [number, number][];
  /** Hz */
  sampleRate: number;
  /** 0 where it is not constant */
  bytesPerSecond: number;
}

/** What the thread of the sound is told. */
export interface WorkletMessages {
  /** frame: the number of the first one; samples: interleaved */
  frames: { frame: number; channels: number; samples: Int16Array };
  /** begin at a frame; turn: told with every report from then on */
  play: { frame: number; isLive: boolean; turn: number };
  /** gains: of each channel, left and right; isLast: no more frames will come */
  set: { gains?: [number, number][]; isPlaying?: boolean; isLast?: boolean };
}

/** What it tells some times a second. */
export interface WorkletReport {
  /** the next one */
  frame: number;
  turn: number;
  /** no sound: it waits for more frames */
  isShort: boolean;
  reserve: number;
  /** frames that were left out since the last report, to be nearer to what is recorded */
  skipped: number;
  /** mean square, full scale is 1 */
  power: number;
}

/** Why a call is not followed any more. */
export type EndReason =
  'stopped' | 'session_gone' | 'recording_ended' | 'undecodable' | 'redis_unavailable';

/** Sound that has just come of a call. */
export interface Frames {
  start: number;
  /** Hz */
  rate: number;
  channels: number;
  /** interleaved */
  samples: Int16Array;
}

/** How loud a recording is over time. */
export interface Loudness {
  /** seconds from one value to the next */
  step: number;
  /** LUFS of the three seconds before (i + 1) steps; null below -70 */
  values: (number | null)[];
  integrated: number | null;
  /** LU */
  range: number | null;
}

/** What two recordings have in common. */
export interface Comparison {
  same: boolean;
  /** by which it lies later in the second one */
  offset: number;
  correlation: number;
  /** how much louder it is in the second one */
  gain_db: number | null;
  /** seconds from one value to the next */
  step: number;
  difference: (number | null)[];
}

/** Where the second of two recordings is: `stretch` times the time of the first one, plus `offset`. */
export interface Relation {
  offset: number;
  stretch: number;
}

export type State = 'stopped' | 'waiting' | 'playing' | 'paused';

/** Where the sound comes out: this browser, or the server's speaker. */
export interface Output {
  name: 'browser' | 'server';
  /** changes by its own methods */
  readonly state: State;
  readonly level: number | null;
  readonly position: number;
  open(source: Source): void;
  /** Hear it from now on while it is recorded. */
  follow?(source: Source): void;
  /** @param again from what is stored now, also while it plays */
  play(position: number, again?: boolean): void;
  pause(): void;
  seek(position: number): void;
  stop(): void;
  /** @param volume 0 to 1 */
  setVolume(volume: number): void;
}

/** A playback on the server's speaker. */
export interface Playback {
  state: 'playing' | 'paused';
  position: number;
  duration?: number;
  level: number | null;
  /** it follows a call that is being recorded */
  live?: true;
  /** when this was told, ms of performance.now() */
  at: number;
}

/** What Socket.IO says of a playback. */
export interface PlaybackEvent {
  session_id: string;
  state?: 'playing' | 'paused';
  position?: number;
  duration?: number;
  level_dbfs?: number | null;
  live?: true;
  error?: string;
  message?: string;
}

/** What a person sets; all but `muted` is remembered. */
export interface Settings {
  muted: boolean;
  /** 0 to 1 */
  volume: number;
  /** times the recording's own speed; this browser only */
  rate: number;
  skipSilence: boolean;
  /** the chosen output, which may be missing */
  wanted: Output['name'];
  loop: boolean;
  region: Span | null;
}

/** The settings that are on or off. */
export type Switch = 'loop' | 'muted' | 'skipSilence';

export interface Transport extends Settings {
  source: Source | null;
  /** where the next play begins */
  cursor: number;
  /** more was recorded than what plays */
  grown: boolean;
  /** it is followed while it is recorded */
  isLive: boolean;
  output: Output;
  readonly state: State;
  readonly isPlaying: boolean;
  readonly position: number;
  readonly duration: number;
}

/** What happened to an output. */
export interface OutputEvent {
  output: Output;
  /** 'change' or nothing for anything else */
  /** over: what was followed has come to its end */
  type?: 'ended' | 'over' | 'failed' | 'lost' | 'change' | '';
  position?: number;
  code?: string;
  message?: string;
}

/** What the modules tell each other over the bus. */
export interface Events {
  /** the list was arranged */
  sessions: void;
  /** one session is new or has changed */
  session: Session;
  /** it expired, or was deleted here */
  gone: { id: string; deleted?: boolean };
  /** other rows are in sight */
  sight: void;
  status: Status;
  /** a request met no player or no Redis */
  lost: { code: string };
  /** the player does not answer */
  away: void;
  /** player and Redis are there again, and the list is read */
  back: void;
  /** a playback on the server changed */
  speaker: void;
  output: OutputEvent;
  /** anything of the transport but its position changed */
  transport: void;
  position: number;
  /** sound of the call that is followed */
  frames: Frames;
  /** no more of it will come */
  last: EndReason;
  /** it was heard to its end */
  over: void;
  /** so many seconds were left out, to be near to what is recorded */
  skipped: number;
  failed: { code?: string; message?: string };
  /** a session is to be opened */
  choose: { id: string; byKey?: boolean };
  seek: number;
  /** others are to be heard; none for all */
  tracks: string[];
  /** a part was selected */
  region: Span;
  /** another part of the waveform is drawn */
  view: void;
  theme: void;
  /** what is read of the open session, as a text that differs for other content; empty: none */
  read: string;
  /** what was said is known */
  conversation: void;
  /** somebody named a track or a speaker */
  names: void;
}

/** What a button does, or the key that it names. */
export type Action = (shift?: boolean, button?: HTMLButtonElement) => void;

/** What `fill` writes into elements by the name in `data-fact`: a text, or whether the element shows. */
export type Facts = Record<string, string | boolean | undefined>;

/** The form that chooses the output; its radio buttons are one list. */
export interface OutputForm extends HTMLFormElement {
  readonly elements: HTMLFormControlsCollection & { output: RadioNodeList };
}

/** The elements by id that are more than an HTMLElement. */
export interface Elements {
  'download-original': HTMLAnchorElement;
  'download-part': HTMLAnchorElement;
  'download-wav': HTMLAnchorElement;
  'report-choice': HTMLFormElement;
  'report-html': HTMLAnchorElement;
  'report-md': HTMLAnchorElement;
  'row-template': HTMLTemplateElement;
  'sureness-bar': HTMLMeterElement;
  'toast-template': HTMLTemplateElement;
  'compare-dialog': HTMLDialogElement;
  'compare-difference': HTMLCanvasElement;
  'compare-search': HTMLInputElement;
  'compare-wave': HTMLCanvasElement;
  'loudness-curve': HTMLCanvasElement;
  controls: HTMLFieldSetElement;
  'drop-file': HTMLInputElement;
  expand: HTMLButtonElement;
  'filter-form': HTMLFormElement;
  'find-words': HTMLInputElement;
  forget: HTMLButtonElement;
  frequencies: HTMLCanvasElement;
  help: HTMLDialogElement;
  live: HTMLButtonElement;
  other: HTMLFormElement;
  output: OutputForm;
  overview: HTMLInputElement;
  play: HTMLButtonElement;
  played: HTMLCanvasElement;
  rate: HTMLSelectElement;
  reading: HTMLProgressElement;
  report: HTMLDialogElement;
  search: HTMLInputElement;
  sort: HTMLSelectElement;
  speech: HTMLDetailsElement;
  volume: HTMLInputElement;
  wave: HTMLCanvasElement;
}
