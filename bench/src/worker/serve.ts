// The contender's side of the protocol: answers one request after another until its input ends.

import { messageOf } from '../message-of.js';
import { createInterface } from 'node:readline';
import * as v from 'valibot';
import {
  type Answers,
  type RequestBody,
  RequestSchema,
  type RequestType,
  type WorkerAnswer,
  type WorkerRequest,
} from '../protocol/messages.js';

/** What a contender can do. Each returns when everything is computed, not when it is merely submitted. */
export type Worker = {
  readonly [Type in RequestType]: (request: RequestBody<Type>) => Promise<Answers[Type]>;
};

/** Serves until the bench closes this process' input, then ends the process. */
export async function serve(worker: Worker): Promise<never> {
  // Standard output belongs to the protocol; libraries like to talk there.
  console.log = console.error;
  console.info = console.error;
  for await (const line of createInterface({ input: process.stdin })) {
    process.stdout.write(`${JSON.stringify(await answer(worker, line))}\n`);
  }
  // Devices and thread pools of other people's libraries would keep the process.
  process.exit(0);
}

async function answer(worker: Worker, line: string): Promise<WorkerAnswer> {
  const begun = performance.now();
  try {
    const result = await dispatch(worker, v.parse(RequestSchema, JSON.parse(line)));
    return { ok: true, seconds: (performance.now() - begun) / 1000, result };
  } catch (error) {
    return { ok: false, error: messageOf(error) };
  }
}

function dispatch(worker: Worker, request: WorkerRequest): Promise<Answers[RequestType]> {
  switch (request.type) {
    case 'open':
      return worker.open(request);
    case 'build':
      return worker.build(request);
    case 'train':
      return worker.train(request);
    case 'evaluate':
      return worker.evaluate(request);
    case 'predict':
      return worker.predict(request);
    case 'memory':
      return worker.memory(request);
    default:
      return request satisfies never;
  }
}
