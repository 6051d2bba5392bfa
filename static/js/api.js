/** The REST interface. Every failure is an ApiError with a sentence for people. */

/** A refusal: `code` as in the API, or 'unreachable' when nothing answered. */
export class ApiError extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

/** A path with parameters; those that are null are left out. */
export function url(path, parameters = {}) {
  const set = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined);
  return set.length ? `${path}?${new URLSearchParams(set)}` : path;
}

/** Path of a session's resource; an id may be any text. */
export const sessionUrl = (id, verb = '', parameters = {}) => url(`/api/session/${encodeURIComponent(id.toWellFormed?.() ?? id)}${verb}`, parameters);

/** @returns {Promise<object>} the answer's JSON @throws {ApiError} @throws {DOMException} AbortError */
export async function request(path, { body, ...options } = {}) {
  const json = body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } };
  const response = await fetch(path, { ...json, ...options }).catch((error) => {
    if (error.name === 'AbortError') throw error;
    throw new ApiError('unreachable', 'The player does not answer. Is it still running?');
  });
  const answer = await response.json().catch(() => ({}));
  if (response.ok && answer.success !== false) return answer;
  throw new ApiError(answer.error ?? 'unknown', answer.message ?? `The player answered ${response.status}.`);
}
