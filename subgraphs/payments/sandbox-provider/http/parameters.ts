import type { IncomingMessage } from 'node:http';

import { readBody } from '@tiffin/service';

import { sandboxPolicy } from '../policy.ts';
import { invalidRequest } from './api-error.ts';

/** Parameters of a request, flat: `metadata[order_id]` is the key `metadata.order_id`. */
export type Parameters = ReadonlyMap<string, string>;

/** Reads form or JSON. @throws ApiError or HttpRefusal */
export async function readParameters(request: IncomingMessage): Promise<Parameters> {
  const body = (await readBody(request, sandboxPolicy.maxBodyBytes)).toString('utf8');
  if (body === '') return new Map();
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/json') return fromJson(body);
  if (type === 'application/x-www-form-urlencoded') return fromForm(body);
  throw invalidRequest('The body must be a form or JSON.');
}

function fromForm(body: string): Parameters {
  const parameters = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(body)) {
    parameters.set(name.replace(/\[([^\]]+)\]/g, '.$1'), value);
  }
  return parameters;
}

function fromJson(body: string): Parameters {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw invalidRequest('The body is not valid JSON.');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw invalidRequest('The body must be a JSON object.');
  }
  const parameters = new Map<string, string>();
  for (const [name, value] of Object.entries(parsed)) {
    if (typeof value === 'object' && value !== null) {
      for (const [inner, text] of Object.entries(value)) {
        parameters.set(`${name}.${inner}`, String(text));
      }
    } else if (value !== null) parameters.set(name, String(value));
  }
  return parameters;
}

/** A whole number from 1 to the largest amount. @throws ApiError */
export function amountOf(parameters: Parameters, name: string): number | undefined {
  const text = parameters.get(name);
  if (text === undefined) return undefined;
  const amount = Number(text);
  if (!/^\d{1,15}$/.test(text) || amount < 1 || amount > sandboxPolicy.maxAmountMinor) {
    throw invalidRequest(
      'An amount is a whole number of minor units.',
      'parameter_invalid_integer',
      name,
    );
  }
  return amount;
}

/** A text that must be there. @throws ApiError */
export function textOf(parameters: Parameters, name: string): string {
  const text = parameters.get(name);
  if (text === undefined || text === '' || text.length > sandboxPolicy.maxTextLength) {
    throw invalidRequest(`Missing or too long parameter: ${name}.`, 'parameter_missing', name);
  }
  return text;
}

/** The `metadata[…]` of a request. @throws ApiError */
export function metadataOf(parameters: Parameters): Record<string, string> {
  const metadata: Record<string, string> = {};
  for (const [name, value] of parameters) {
    if (name.startsWith('metadata.')) metadata[name.slice('metadata.'.length)] = value;
  }
  const entries = Object.entries(metadata);
  if (
    entries.length > sandboxPolicy.maxMetadataEntries ||
    entries.some(([name, value]) => name.length + value.length > sandboxPolicy.maxTextLength)
  ) {
    throw invalidRequest('The metadata are too large.', 'metadata_too_large', 'metadata');
  }
  return metadata;
}
