// Planted: code that prints a session.
import { mintSession } from '../../../../lib/auth/session.ts';

test('passes', () => {
  const session = mintSession({ id: 'acme', scopes: [], tokenSha256: Buffer.alloc(32) }, 0);
  console.warn(`session ${session}`);
  expect(session).toMatch(/^43200\./);
});
