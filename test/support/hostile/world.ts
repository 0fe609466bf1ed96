// The world around a function that is driven with hostile events: a Wix and a store that work, until they are told not to.
import type { Code } from '../../../lib/codes.ts';
import { Failure } from '../../../lib/failure.ts';
import type { Store } from '../../../lib/store/store.ts';
import { manualClock } from '../call.ts';
import { MemoryDisk } from '../memory-store.ts';
import { type Answer, fakeWix } from '../wix.ts';
import type { Trouble } from './events.ts';
import { SECRET_MARKER, UPSTREAM_MARKER } from './values.ts';

/** The site that this Wix knows, and others that it knows as well. */
export const SITE = '0f0e0d0c-0b0a-4908-8706-050403020100';

const TROUBLES: readonly Code[] = [
  'WixUnavailable',
  'WixTimeout',
  'WixRateLimited',
  'WixCredentialsRejected',
  'WixRequestRejected',
  'TransactionsNotReadable',
  'SecretUnavailable',
];

/** Answers as Wix does, for every site and every text. */
const wellBehaved: Answer = ({ path, body }) => {
  if (path.endsWith('/balance')) return { periodicCredits: { balance: 250, cap: 250 } };
  if (path.endsWith('/credit')) {
    return { creditData: { creditsUsed: 1, quotaType: 'LIMITED', limitedQuota: { quota: 10 } } };
  }
  if (path.endsWith('/is-eligible')) return { sufficientCredits: true };
  if (path.endsWith('/sites/query'))
    return { sites: [{ id: SITE, displayName: 'A' }], metadata: { hasNext: false } };
  const units: readonly { id: string; format: string }[] = Object(body).contentToTranslate ?? [];
  const text = { plainTextContent: 'x', htmlContent: 'x', richContent: { nodes: [] } };
  return { results: units.map(({ id }) => ({ itemMetadata: { id, success: true }, item: text })) };
};

/** An error as libraries throw it: full of what is nobody's business. */
const unforeseen = () =>
  new Error(`${UPSTREAM_MARKER} refused authorization: ${SECRET_MARKER}`, {
    cause: new SyntaxError(`Unexpected token in ${SECRET_MARKER}`),
  });

/** A world for one function. */
export class HostileWorld {
  readonly clock = manualClock();
  readonly #kept: ReadonlyMap<string, Uint8Array>;
  readonly #disk = new MemoryDisk();
  #trouble: Trouble = 'none';
  #troubles = 0;

  /** `kept` is in the store at every event. */
  constructor(kept: ReadonlyMap<string, Uint8Array> = new Map()) {
    this.#kept = kept;
  }

  /** Makes everything new for the next event. */
  enter = (trouble: Trouble): void => {
    this.#trouble = trouble;
    this.#disk.objects.clear();
    for (const [key, body] of this.#kept) this.#disk.objects.set(key, body);
  };

  #next(): number {
    this.#troubles += 1;
    return this.#troubles;
  }

  readonly wix = {
    ...fakeWix((request, call) => {
      // As the transport does: not everything that JSON.parse makes can be written again.
      JSON.stringify(request.body);
      if (this.#trouble !== 'wix') return wellBehaved(request, call);
      const code = TROUBLES[this.#next() % (TROUBLES.length + 1)];
      if (code === undefined) throw unforeseen();
      throw new Failure(code, 'Wix fails.', { cause: unforeseen(), wixRequestId: '1732281600.1' });
    }),
    waitSeconds: () => 0,
  };

  /** The store of now; what it throws in trouble is what a directory or an SDK may throw. */
  readonly store: Store = this.#disk.open({
    onStep: () => {
      if (this.#trouble === 'store' && this.#next() % 2 === 0) throw unforeseen();
      if (this.#trouble === 'store')
        throw new Failure('Internal', 'The store fails.', { cause: unforeseen() });
    },
  });
}
