// Hostile events at the function eligibility.
import { eligibility } from '../../../functions/eligibility.ts';
import { createHandler } from '../../../lib/operation/handler.ts';
import { testHostileEvents } from '../../support/hostile/drive.ts';
import { CONTENT_MARKER } from '../../support/hostile/values.ts';
import { HostileWorld, SITE } from '../../support/hostile/world.ts';

const world = new HostileWorld();
const content = [
  { id: 'a', format: 'PLAIN_TEXT', text: CONTENT_MARKER },
  { format: 'HTML', text: `<p>${CONTENT_MARKER}</p>` },
  { format: 'RICH', text: '{"nodes":[{"nodes":[{"textData":{"text":"three more words"}}]}]}' },
];
const route = '/v1/sites/{siteId}/translation-eligibility';

testHostileEvents('eligibility', {
  open: (write) => createHandler(eligibility, () => world, { environment: { LOG_LEVEL: 'debug' }, write }),
  enter: world.enter,
  calls: [
    { method: 'POST', route, parameters: { siteId: SITE }, body: { wordCount: 100 } },
    { method: 'POST', route, parameters: { siteId: SITE }, body: { content, sourceLanguage: 'EN' } },
  ],
  inputs: [
    { siteId: SITE, wordCount: 1 },
    { siteId: SITE, content },
  ],
  reached: ['http 200', 'http 400', 'http 404', 'http 502', 'direct ok', 'direct InvalidInput'],
});
