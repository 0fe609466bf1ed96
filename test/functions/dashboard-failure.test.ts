// How a failure of the dashboard looks: a page to a browser, a problem to a program, and nothing of a caller as markup.
import { httpApiEvent } from '../events/http-api-v2.ts';
import { asHttp } from '../lib/operation/harness.ts';
import { MemoryDisk } from '../support/memory-store.ts';
import { form, functionOn } from './dashboard-harness.ts';

describe('a failure', () => {
  const broken = () => {
    const disk = new MemoryDisk();
    disk.objects.set('latest.json', Buffer.from('damaged'));
    return functionOn(disk).call;
  };
  const asked = (accept: string, path = '/v1/dashboard', method = 'GET') =>
    httpApiEvent({ method, path, headers: { ...form, accept } });

  test('is a page to a browser, with what to do and what to ask for', async () => {
    const { statusCode, headers, body } = asHttp(
      await broken()(asked('text/html,application/xhtml+xml;q=0.9')),
    );
    expect([statusCode, headers['content-type']]).toEqual([500, 'text/html; charset=utf-8']);
    expect(headers['content-security-policy']).toContain("script-src 'none'");
    expect(body).toContain('latest.json');
    expect(body).toContain(headers['x-request-id']);
    expect(body).toContain('href="dashboard"');
  });

  test.each(['*/*', 'application/json', ''])('is a problem to who accepts "%s"', async (accept) => {
    const { statusCode, headers, json } = asHttp(await broken()(asked(accept)));
    expect([statusCode, headers['content-type'], json.code]).toEqual([
      500,
      'application/problem+json; charset=utf-8',
      'Internal',
    ]);
  });

  test('of the data is a problem to everybody', async () => {
    const { headers } = asHttp(await broken()(asked('text/html', '/v1/dashboard/data')));
    expect(headers['content-type']).toBe('application/problem+json; charset=utf-8');
  });

  test('of the sign-in leads back to the page', async () => {
    const event = httpApiEvent({
      method: 'POST',
      path: '/v1/dashboard/session',
      headers: { ...form, accept: 'text/html', 'sec-fetch-site': 'cross-site' },
      body: 'action=sign-out',
    });
    const { statusCode, body } = asHttp(await broken()(event));
    expect(statusCode).toBe(403);
    expect(body).toContain('href="../dashboard"');
  });

  test('shows what a caller sent as text', async () => {
    const query = `q=a&%3Cscript%3Ealert(1)%3C/script%3E=1`;
    const event = httpApiEvent({
      method: 'GET',
      path: '/v1/dashboard',
      query,
      headers: { accept: 'text/html' },
    });
    const { statusCode, body } = asHttp(await broken()(event));
    expect(statusCode).toBe(400);
    expect(body).toContain('&lt;script&gt;');
    expect(body).not.toContain('<script>');
  });
});
