// What a million transactions cost on AWS, from the counts of the runs: waiting in Step Functions, and in Lambda.
import { add, multiply, parseDecimal, toText, ZERO } from '../../lib/credits/decimal.ts';
import { PRICES, PRICES_OF, type Priced } from '../../scripts/cost/prices.ts';
import { table } from '../lambda/report.ts';
import { LATENCY_MS } from './latency.ts';
import { type Limited, RATE } from './limit.ts';

const MILLION = 1_000_000;
/** memorySize of `export` in serverless.yml. */
const GB = 1;
/** Its timeout, less what a call keeps back to save what it has. */
const CALL_SECONDS = 895;
/** How much before its first request a call comes that goes on (`run-export.ts`); it waits in Lambda. */
const EARLY_SECONDS = 1;
/** States of the workflow: Begin, Done? and Done; and Wait, Go on and Done? each time that it goes on. */
const statesOf = (calls: number) => 3 + 3 * (calls - 1);

interface Way {
  readonly title: string;
  readonly counts: readonly (readonly [Priced, number])[];
}

/** Exact, in US dollars; counts are whole numbers. */
function costOf({ counts }: Way): string {
  const costs = counts.map(([priced, count]) =>
    multiply(parseDecimal(PRICES[priced]) ?? ZERO, parseDecimal(String(count)) ?? ZERO),
  );
  return toText(costs.reduce(add, ZERO)).replace(/\.?0+$/, '');
}

/**
 * Prints it. `limited` is what an export within the limit took, which grows with the number of rows; `msPerPage` is the
 * time of a page where Wix takes 100 ms.
 */
export function printCost({ rows, requests, calls, s3Writes, s3Reads }: Limited, msPerPage: number): void {
  const scaled = (count: number) => Math.ceil((count / rows) * MILLION);
  const pages = scaled(requests);
  const inSteps = scaled(calls);
  const minutes = pages / RATE;
  const inLambda = Math.ceil((minutes * 60) / CALL_SECONDS);
  const way = (title: string, invocations: number, seconds: number): Way => ({
    title,
    counts: [
      ['lambdaGbSecond', Math.ceil(seconds * GB)],
      ['lambdaRequest', invocations],
      ['stepFunctionsTransition', statesOf(invocations)],
      // Each call that goes on saves its checkpoint once, and reads the manifest's place and the checkpoint.
      ['s3Put', scaled(s3Writes) - (inSteps - invocations)],
      ['s3Get', scaled(s3Reads) - 2 * (inSteps - invocations)],
    ],
  });
  const ways = [
    way('waiting in Step Functions', inSteps, (pages * msPerPage) / 1000 + (inSteps - 1) * EARLY_SECONDS),
    way('sleeping in Lambda', inLambda, minutes * 60),
  ];
  console.log(
    `${MILLION.toLocaleString('en')} transactions: ${pages} pages, ${minutes.toFixed(0)} minutes at ${RATE} a minute, ${msPerPage.toFixed(0)} ms a page where Wix takes ${LATENCY_MS}.\n${PRICES_OF}\n`,
  );
  const columns = ['GB-seconds', 'calls', 'state transitions', 'S3 writes', 'S3 reads', 'US dollars'];
  console.log(
    `${table([
      ['', ...columns],
      ...ways.map((one) => [one.title, ...one.counts.map(([, count]) => String(count)), costOf(one)]),
    ])}\n`,
  );
}
