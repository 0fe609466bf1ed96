// Puts the page of the dashboard into the tests, as the build puts it into the bundle.
import { createHash } from 'node:crypto';
import { pageAssets } from './page.ts';

let made;
const assets = () => {
  made ??= pageAssets();
  return made;
};

export default {
  process: () => ({ code: assets() }),
  getCacheKey: () => createHash('sha256').update(assets()).digest('hex'),
};
