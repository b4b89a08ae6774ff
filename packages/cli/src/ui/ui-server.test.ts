import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startUiServer, type UiServer } from './ui-server.js';

let folder: string;
let server: UiServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'shadegrad-ui-'));
  const app = join(folder, 'app');
  await mkdir(join(app, 'assets'), { recursive: true });
  await writeFile(join(app, 'index.html'), '<p>the app</p>');
  await writeFile(join(app, 'content-security-policy.txt'), "default-src 'none'; script-src 'self'");
  await mkdir(join(app, 'notebook'));
  await writeFile(join(app, 'notebook', 'index.html'), '<p>notebooks</p>');
  await writeFile(join(app, 'notebook', 'content-security-policy.txt'), "script-src 'unsafe-eval'");
  await writeFile(join(app, 'assets', 'code.js'), 'code');
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'labels'), 'labels');
  await symlink(join(folder, 'secret.txt'), join(app, 'link.txt'));
  await symlink(folder, join(app, 'up'));
  const other = join(folder, 'secret.txt');
  const data = {
    testLabels: join(folder, 'labels'),
    testImages: other,
    trainImages: other,
    trainLabels: other,
  };
  server = await startUiServer({ app, data }, 0);
});

afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number | undefined;
  readonly body: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** As it is: `fetch` would tidy up the path. */
function ask(path: string, options: { host?: string; method?: string } = {}): Promise<Answer> {
  const { hostname, port, host } = new URL(server.url);
  const { method = 'GET' } = options;
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, method, headers: { host: options.host ?? host } }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        body += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, body, headers: response.headers }));
    })
      .on('error', reject)
      .end();
  });
}

describe('the server of the web app', () => {
  it('serves the app and the dataset, with the policy that the app was built with', async () => {
    const page = await ask('/');
    expect(page).toMatchObject({ status: 200, body: '<p>the app</p>' });
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; script-src 'self'; frame-ancestors 'none'",
    });
    expect(await ask('/assets/code.js?v=1')).toMatchObject({ status: 200, body: 'code' });
    expect(await ask('/data/t10k-labels-idx1-ubyte.gz')).toMatchObject({ status: 200, body: 'labels' });
    expect(await ask('/', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });

  it('serves the page of notebooks, whose policy is its own', async () => {
    const page = await ask('/notebook/');
    expect(page).toMatchObject({ status: 200, body: '<p>notebooks</p>' });
    const policy = "script-src 'unsafe-eval'; frame-ancestors 'none'";
    expect(page.headers['content-security-policy']).toBe(policy);
    expect(await ask('/notebook')).toMatchObject({ status: 308, headers: { location: './notebook/' } });
  });

  it.each([
    '/assets/',
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..%5csecret.txt',
    '//etc/passwd',
    '/link.txt',
    '/up/secret.txt',
    '/assets',
    '/data/../secret.txt',
    '/data/secret.txt',
    '/%00',
    '/%zz',
    'http://127.0.0.1/secret.txt',
  ])('has nothing to give for %s', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  it.each(['evil.example', 'evil.example:80', '127.0.0.1'])(
    'does not answer to the name %j',
    async (host) => {
      const { status, body } = await ask('/', { host });
      expect([400, 403]).toContain(status);
      expect(body).not.toContain('the app');
    },
  );

  it('takes nothing', async () => {
    expect((await ask('/', { method: 'POST' })).status).toBe(405);
  });

  it('does not serve an app without a policy', async () => {
    await expect(startUiServer({ app: folder }, 0)).rejects.toMatchObject({ code: 'SHADEGRAD_UI_NOT_BUILT' });
  });

  it('says so where the port is taken', async () => {
    const port = Number(new URL(server.url).port);
    await expect(startUiServer({ app: join(folder, 'app') }, port)).rejects.toMatchObject({
      code: 'SHADEGRAD_UI_PORT',
      message: expect.stringContaining(`Port ${port} is taken`),
    });
  });
});
