// A secret in memory: cached, asked for once by many, kept when Secrets Manager fails, renewed on demand.
import { type Call, type Clock, systemClock } from '../call.ts';
import { createFetchSecret, type FetchSecret, secretUnavailable } from './secrets-manager.ts';
import { createSharedFlight } from './shared-flight.ts';

/** What a read of a secret needs to know of the call it is for. */
export type SecretCall = Pick<Call, 'deadline' | 'log'>;

/** A secret that is held in memory. Both methods throw Failure `SecretUnavailable` when there is nothing to give. */
export interface SecretSource {
  /** The text: at most `ttlMs` old, or older when Secrets Manager fails. */
  get(call: SecretCall): Promise<string>;
  /** A newer text than `stale`; `stale` itself when there is none to be had. */
  refresh(stale: string, call: SecretCall): Promise<string>;
}

/** Where the secret is and how it is kept. */
export interface SecretSourceOptions {
  /** Name or ARN. */
  readonly secretId: string;
  /** The variable that holds `secretId`, for messages (default `WIX_SECRET_ID`); the id itself may be an ARN. */
  readonly setting?: string;
  readonly fetchSecret?: FetchSecret;
  readonly clock?: Clock;
  /** How long a text is used without asking; 5 minutes, the most that AWS's own extension allows. */
  readonly ttlMs?: number;
  /** How long Secrets Manager is left alone after it failed, while there is a text to go on with. */
  readonly pauseMs?: number;
  /** How long a forced refresh that brought nothing new is not made again: a fleet of sites may ask for it at once. */
  readonly refreshPauseMs?: number;
  /** The most that one caller waits; never more than half of the time that its call has left. */
  readonly timeoutMs?: number;
  /** Whether an old text may stand in after this error; default: always. */
  readonly keepAfter?: (error: unknown) => boolean;
}

/** Makes a source. Nothing is read and no timer runs until the first call, nor between calls. */
export function createSecretSource(options: SecretSourceOptions): SecretSource {
  const {
    secretId,
    setting = 'WIX_SECRET_ID',
    fetchSecret = createFetchSecret(),
    clock = systemClock,
  } = options;
  const {
    ttlMs = 300_000,
    pauseMs = 30_000,
    refreshPauseMs = 1_000,
    timeoutMs = 4_000,
    keepAfter = () => true,
  } = options;
  let held: { readonly text: string; readonly since: () => number } | undefined;
  let pause: { readonly since: () => number; readonly milliseconds: number } | undefined;
  // Stryker disable next-line BooleanLiteral: every flight sets it, and only a flight that fails reads it.
  let warned = false;

  /** Starts to count time by both clocks: one may stand still in a frozen sandbox, the other may be set back. */
  const stopwatch = () => {
    const [wall, steady] = [clock.now(), clock.monotonic()];
    return () => {
      const passed = clock.now() - wall;
      return passed < 0 ? Number.POSITIVE_INFINITY : Math.max(passed, clock.monotonic() - steady);
    };
  };
  const paused = (atMost: number) =>
    pause !== undefined && pause.since() < Math.min(pause.milliseconds, atMost);

  const flight = createSharedFlight(async (signal) => {
    const since = stopwatch();
    warned = false;
    held = { text: await fetchSecret(secretId, signal), since };
    pause = undefined;
    return held.text;
  });

  const fetched = async ({ deadline, log }: SecretCall): Promise<string> => {
    try {
      return await flight.join(Math.min(timeoutMs, deadline.remaining() / 2));
    } catch (error) {
      const failure = secretUnavailable(setting, error);
      if (held === undefined || !keepAfter(error)) {
        held = undefined;
        throw failure;
      }
      pause = { since: stopwatch(), milliseconds: pauseMs };
      if (!warned) log.warn('An older secret stays in use', { reason: failure.message });
      warned = true;
      return held.text;
    }
  };

  return {
    async get(call) {
      if (held !== undefined && (held.since() < ttlMs || paused(pauseMs))) return held.text;
      return fetched(call);
    },
    async refresh(stale, call) {
      // A flight that took off before the rotation may land with the old text: it does not count.
      if (flight.underWay() && held?.text === stale) await fetched(call);
      if (held !== undefined && (held.text !== stale || paused(refreshPauseMs))) return held.text;
      const text = await fetched(call);
      if (text === stale) pause ??= { since: stopwatch(), milliseconds: refreshPauseMs };
      return text;
    },
  };
}
