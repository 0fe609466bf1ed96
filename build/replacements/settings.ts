// Settings of the SDK: the variable of the environment, else the default. Left out: ~/.aws/config, which no Lambda has
// and for which the SDK reads the disk, and the errors with which it goes from one source to the next, some 40 of them
// in a first call.
import { memoize } from '@smithy/core/config';

/** A setting as the SDK's modules describe it. */
interface Setting<T> {
  environmentVariableSelector(environment: NodeJS.ProcessEnv, options: object): T | undefined;
  readonly default: T | (() => Promise<T>);
}

/** A value that the setting cannot make sense of counts as not set, as in the SDK. */
function fromEnvironment<T>(setting: Setting<T>, options: object): T | undefined {
  try {
    return setting.environmentVariableSelector(process.env, options);
  } catch {
    return undefined;
  }
}

const isFunction = <T>(value: T | (() => Promise<T>)): value is () => Promise<T> =>
  typeof value === 'function';

/** The function that gives a setting's value, found out once. */
export const loadConfig = <T>(setting: Setting<T>, options: object = {}): (() => Promise<T>) =>
  memoize(async () => {
    const value = fromEnvironment(setting, options);
    if (value !== undefined) return value;
    return isFunction(setting.default) ? setting.default() : setting.default;
  });
