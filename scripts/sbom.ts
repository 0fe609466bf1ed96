// npm run sbom: writes what the functions are made of as a CycloneDX document, to dist/sbom.cdx.json or to the file that is named.
import { makeSbom } from './sbom/make-sbom.ts';

const [file = 'dist/sbom.cdx.json'] = process.argv.slice(2);
const { components } = await makeSbom(new URL('..', import.meta.url), file);
console.log(`${components.length} packages in ${file}`);
