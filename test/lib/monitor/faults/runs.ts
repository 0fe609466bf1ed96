// A monitor that runs every quarter of an hour for as long as a test says, and what it has told by then.
import { type Account, QUARTER, short } from '../account.ts';

/** Runs every quarter of an hour for so long. */
export async function runFor(account: Account, milliseconds: number): Promise<void> {
  for (let passed = 0; passed < milliseconds; passed += QUARTER) {
    await account.run();
    account.wait(QUARTER);
  }
}

/** The alerts that were sent, in short. */
export const told = (account: Account) => account.mails.got.map(short);
