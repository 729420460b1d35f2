import pg from 'pg';

/** The texts of all statements that clients of this process send while `work` runs. */
export async function countStatements(work: () => Promise<void>): Promise<string[]> {
  const texts: string[] = [];
  const { prototype } = pg.Client;
  const query = prototype.query;
  prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [first] = args;
    texts.push(typeof first === 'string' ? first : (first as { text: string }).text);
    return Reflect.apply(query, this, args);
  } as typeof query;
  try {
    await work();
  } finally {
    prototype.query = query;
  }
  return texts;
}
