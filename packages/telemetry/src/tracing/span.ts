import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace as traceApi,
  TraceFlags,
  type Attributes,
  type AttributeValue,
  type Context,
  type Link,
  type Span as ApiSpan,
  type Tracer,
} from '@opentelemetry/api';
import { currentContext, runInContext } from '../context.ts';
import { withoutCredentials } from '../redaction.ts';
import { formatTraceparent, newTrace, parseTraceparent, type Trace } from '../traceparent.ts';

const KINDS = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  producer: SpanKind.PRODUCER,
  consumer: SpanKind.CONSUMER,
} as const;

export interface SpanOptions {
  /** Which side of a call or of a message this is; `internal` unless given. */
  kind?: keyof typeof KINDS;
  /** The `traceparent` of the step before; the work going on unless given. */
  parent?: string | undefined;
  /** Begins a trace, whatever work is going on. */
  isRoot?: boolean;
  /** Named as OpenTelemetry's semantic conventions do, where they have a name. */
  attributes?: Attributes;
  /** Further steps that led here, as `traceparent`s. */
  links?: readonly string[];
}

let tracer: Tracer | undefined;

/** Set where tracing starts and ends, and nowhere else. */
export function useTracer(next: Tracer | undefined): void {
  tracer = next;
}

/** Whether spans are recorded. Without, nothing here costs more than this question. */
export function isTracing(): boolean {
  return tracer !== undefined;
}

/** One step of a trace while it goes on. */
export class Span {
  readonly #span: ApiSpan;
  readonly trace: Trace;

  constructor(span: ApiSpan) {
    this.#span = span;
    const { traceId, spanId, traceFlags } = span.spanContext();
    this.trace = { traceId, spanId, sampled: (traceFlags & TraceFlags.SAMPLED) !== 0 };
  }

  /** What steps that follow from this one are given. */
  get traceparent(): string {
    return formatTraceparent(this.trace);
  }

  set(name: string, value: AttributeValue): void {
    this.#span.setAttribute(name, value);
  }

  /** Something that happened meanwhile. */
  note(name: string, attributes: Attributes): void {
    this.#span.addEvent(name, attributes);
  }

  /** One more step that led here, as a `traceparent`. */
  link(traceparent: string): void {
    const trace = parseTraceparent(traceparent);
    if (trace !== undefined) this.#span.addLink(linkTo(trace));
  }

  /** Marks it as failed; texts lose their credentials. */
  fail(error: unknown): void {
    const isError = error instanceof Error;
    const message = withoutCredentials(isError ? error.message : String(error));
    this.#span.setAttribute('error.type', isError ? error.name : typeof error);
    this.#span.setStatus({ code: SpanStatusCode.ERROR, message });
  }

  end(): void {
    this.#span.end();
  }
}

/** Begins a step; undefined when nothing is recorded. Whoever begins one ends it. */
export function startSpan(name: string, options: SpanOptions = {}): Span | undefined {
  if (tracer === undefined) return undefined;
  const { kind = 'internal', attributes, links = [] } = options;
  const before = stepBefore(options);
  const span = tracer.startSpan(
    name,
    {
      kind: KINDS[kind],
      ...(attributes === undefined ? {} : { attributes }),
      links: links
        .map(parseTraceparent)
        .filter((link) => link !== undefined)
        .map(linkTo),
    },
    before === undefined ? ROOT_CONTEXT : contextOf(before),
  );
  return new Span(span);
}

function stepBefore({ parent, isRoot = false }: SpanOptions): Trace | undefined {
  if (isRoot) return undefined;
  return parent === undefined ? currentContext()?.trace : parseTraceparent(parent);
}

/** Runs `work` as a step of its own; what it awaits and logs belongs to it. */
export async function inSpan<T>(
  name: string,
  options: SpanOptions,
  work: (span: Span | undefined) => Promise<T>,
): Promise<T> {
  const span = startSpan(name, options);
  if (span === undefined) return work(undefined);
  try {
    return await runInContext({ ...currentContext(), trace: span.trace }, () => work(span));
  } catch (error) {
    span.fail(error);
    throw error;
  } finally {
    span.end();
  }
}

/**
 * A trace for work that nobody traces yet: where spans are recorded, the sampler decides whether this one is.
 * It is no step itself.
 */
export function beginTrace(): Trace {
  if (tracer === undefined) return newTrace();
  // Never ended, so never sent: it is made for the decision alone.
  return new Span(tracer.startSpan('begin', {}, ROOT_CONTEXT)).trace;
}

function contextOf(trace: Trace): Context {
  return traceApi.setSpanContext(ROOT_CONTEXT, spanContextOf(trace));
}

function linkTo(trace: Trace): Link {
  return { context: spanContextOf(trace) };
}

function spanContextOf({ traceId, spanId, sampled }: Trace): Link['context'] {
  const traceFlags = sampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  return { traceId, spanId, traceFlags, isRemote: true };
}
