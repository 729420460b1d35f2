/** Names of what one source keeps in Redis. All of it may vanish: everything can be told again from Postgres. */
export interface SourceKeys {
  /** The stream; entry ids are `<position>-0`, so Redis itself refuses doubles and disorder. */
  readonly stream: string;
  /** Hash: `epoch` and `floor` of the stream. */
  readonly state: string;
  /** Hash: consumer → its announcement, as JSON. */
  readonly announcements: string;
}

export function sourceKeys(prefix: string, source: string): SourceKeys {
  const stream = `${prefix}events:${source}`;
  // The braces keep all three in one slot of a cluster: they are changed together.
  return { stream, state: `{${stream}}:state`, announcements: `{${stream}}:consumers` };
}

/** The fields of a stream entry. */
export const ENTRY_EVENT = 'event';
export const ENTRY_EPOCH = 'epoch';

export function entryId(position: number): string {
  return `${position}-0`;
}

export function positionOf(id: string): number {
  return Number.parseInt(id, 10);
}
