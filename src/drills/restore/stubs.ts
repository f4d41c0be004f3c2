import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { join } from 'node:path';
import { matchesGlob } from '../../core/glob.ts';
import type { Scratch } from '../../core/scratch/scratch.ts';
import type { DrillDefinition } from '../../workspace/definition.ts';

// What stands in for what a version calls. The same servers answer on the source, by a port, and in an enclosure, by a socket that it is lent.

export type StubDefinitions = NonNullable<DrillDefinition['stubs']>;
type Answer = NonNullable<StubDefinitions[string]['answers']>[number];

export interface Stub {
  readonly name: string;
  readonly variable: string;
  readonly port: number;
  /** Its socket in a folder of the run. */
  readonly path: string;
}

export interface Stubs extends AsyncDisposable {
  readonly all: readonly Stub[];
  /** Requests that no answer was declared for: `payments: POST /refunds`, each once, sorted. */
  readonly unanswered: () => readonly string[];
}

const fits = ({ request }: Answer, line: string): boolean => request === '*' || matchesGlob(request, line);

const listener =
  (name: string, answers: readonly Answer[], missed: (line: string) => void): RequestListener =>
  (request, response) => {
    request.resume();
    const line = `${request.method ?? 'GET'} ${request.url ?? '/'}`;
    const answer = answers.find((one) => fits(one, line));
    if (!answer) {
      missed(line);
      response.writeHead(501, { 'content-type': 'text/plain' }).end(`the stub ${name} has no answer to ${line}\n`);
      return;
    }
    const { status = 200, headers = {}, body } = answer;
    const isText = typeof body === 'string' || body === undefined;
    response
      .writeHead(status, { ...(body !== undefined && { 'content-type': isText ? 'text/plain' : 'application/json' }), ...headers })
      .end(isText ? body : JSON.stringify(body));
  };

/** Starts a server for each. */
export const startStubs = async (definitions: StubDefinitions, scratch: Scratch): Promise<Stubs> => {
  await using stack = new AsyncDisposableStack();
  const missed = new Set<string>();
  const all: Stub[] = [];
  for (const [name, { variable, answers = [] }] of Object.entries(definitions)) {
    const answering = listener(name, answers, (line) => missed.add(`${name}: ${line}`));
    const path = join(await scratch.inMemory(), `t${all.length}`);
    const [byPort, byPath] = [createServer(answering), createServer(answering)];
    for (const [server, where] of [
      [byPort, { port: 0, host: '127.0.0.1' }],
      [byPath, { path }],
    ] as const) {
      stack.defer(async () => {
        server.closeAllConnections();
        await new Promise((resolve) => void server.close(resolve));
      });
      server.listen(where);
      await once(server, 'listening');
    }
    const address = byPort.address();
    all.push({ name, variable, port: typeof address === 'object' && address ? address.port : 0, path });
  }
  const held = stack.move();
  return { all, unanswered: () => [...missed].sort(), [Symbol.asyncDispose]: () => held.disposeAsync() };
};

/** Where they are, as a version is told. */
export const variablesOf = (stubs: readonly Stub[], portOf: (stub: Stub) => number): Readonly<Record<string, string>> =>
  Object.fromEntries(stubs.map((stub) => [stub.variable, `http://127.0.0.1:${portOf(stub)}`]));
