import { z } from 'zod';

/** Start-up stops on this; each problem names one variable and what it should hold. */
export class ConfigurationError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigurationError';
    this.problems = problems;
  }
}

/**
 * Reads the variables named in `shape` from `env`, checks them and freezes the result.
 *
 * An empty string counts as not set (compose files pass those). A bad variable gives one line with
 * the schema's `.describe(...)` text as the remedy; its value is never printed, as it may be a secret.
 *
 * @throws ConfigurationError listing every bad variable at once
 */
export function loadConfig<Shape extends z.ZodRawShape>(
  shape: Shape,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<z.output<z.ZodObject<Shape>>> {
  const given: Record<string, string> = {};
  for (const name of Object.keys(shape)) {
    const value = env[name];
    if (value !== undefined && value !== '') given[name] = value;
  }
  const parsed = z.object(shape).safeParse(given);
  if (parsed.success) return Object.freeze(parsed.data);
  throw new ConfigurationError(problemsOf(parsed.error, shape, given));
}

function problemsOf(
  error: z.ZodError,
  shape: z.ZodRawShape,
  given: Readonly<Record<string, string>>,
): string[] {
  const problems = new Map<string, string>();
  for (const issue of error.issues) {
    const name = String(issue.path[0] ?? 'environment');
    if (problems.has(name)) continue;
    const state = name in given ? 'is not valid' : 'is not set';
    problems.set(name, `${name} ${state}: expected ${expectationOf(issue, shape[name])}`);
  }
  return [...problems.values()];
}

/** Built from the schema alone; zod's own messages may quote what was given. */
function expectationOf(issue: z.core.$ZodIssue, schema: z.core.$ZodType | undefined): string {
  const description = schema === undefined ? undefined : z.globalRegistry.get(schema)?.description;
  if (description !== undefined) return description;
  switch (issue.code) {
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'too_small':
      return `at least ${String(issue.minimum)}${unitOf(issue.origin)}`;
    case 'too_big':
      return `at most ${String(issue.maximum)}${unitOf(issue.origin)}`;
    case 'invalid_type':
      return `a ${issue.expected}`;
    case 'invalid_format':
      return `a valid ${issue.format}`;
    default:
      return 'a valid value';
  }
}

function unitOf(origin: string): string {
  return origin === 'string' ? ' characters' : '';
}
