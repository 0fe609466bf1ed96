// A Wix that gives the answers that a test lists, or refuses everything, and a call to it.
import { harness } from './harness.ts';
import { httpWix } from './servers.ts';

/** A Wix that answers with these bodies in turn, and a call to it whose warned paths can be read. */
export async function wixWith(...answers: unknown[]) {
  const server = await httpWix((response, count) => response.end(JSON.stringify(answers[count - 1])));
  const { wix, call } = harness(server.baseUrl);
  const current = call();
  const warned = () => current.lines.filter(({ level }) => level === 'warn').map(({ fields }) => fields.path);
  const bodies = () => server.requests.map(({ body }) => (body === '' ? undefined : JSON.parse(body)));
  return { wix, call: current, warned, bodies, requests: server.requests };
}

/** A Wix that refuses everything. */
export async function refusing(status: number, applicationCode?: string) {
  const body = { message: '', details: { applicationError: { code: applicationCode } } };
  const server = await httpWix((response) => response.writeHead(status).end(JSON.stringify(body)));
  const { wix, call } = harness(server.baseUrl);
  return { wix, call: call(), requests: server.requests };
}
