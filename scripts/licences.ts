// npm run licences: the licences of the packages that the functions are made of; fails where one is not allowed.
import { describeLicences, isAllowed } from './licences/allowed.ts';
import { readProduction } from './production.ts';

const { packages } = await readProduction(new URL('..', import.meta.url));
for (const line of describeLicences(packages)) console.log(line);
const refused = packages.filter(({ licence }) => !isAllowed(licence));
for (const { name, version, licence = 'none' } of refused) {
  console.error(`${name} ${version} has a licence that is not allowed: ${licence}`);
}
process.exitCode = refused.length === 0 ? 0 : 1;
