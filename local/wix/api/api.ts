// What one method of Wix is to the server: its path, what it asks of the caller, and what it answers.
import type { Demand, Identity } from '../auth.ts';
import type { Settings } from '../settings.ts';
import type { World } from '../world/world.ts';

/** An admitted request. `body` is the parsed JSON; undefined when there was none. */
export interface ApiCall {
  readonly world: World;
  readonly settings: Settings;
  readonly identity: Identity;
  readonly body: unknown;
}

/** A method of Wix. */
export interface Api extends Demand {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /**
   * Answers the JSON of a 200, as text or ready bytes.
   * @throws WixError for every other answer.
   */
  handle(call: ApiCall): string | Buffer;
}
