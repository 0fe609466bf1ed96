// What is heard at each of the tapped functions: a line, a secret, or a customer's text.
import * as v from 'valibot';
import type { LeakWatch } from './watch.ts';

type Call = (...given: unknown[]) => unknown;
type Write = (line: string) => void;

const texts = v.array(v.object({ text: v.string() }));
const tested = v.object({
  log: v.record(
    v.string(),
    v.custom<Call>((value) => typeof value === 'function'),
  ),
});
const key = v.object({ key: v.string() });
const ring = v.object({ list: v.array(key), add: v.custom<Call>((value) => typeof value === 'function') });
const apiKey = v.object({ apiKey: v.string() });
const write = v.custom<Write>((value) => typeof value === 'function');

/** Reads with a schema what is there; what has another shape, as in a test of wrong input, has nothing to hide. */
function reading<T>(schema: v.GenericSchema<unknown, T>, value: unknown, hear: (read: T) => void): void {
  const result = v.safeParse(schema, value);
  if (result.success) hear(result.output);
}

const method = v.object({ add: v.custom<Call>(() => true) });

/** The listeners by function: told what was given and what came, they answer what comes instead, or nothing. */
function listeners(watch: LeakWatch): Readonly<Record<string, (given: unknown[], came: unknown) => void>> {
  const secret = (text: unknown) => reading(v.string(), text, (read) => watch.hide('secret', read));
  const line = (text: unknown) => reading(v.string(), text, (read) => watch.line(read));
  const content = (value: unknown) =>
    reading(texts, value, (units) => {
      for (const { text } of units) watch.hide('content', text);
    });
  return {
    callLine: (_, came) => line(came),
    visitLine: (_, came) => line(came),
    writeLine: ([given]) => line(given),
    testCall: (_, came) =>
      reading(tested, came, ({ log }) => {
        for (const [level, say] of Object.entries(log)) {
          Object.assign(Object(came).log, {
            [level]: (message: unknown, fields: object) => {
              watch.line(JSON.stringify({ level, message, ...fields }));
              say(message, fields);
            },
          });
        }
      }),
    hashToken: ([token]) => secret(token),
    mintToken: (_, came) => secret(came),
    presentedToken: (_, came) => secret(came),
    presentedSession: (_, came) => secret(came),
    mintSession: (_, came) => secret(came),
    parseClients: (_, came) =>
      reading(v.array(v.object({ tokenSha256: v.instance(Uint8Array) })), came, (clients) => {
        for (const { tokenSha256 } of clients) secret(Buffer.from(tokenSha256).toString('hex'));
      }),
    parseApiKeySecret: (_, came) => reading(apiKey, came, (read) => secret(read.apiKey)),
    authorize: ([credentials]) => reading(apiKey, credentials, (read) => secret(read.apiKey)),
    createKeyRing: (_, came) =>
      reading(ring, came, ({ list, add }) => {
        for (const one of list) secret(one.key);
        reading(method, came, () =>
          Object.assign(Object(came), {
            add: (given: unknown) => {
              reading(key, given, (one) => secret(one.key));
              add(given);
            },
          }),
        );
      }),
    estimateWords: ([given]) => content(given),
    bulkMachineTranslate: (_, came) => void Promise.resolve(came).then(content, () => {}),
  };
}

/** Wraps a tapped function. Whatever it does, it does as before. */
export function createTap(watch: LeakWatch) {
  const heard = listeners(watch);
  return (module: string, name: string, original: Call): Call => {
    if (name === 'createLog') {
      return (threshold, base, out, clock) => {
        const told: Write = (line) => {
          watch.line(line);
          v.parse(write, out)(line);
        };
        return original(threshold, base, told, clock);
      };
    }
    const hear = heard[name];
    if (hear === undefined) throw new Error(`Nothing listens to ${name} of ${module}`);
    return (...given) => {
      const came = original(...given);
      hear(given, came);
      return came;
    };
  };
}
