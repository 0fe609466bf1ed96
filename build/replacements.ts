// What is replaced in the AWS SDK: half of the bytes of `balance`, and half of its cold start.
import type { Replacement } from './replacement.ts';
import { literalKeys } from './replacements/literal-keys.ts';
import { versionOnly } from './replacements/package-version.ts';
import { withoutCities } from './replacements/partitions.ts';
import { staticImports } from './replacements/static-imports.ts';

const file = (name: string) => new URL(`./replacements/${name}.ts`, import.meta.url);

/**
 * Every replacement; each of them is met in any bundle with a client of the AWS SDK. The variables of the SDK
 * (`AWS_REGION`, `AWS_ENDPOINT_URL`, `AWS_MAX_ATTEMPTS`, …) work as always. Two things do not, and no Lambda has them:
 * profiles in files, and credentials from anywhere but the environment.
 */
export const replacements: readonly Replacement[] = [
  {
    name: 'credentials',
    module: /@aws-sdk\/credential-provider-node\/dist-es\/index\.js/,
    by: file('credentials'),
  },
  {
    name: 'settings',
    module: /@smithy\/core\/dist-es\/submodules\/config\/node-config-provider\/configLoader\.js/,
    by: file('settings'),
  },
  {
    name: 'instance metadata',
    module:
      /@smithy\/core\/dist-es\/submodules\/config\/config-resolver\/regionConfig\/getInstanceMetadataRegion\.js/,
    by: file('instance-metadata'),
  },
  {
    name: 'event streams',
    module: /@smithy\/core\/dist-es\/submodules\/event-streams\/index\.js/,
    by: file('event-streams'),
  },
  {
    name: 'headers of event streams',
    module: /@smithy\/signature-v4\/dist-es\/HeaderFormatter\.js/,
    by: file('event-headers'),
  },
  {
    name: 'request bodies as strings',
    module: /@smithy\/core\/dist-es\/submodules\/protocols\/json\/codec-v2\/JsonBytesStringAdapter\.js/,
    by: file('json-bytes'),
  },
  {
    name: 'SHA-256 in JavaScript',
    module: /@smithy\/core\/dist-es\/submodules\/checksum\/sha256\/Sha256Js\.js/,
    by: file('sha256'),
  },
  {
    name: 'stream collector',
    module: /@smithy\/core\/dist-es\/submodules\/serde\/util-stream\/stream-collector\.js/,
    by: file('stream-collector'),
  },
  {
    name: 'stream types',
    module: /@smithy\/core\/dist-es\/submodules\/serde\/util-stream\/stream-type-check\.js/,
    by: file('stream-types'),
  },
  { name: 'UUIDs', module: /@smithy\/core\/dist-es\/submodules\/serde\/uuid\/v4\.js/, by: file('uuid') },
  { name: 'dates', module: /@smithy\/core\/dist-es\/submodules\/serde\/date-utils\.js/, by: file('dates') },
  {
    name: 'partitions',
    module: /@aws-sdk\/core\/dist-es\/submodules\/client\/util-endpoints\/lib\/aws\/partitions\.js/,
    by: withoutCities,
  },
  {
    name: 'keys of schemas',
    module: /@aws-sdk\/client-[a-z0-9-]+\/dist-es\/schemas\/schemas_0\.js/,
    by: literalKeys,
  },
  {
    name: 'run-time import of http',
    module: /@smithy\/node-http-handler\/dist-es\/node-http-handler\.js/,
    by: staticImports,
  },
  {
    name: 'run-time import of event streams',
    module: /@smithy\/core\/dist-es\/submodules\/protocols\/HttpProtocol\.js/,
    by: staticImports,
  },
  {
    name: 'run-time import of async hooks',
    module: /@aws\/lambda-invoke-store\/dist-es\/invoke-store\.js/,
    by: staticImports,
  },
  {
    name: 'user agent of browsers',
    module:
      /@aws-sdk\/core\/dist-es\/submodules\/client\/util-user-agent-browser\/createUserAgentStringParsingProvider\.js/,
    by: file('browser'),
  },
  { name: 'package version', module: /@aws-sdk\/client-[a-z0-9-]+\/package\.json/, by: versionOnly },
];
