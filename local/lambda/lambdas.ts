// All functions of a build as local Lambdas, by their names.
import { join } from 'node:path';
import { createLambda, type LambdaOptions, type LocalLambda } from './lambda.ts';

/** Functions by name; each starts with its first call. */
export interface LocalLambdas {
  get(name: string): LocalLambda;
  close(): Promise<void>;
}

/** Makes them out of the directory that the build wrote, with one environment for all. */
export function createLambdas(directory: string, options: Omit<LambdaOptions, 'file'>): LocalLambdas {
  const lambdas = new Map<string, LocalLambda>();
  return {
    get(name) {
      const known = lambdas.get(name);
      if (known !== undefined) return known;
      const lambda = createLambda({ ...options, file: join(directory, name, 'index.mjs') });
      lambdas.set(name, lambda);
      return lambda;
    },
    async close() {
      await Promise.all([...lambdas.values()].map((lambda) => lambda.close()));
    },
  };
}
