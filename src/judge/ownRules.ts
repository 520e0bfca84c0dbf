import { z } from 'zod';

/** Stands for the published rules in a list of one's own. */
export const DEFAULTS = '$defaults';

const list = z.array(z.string().trim().min(1).max(500)).max(100).readonly().optional();

/**
 * Rules of the judge in a person's own words. A list without `$defaults` takes the place of the published one; what nothing
 * clears (`never`) can only be added to.
 */
export const judgeRulesSchema = z.strictObject({
  /** What to stop unless the person has asked for it in so many words. */
  stop: list,
  /** What to stop whatever the person has said. */
  never: list,
  /** What to let pass. */
  pass: list,
});

export type OwnJudgeRules = z.infer<typeof judgeRulesSchema>;
