// Signing in to the dashboard and out of it: which form is taken, and that no token leaves in an answer or a log.
import { mintToken } from '../../lib/auth/token.ts';
import { httpApiEvent } from '../events/http-api-v2.ts';
import { asHttp } from '../lib/operation/harness.ts';
import { MemoryDisk } from '../support/memory-store.ts';
import { form, functionOn, token } from './dashboard-harness.ts';

describe('POST /v1/dashboard/session', () => {
  const path = '/v1/dashboard/session';

  test('signs a browser in', async () => {
    const { http, lines } = functionOn(new MemoryDisk());
    const { statusCode, headers, body } = await http('POST', path, { nobody: true, body: `token=${token}` });
    expect([statusCode, headers.location, body]).toEqual([303, '../dashboard', '']);
    expect(headers['set-cookie']).toMatch(
      /^__Host-wix-credits=\d+\.[\w-]+\.[\w-]+; .*HttpOnly; Secure; SameSite=Lax$/,
    );
    expect(lines.join('\n')).not.toContain(token);
    expect(lines.join('\n')).not.toContain('__Host');
  });

  test('signs it out', async () => {
    const { http } = functionOn(new MemoryDisk());
    const { statusCode, headers } = await http('POST', path, { body: 'action=sign-out' });
    expect([statusCode, headers['set-cookie']]).toEqual([303, expect.stringContaining('Max-Age=0')]);
  });

  test('shows the form again for a wrong token', async () => {
    const { http, lines } = functionOn(new MemoryDisk());
    const wrong = mintToken();
    const { statusCode, headers, body } = await http('POST', path, { nobody: true, body: `token=${wrong}` });
    expect([statusCode, headers['www-authenticate']]).toEqual([401, 'Bearer realm="wix-credits"']);
    expect(body).toContain('This token is not known.');
    expect(`${body}${lines.join('')}`).not.toContain(wrong);
  });

  test('refuses the form of another site', async () => {
    const { call } = functionOn(new MemoryDisk());
    const event = httpApiEvent({
      method: 'POST',
      path,
      body: `token=${token}`,
      headers: { ...form, 'sec-fetch-site': 'cross-site' },
    });
    const { statusCode, json, headers } = asHttp(await call(event));
    expect([statusCode, json.code]).toEqual([403, 'Forbidden']);
    expect(headers).not.toHaveProperty('set-cookie');
  });

  test.each([
    ['in the URL', { query: `token=${token}` }],
    ['as JSON', { body: JSON.stringify({ token }), json: true }],
    ['with another action', { body: 'action=other' }],
  ])(
    'takes no token %s',
    async (_, { json: asJson, ...given }: { query?: string; body?: string; json?: boolean }) => {
      const { call } = functionOn(new MemoryDisk());
      const headers = asJson ? { 'content-type': 'application/json' } : form;
      const answer = asHttp(await call(httpApiEvent({ method: 'POST', path, headers, ...given })));
      expect([answer.statusCode, answer.json.code]).toEqual([400, 'InvalidInput']);
    },
  );
});
