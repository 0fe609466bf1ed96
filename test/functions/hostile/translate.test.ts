// Hostile events at the function translate.
import { translate } from '../../../functions/translate.ts';
import { createHandler } from '../../../lib/operation/handler.ts';
import { keptIn } from '../../../lib/translate/kept.ts';
import { testHostileEvents } from '../../support/hostile/drive.ts';
import { CONTENT_MARKER, DEEP_DOCUMENT } from '../../support/hostile/values.ts';
import { HostileWorld, SITE } from '../../support/hostile/world.ts';

const world = new HostileWorld();
const body = {
  sourceLanguage: 'EN',
  targetLanguage: 'zh-CN',
  content: [
    { id: 'a', format: 'PLAIN_TEXT', text: CONTENT_MARKER },
    { format: 'HTML', text: `<p>${`${CONTENT_MARKER} `.repeat(300)}</p>` },
    { format: 'RICH', text: '{"nodes":[{"nodes":[{"textData":{"text":"three more words"}}]}]}' },
    { format: 'PLAIN_TEXT', text: '' },
  ],
};
const deep = [{ format: 'RICH', text: DEEP_DOCUMENT }];
const services = () => ({ wix: world.wix, kept: keptIn(world.store) });

testHostileEvents('translate', {
  open: (write) => createHandler(translate, services, { environment: { LOG_LEVEL: 'debug' }, write }),
  enter: world.enter,
  calls: [body, body, body, { ...body, content: deep }].map((one) => ({
    method: 'POST',
    route: '/v1/sites/{siteId}/translations',
    parameters: { siteId: SITE },
    body: one,
  })),
  inputs: [{ siteId: SITE, ...body }],
  reached: ['http 200', 'http 400', 'http 404', 'http 500', 'http 502', 'direct ok', 'direct InvalidInput'],
});
