// Planted: as the others, but it logs nothing that it must not.
import { hashToken, mintToken } from '../../../../lib/auth/token.ts';
import { testCall } from '../../call.ts';

test('passes', () => {
  const token = mintToken();
  testCall().log.info('A token of so many letters', { letters: token.length });
  expect(hashToken(token)).toHaveLength(32);
});
