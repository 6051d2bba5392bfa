/** The live connection: events in, acknowledged commands out. */
import { ApiError } from './api.js';
import { io } from './vendor.js';

const PATIENCE = 30_000; // ms; a long recording is decoded before its playback is acknowledged

export const socket = io({ transports: ['websocket', 'polling'], tryAllTransports: true, reconnectionDelayMax: 3000 });

/** @returns {Promise<object>} the same body as the command's REST twin @throws {ApiError} */
export async function command(event, data) {
  const lost = () => { throw new ApiError('unreachable', 'The connection to the player is lost; it comes back by itself.'); };
  if (!socket.connected) lost();
  const answer = await socket.timeout(PATIENCE).emitWithAck(event, data).catch(lost);
  if (!answer.success) throw new ApiError(answer.error, answer.message);
  return answer;
}
