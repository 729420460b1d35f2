import { randomUUID } from 'node:crypto';

/**
 * One step of a distributed trace, as W3C Trace Context carries it between processes
 * (https://www.w3.org/TR/trace-context/). Ids are lower-case hexadecimal.
 */
export interface Trace {
  /** 32 digits, the same for the whole journey of a request and of the events it caused. */
  readonly traceId: string;
  /** 16 digits, this step. */
  readonly spanId: string;
  readonly sampled: boolean;
}

const TRACEPARENT = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const SAMPLED_FLAG = 1;

const SPAN_ID_DIGITS = 16;

/** Version 4, random but for six bits, and made in stock by Node. Its version and its variant are no zeros. */
function randomHex(): string {
  return randomUUID().replaceAll('-', '');
}

/** Begins a trace. */
export function newTrace(): Trace {
  const traceId = randomHex();
  return { traceId, spanId: traceId.slice(-SPAN_ID_DIGITS), sampled: true };
}

/** A further step of the same trace. */
export function childOf(parent: Trace): Trace {
  return { ...parent, spanId: randomHex().slice(-SPAN_ID_DIGITS) };
}

/** The header text of a step. */
export function formatTraceparent(trace: Trace): string {
  return `00-${trace.traceId}-${trace.spanId}-${trace.sampled ? '01' : '00'}`;
}

/**
 * Reads a `traceparent`; `undefined` when it is absent or malformed, as the standard demands
 * (a bad header starts a new trace and is never an error).
 */
export function parseTraceparent(text: string | null | undefined): Trace | undefined {
  const match = TRACEPARENT.exec(text ?? '');
  if (match === null) return undefined;
  const [, version, traceId = '', spanId = '', flags = '', more] = match;
  if (version === 'ff' || (version === '00' && more !== undefined)) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  return { traceId, spanId, sampled: (Number.parseInt(flags, 16) & SAMPLED_FLAG) === SAMPLED_FLAG };
}

/** The step that follows the caller's header, or the first of a new trace. */
export function continueTrace(traceparent: string | null | undefined): Trace {
  const parent = parseTraceparent(traceparent);
  return parent === undefined ? newTrace() : childOf(parent);
}
