// What stands in the account whether it is used or not, counted in the template.
import { countStanding } from '../../../scripts/cost/standing.ts';

it('an alarm costs by the metrics that it watches, and there are more of them than alarms', async () => {
  const { alarms, dashboards, keys, secrets } = await countStanding();
  // 16 alarms, of which one watches ten functions, and one two codes.
  expect(alarms).toBe(14 + 10 + 2);
  expect({ dashboards, keys, secrets }).toEqual({ dashboards: 1, keys: 1, secrets: 2 });
});
