// @ts-check
/* global GraphiQL, React, ReactDOM */
import { createClient } from '/vendor/graphql-ws/client.js';
import { logIn, readDemo } from '/demo.js';
import { EXAMPLES } from './examples.js';

const url = `${location.origin}/graphql`;

/** @type {(() => Promise<string>) | undefined} */
let authorization;
let socket = openSocket();

function openSocket() {
  return createClient({
    url: url.replace(/^http/, 'ws'),
    lazy: true,
    connectionParams: async () => (authorization ? { authorization: await authorization() } : {}),
  });
}

/** Operations over HTTP, subscriptions over the socket, both as whoever is chosen above. */
async function fetcher(parameters, options) {
  const token = authorization ? { authorization: await authorization() } : {};
  const headers = { ...options?.headers, ...token };
  const send = GraphiQL.createFetcher({ url, wsClient: socket, headers });
  return send(parameters, options);
}

const root = ReactDOM.createRoot(document.getElementById('graphiql'));
const welcome = '# Choose whom to act as and an example above, or write your own operation.\n';
let shown = 0;

/** @param {{ query: string, variables?: string }} operation */
function show({ query, variables }) {
  shown += 1;
  root.render(
    React.createElement(GraphiQL, {
      key: shown,
      fetcher,
      query,
      variables,
      defaultEditorToolsVisibility: 'variables',
      shouldPersistHeaders: false,
    }),
  );
}

const login = /** @type {HTMLSelectElement} */ (document.getElementById('login'));
const who = /** @type {HTMLElement} */ (document.getElementById('who'));
const demo = await readDemo();
for (const { role, email } of demo?.logins ?? []) login.add(new Option(role, email));
login.addEventListener('change', async () => {
  authorization = undefined;
  who.textContent = '';
  if (login.value && demo) {
    try {
      const session = await logIn(login.value, demo.password);
      authorization = session.authorization;
      who.textContent = session.name;
    } catch (error) {
      who.textContent = `Not logged in: ${error.message}`;
    }
  }
  // Identity belongs to a socket's beginning: a new one for the new caller.
  void socket.dispose();
  socket = openSocket();
});

const example = /** @type {HTMLSelectElement} */ (document.getElementById('example'));
for (const [index, { name }] of EXAMPLES.entries()) example.add(new Option(name, String(index)));
example.addEventListener('change', () => {
  const chosen = EXAMPLES[Number(example.value)];
  if (example.value === '' || !chosen) return;
  show({ query: chosen.query, variables: JSON.stringify(chosen.variables, null, 2) });
});

show({ query: welcome });
