/** The REST interface. Every failure is an ApiError with a sentence for people. */

/** A refusal: `code` as in the API ('unreachable' when nothing answered), `status` 0 then. */
export class ApiError extends Error {
  constructor(code, message, status = 0) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** '?a=1&b=2' of what is not null, or ''. */
function query(parameters) {
  const set = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return set.length ? `?${new URLSearchParams(set)}` : '';
}

/** Path of a session's resource; an id may be any text. */
export function sessionUrl(id, verb = '', parameters = {}) {
  return `/api/session/${encodeURIComponent(id.toWellFormed?.() ?? id)}${verb && `/${verb}`}${query(parameters)}`;
}

export const sessionsUrl = (parameters) => `/api/sessions${query(parameters)}`;

/** @returns {Promise<object>} the answer's JSON @throws {ApiError} @throws {DOMException} AbortError */
export async function request(url, { method = 'GET', body, ...options } = {}) {
  const headers = body ? { 'Content-Type': 'application/json' } : {};
  let response;
  try {
    response = await fetch(url, { method, headers, body: body && JSON.stringify(body), ...options });
  } catch (error) {
    if (error.name === 'AbortError') throw error;
    throw new ApiError('unreachable', 'The player does not answer. It is tried again; is it still running?');
  }
  const answer = await response.json().catch(() => ({}));
  if (response.ok && answer.success !== false) return answer;
  throw new ApiError(answer.error ?? 'unknown', answer.message ?? `The player answered ${response.status}.`, response.status);
}
