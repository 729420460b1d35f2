import type { FormattedExecutionResult } from 'graphql';
import { CURSOR, KEY, KIND, SEQUENCE, type StreamPlan } from './stream-plan.ts';

/** One event as its source sent it, with what we must know of it. */
export interface SourceEvent {
  /** Without what we asked for ourselves. */
  result: FormattedExecutionResult;
  /** Undefined where the stream cannot be resumed, and for an event that failed as a whole. */
  sequence: number | undefined;
  cursor: string | undefined;
  /** Set when the event may be left out for a newer one with the same key. */
  conflationKey: string | undefined;
}

/** Takes our own fields out of an answer of the source. */
export function readEvent(plan: StreamPlan, result: FormattedExecutionResult): SourceEvent {
  const event: SourceEvent = {
    result,
    sequence: undefined,
    cursor: undefined,
    conflationKey: undefined,
  };
  const fields = result.data?.[plan.responseName];
  if (!isRecord(fields)) return event;
  const { [CURSOR]: cursor, [SEQUENCE]: sequence, [KIND]: kind, [KEY]: key, ...theirs } = fields;
  event.result = { ...result, data: { ...result.data, [plan.responseName]: theirs } };
  if (plan.resumable !== undefined) {
    if (typeof sequence === 'number') event.sequence = sequence;
    if (typeof cursor === 'string') event.cursor = cursor;
  }
  const { conflated } = plan;
  if (conflated !== undefined && (conflated.when?.is.has(String(kind)) ?? true)) {
    event.conflationKey = conflated.by.length === 0 ? '' : JSON.stringify(key ?? null);
  }
  return event;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
