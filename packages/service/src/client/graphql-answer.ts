import { isErrorCode } from '../errors/error-code.ts';
import { TiffinError } from '../errors/tiffin-error.ts';

/**
 * The data of a GraphQL answer. Any error in it fails the call, with its stable code and public
 * facts preserved; what concerns only the two services (a refused identity, a document that does
 * not validate) is a defect of ours and not the end user's.
 *
 * @throws TiffinError
 */
export function dataOf<Result>(answer: unknown, service: string): Result {
  if (!isRecord(answer)) throw notGraphQL(service);
  const errors = answer['errors'];
  if (Array.isArray(errors) && errors.length > 0) throw remoteError(errors[0], service);
  if (!isRecord(answer['data'])) throw notGraphQL(service);
  return answer['data'] as Result;
}

function remoteError(error: unknown, service: string): TiffinError {
  const extensions = isRecord(error) && isRecord(error['extensions']) ? error['extensions'] : {};
  const message = isRecord(error) && typeof error['message'] === 'string' ? error['message'] : '';
  const { code, ...details } = extensions;
  if (isErrorCode(code) && code !== 'UNAUTHENTICATED') {
    return new TiffinError(code, message, { details });
  }
  return new TiffinError('INTERNAL_SERVER_ERROR', `${service} refused our request: ${message}`);
}

function notGraphQL(service: string): TiffinError {
  return new TiffinError('SERVICE_UNAVAILABLE', `${service} gave an answer that is not GraphQL.`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
