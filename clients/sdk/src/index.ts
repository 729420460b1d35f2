export { TiffinClient, type TiffinClientOptions } from './client.ts';
export { GraphQLResponseError, TransportError, UserErrors, type ResponseError } from './errors.ts';
export * from './generated/operations.ts';
export { subscribeResumably, type ResumeOptions } from './resume.ts';
export { Session } from './session.ts';
