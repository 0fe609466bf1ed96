// A process of its own, as Lambda has: the built dashboard behind a small gateway; everybody is let in.
import { startHttpGateway } from '../../test/support/http-gateway.ts';

const [, , file] = process.argv;
const start = performance.now();
const { handler } = await import(file);
const imported = performance.now() - start;
const context = { clientId: 'bench', scopes: 'credits:read' };
const { url } = await startHttpGateway({
  authorizer: async () => ({ isAuthorized: true, context }),
  routes: { 'GET /v1/dashboard': handler, 'GET /v1/dashboard/data': handler },
});
process.send?.({ url, imported });
process.once('disconnect', () => process.exit(0));
