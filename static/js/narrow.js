/** Which sessions the list shows: by words and `field:value`, by verdict, kinds of findings and time. */
/** @import {Session} from './types.js' */

const FIELD = /(?<!\S)([A-Za-z_][\w.-]{0,63}):("[^"]*"|\S+)/g;
const TRUE = ['true', '1', 'yes', 'on'];

/** @param {(session: Session) => string | undefined} read */
const partOf = (read) => (/** @type {Session} */ session, /** @type {string} */ value) =>
  (read(session) ?? '').toLowerCase().includes(value);
/** @param {(session: Session) => ?boolean | undefined} read */
const truth = (read) => (/** @type {Session} */ session, /** @type {string} */ value) =>
  read(session) === TRUE.includes(value);

/**
 * What can be named in a search, as the player's `FIELDS`; of other fields the player knows.
 * @type {Record<string, (session: Session, value: string) => boolean>}
 */
const FIELDS = {
  id: partOf(({ id }) => id),
  session_id: partOf(({ id }) => id),
  user: partOf(({ user_id: user }) => user),
  user_id: partOf(({ user_id: user }) => user),
  name: partOf(({ user_name: name }) => name),
  user_name: partOf(({ user_name: name }) => name),
  stored_as: partOf(({ stored_as: types }) => types),
  key: partOf(({ keys }) => keys?.join('\n')),
  track: partOf(({ tracks }) => tracks?.join('\n')),
  authenticated: truth(({ authenticated }) => authenticated),
  is_recording: truth(({ is_recording: recording }) => recording),
  recording: truth(({ is_recording: recording }) => recording),
};

/** What is chosen in the menu, and what the player found for fields that only it knows. */
export const narrowed = {
  verdict: '', // '', 'ok', 'warning' with what is worse, 'error'
  hours: 0, // since when; 0: any time
  /** @type {Set<string>} */
  kinds: new Set(), // codes of findings, all of which it has
  remote: { query: '', ids: /** @type {Set<string>} */ (new Set()) },
};

const WORSE = { ok: ['ok'], warning: ['warning', 'error'], error: ['error'] };

/** @param {string} query in lower case */
function parse(query) {
  /** @type {[string, string][]} */
  const fields = [];
  let others = 0;
  const rest = query.replace(FIELD, (whole, name, value) => {
    if (!Object.hasOwn(FIELDS, name)) {
      others += 1;
      return whole;
    }
    fields.push([name, value.replaceAll('"', '')]);
    return '';
  });
  return { text: fields.length ? rest.trim().replace(/\s+/g, ' ') : query, fields, others };
}

/** Whether a search names fields that only the player knows. @param {string} query */
export const asksPlayer = (query) => parse(query).others > 0;

/** How many of the menu's filters are in use. */
export const chosen = () =>
  narrowed.kinds.size + Number(narrowed.hours > 0) + Number(Boolean(narrowed.verdict));

/** Whether the filters rest on what the check finds. */
export const needsChecks = () => narrowed.kinds.size > 0 || Boolean(narrowed.verdict);

/**
 * What tells of a session whether it is shown.
 * @param {string} query in lower case @returns {(session: Session) => boolean}
 */
export function narrowing(query) {
  const { text, fields } = parse(query);
  const { verdict, hours, kinds, remote } = narrowed;
  const since = hours && Date.now() / 1000 - hours * 3600;
  const severities = WORSE[/** @type {keyof typeof WORSE} */ (verdict)];
  const isRemote = remote.query === query && query !== '';
  return (session) => {
    const { verdict: found, connected_at: connected } = session;
    if (hours && !(connected >= since)) return false;
    if (severities && !severities.includes(found?.severity)) return false;
    for (const kind of kinds) if (!found?.codes.includes(kind)) return false;
    if (isRemote && remote.ids.has(session.id)) return true;
    return (
      session.text.includes(text) && fields.every(([name, value]) => FIELDS[name](session, value))
    );
  };
}
