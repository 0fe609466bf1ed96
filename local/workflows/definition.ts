// The definitions in workflows/, read for those who run and check them.
import { readdir, readFile } from 'node:fs/promises';
import type { StateMachineDefinition } from 'aws-local-stepfunctions';
import * as v from 'valibot';

const FOLDER = new URL('../../workflows/', import.meta.url);
const ENDING = '.asl.json';

const names = v.array(v.string());
const retrier = v.looseObject({ ErrorEquals: names, JitterStrategy: v.optional(v.string()) });
const catcher = v.looseObject({ ErrorEquals: names, Next: v.string() });

const stateSchema = v.looseObject({
  Type: v.string(),
  Comment: v.optional(v.string()),
  Resource: v.optional(v.string()),
  Parameters: v.optional(v.looseObject({ FunctionName: v.optional(v.string()) })),
  TimeoutSeconds: v.optional(v.number()),
  Retry: v.optional(v.array(retrier), []),
  Catch: v.optional(v.array(catcher), []),
  ItemProcessor: v.optional(v.unknown()),
});
const machineSchema = v.looseObject({ States: v.record(v.string(), stateSchema) });
const definitionSchema = v.looseObject({ ...machineSchema.entries, Comment: v.string() });

/** One state; those within a Map are among the states of the whole. */
export type State = v.InferOutput<typeof stateSchema> & { readonly name: string };

/** A workflow as it is written. */
export interface Definition {
  /** Its file, without the ending. */
  readonly name: string;
  readonly comment: string;
  readonly states: readonly State[];
  /** For the interpreter. */
  readonly machine: StateMachineDefinition;
}

/** The library checks the whole definition itself, with the linter of the language. */
const isMachine = v.custom<StateMachineDefinition>((value) => v.is(machineSchema, value));

function statesOf(machine: v.InferOutput<typeof machineSchema>): State[] {
  return Object.entries(machine.States).flatMap(([name, state]) => {
    const inner =
      state.ItemProcessor === undefined ? [] : statesOf(v.parse(machineSchema, state.ItemProcessor));
    return [{ ...state, name }, ...inner];
  });
}

/** The names of all workflows. */
export async function workflowNames(): Promise<string[]> {
  const files = await readdir(FOLDER);
  return files
    .filter((file) => file.endsWith(ENDING))
    .map((file) => file.slice(0, -ENDING.length))
    .toSorted();
}

/** Reads a workflow. Throws where there is none of this name, or it is no state machine. */
export async function readDefinition(name: string): Promise<Definition> {
  const json: unknown = JSON.parse(await readFile(new URL(`${name}${ENDING}`, FOLDER), 'utf8'));
  const parsed = v.parse(definitionSchema, json);
  return { name, comment: parsed.Comment, states: statesOf(parsed), machine: v.parse(isMachine, json) };
}

/** The function that a task calls, from `${ExportFunction}`: `export`. Undefined for a task that calls none. */
export function functionOf({ Parameters }: Pick<State, 'Parameters'>): string | undefined {
  const substitution = /^\$\{(\w+)Function\}$/.exec(Parameters?.FunctionName ?? '')?.[1];
  return substitution?.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}
