/** The suites, as the tests call them and the table shows them. */
export const HTTP_TITLE = 'graphql-http server audits';
export const SOCKET_TITLE = 'graphql-transport-ws protocol';
export const CLIENT_TITLE = 'Stock clients';
export const AUDIT_TITLE = 'Federation gateway audit';
